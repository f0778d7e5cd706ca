"""Ways in which the capabilities of rows could be wrong, each with the test of the backend that must notice."""

from dataclasses import dataclass

TRAITS = "app/repositories/traits"
ROUTES = "app/api"


@dataclass(frozen=True)
class Break:
    """In `path`, `sound` becomes `worse`. Those of one `group` do not hide each other and are tried in one copy."""

    group: int
    claim: str
    test: str
    path: str
    sound: str
    worse: str


BREAKS = (
    Break(
        1,
        "what is deleted is not seen",
        "test_a_deleted_one_is_not_seen",
        f"{TRAITS}/soft_delete.py",
        "return table.c.deleted_at.is_(None)",
        "return table.c.id.is_not(None)",
    ),
    Break(
        1,
        "a new row has an entry",
        "test_every_change_is_in_the_history",
        f"{TRAITS}/audit.py",
        'await self._record("create", {}, row)',
        "pass",
    ),
    Break(
        1,
        "an include costs one query",
        "test_what_is_included_costs_the_same_for_every_length_of_a_page",
        f"{TRAITS}/include.py",
        "found = await by_ids(beside(self, each.target), ids)",
        "found = {one: row for one in ids for row in (await by_ids(beside(self, each.target), [one])).values()}",
    ),
    Break(
        1,
        "a file has a limit",
        "test_a_photo_that_is_too_large_is_refused",
        "app/core/files.py",
        "raise FileTooLarge",
        "pass",
    ),
    Break(
        1,
        "samples are added once",
        "test_empty_tables_are_filled_once",
        "app/seed.py",
        "if not await ids_of(database, seed.table):",
        "if seed:",
    ),
    Break(
        1,
        "a put is no patch",
        "test_what_a_replacement_leaves_out_is_empty",
        "app/services/task.py",
        'data.model_dump(exclude={"code"})',
        'data.model_dump(exclude={"code"}, exclude_unset=True)',
    ),
    Break(
        1,
        "a repeated request has one effect",
        "test_the_same_request_again_has_the_same_answer_and_no_effect",
        f"{ROUTES}/idempotency.py",
        "raise Replayed(found)",
        "return Repeatable(answers, None, response)",
    ),
    Break(
        1,
        "what is below goes with it",
        "test_it_goes_with_its_project",
        f"{TRAITS}/below.py",
        "exists().where(table.c.id == column, *where)",
        "exists().where(table.c.id == column)",
    ),
    Break(
        2,
        "nothing new goes below what is deleted",
        "test_nothing_new_goes_below_a_deleted_project",
        f"{TRAITS}/below.py",
        "*beside(self, table).there()))\n",
        "))\n",
    ),
    Break(
        2,
        "only what is deleted comes back",
        "test_what_was_not_deleted_cannot_come_back",
        f"{TRAITS}/soft_delete.py",
        "return table.c.deleted_at.is_not(None)",
        "return table.c.id.is_not(None)",
    ),
    Break(
        2,
        "a stale version changes nothing",
        "test_of_two_who_saw_the_same_only_the_first_changes_it",
        f"{TRAITS}/versions.py",
        "raise Stale",
        "return",
    ),
    Break(
        2,
        "links are taken away",
        "test_a_replacement_without_links_has_none",
        f"{TRAITS}/links.py",
        'await self._unlink(link, row["id"])',
        "pass",
    ),
    Break(
        2,
        "a key is for one request",
        "test_a_key_is_for_one_request_only",
        f"{ROUTES}/idempotency.py",
        'found and found["digest"] != digest',
        "False",
    ),
    Break(
        2,
        "an error has its index",
        "test_many_are_created_or_none",
        f"{TRAITS}/bulk.py",
        'f"{Conflict.message} See the item with index {index}.", index=index',
        "",
    ),
    Break(
        2,
        "a file is what its bytes say",
        "test_the_photo_that_was_sent_comes_back",
        "app/core/files.py",
        "return next((kind for first, kind in SIGNATURES if content.startswith(first)), ",
        'return next(iter(["html"]), ',
    ),
    Break(
        3,
        "a change is another version",
        "test_of_two_who_saw_the_same_only_the_first_changes_it",
        "app/models/task.py",
        ' onupdate=sql("version + 1"),',
        "",
    ),
    Break(
        3,
        "a change names a version",
        "test_a_delete_asks_for_the_version_that_was_seen",
        f"{ROUTES}/versions.py",
        "raise VersionRequired",
        "return None",
    ),
    Break(
        3,
        "a change has an entry",
        "test_every_change_is_in_the_history",
        f"{TRAITS}/audit.py",
        "await self._record(action, before, after)",
        "pass",
    ),
    Break(
        3,
        "what one may not see cannot be linked to",
        "test_what_is_deleted_cannot_be_linked_to",
        f"{TRAITS}/links.py",
        "if unknown:",
        "if not unknown:",
    ),
    Break(
        3,
        "a replayed answer has its headers",
        "test_a_replayed_answer_has_its_headers",
        f"{ROUTES}/idempotency.py",
        "response.headers.append(name, value)",
        "pass",
    ),
    Break(
        3,
        "what is fixed stays",
        "test_a_replacement_leaves_what_is_fixed",
        "app/services/task.py",
        'data.model_dump(exclude={"code"})',
        "data.model_dump()",
    ),
    Break(
        4,
        "what is known is not sent again",
        "test_what_is_known_is_not_sent_again",
        f"{ROUTES}/versions.py",
        "raise NotModified(tag)",
        "return",
    ),
    Break(
        4,
        "a file that was replaced is gone",
        "test_a_photo_that_was_replaced_is_removed",
        f"{TRAITS}/files.py",
        "drop(before[name] for name in given if before[name] != row[name])",
        "drop(())",
    ),
    Break(
        4,
        "what is embedded is part of what is known",
        "test_what_is_embedded_is_part_of_what_is_known",
        f"{ROUTES}/versions.py",
        "{version}-{_mark(answer)}",
        "{version}",
    ),
    Break(
        4,
        "no secret is in the history",
        "test_the_history_hides_what_is_hidden",
        f"{TRAITS}/audit.py",
        "name not in self.unaudited and ",
        "",
    ),
    Break(
        4,
        "other links are another version",
        "test_other_links_are_another_version",
        f"{TRAITS}/links.py",
        "plain or ({self.key: key} if given else {})",
        "plain",
    ),
    Break(
        4,
        "all or none",
        "test_many_are_created_or_none",
        "app/core/database/engine.py",
        "async with self.engine.begin() as connection:\n            yield EngineConnection(connection)",
        "async with self.engine.connect() as connection:\n"
        '            yield EngineConnection(await connection.execution_options(isolation_level="AUTOCOMMIT"))',
    ),
)
