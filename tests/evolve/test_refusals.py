"""What is not done without a word of the author."""

import time

import pytest
from cases import CASES, Case, tasks
from pages import entity, field, many, one, page, schema

from archwright import evolve
from archwright.model.blueprint import Blueprint, Field, Relation
from archwright.model.change import AddColumn, Refusal, RenameColumn


def refused(before: Blueprint, after: Blueprint) -> tuple[Refusal, ...]:
    return evolve.diff(schema(before), schema(after)).refusals


def needs(old: Field | Relation | None, new: Field | Relation | None, **more: object) -> list[str]:
    found = refused(tasks(*[old] if old else []), tasks(*[new] if new else [], **more))
    return [refusal.needs for refusal in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))
def test_a_page_that_did_not_change_asks_for_nothing(case: Case) -> None:
    for blueprint in (case.before, case.after):
        difference = evolve.diff(schema(blueprint), schema(blueprint))

        assert (difference.changes, difference.refusals) == ((), ())


def test_data_does_not_go_without_permission() -> None:
    assert needs(field("points", "int"), None) == ["allow_data_loss"]
    assert needs(field("points", "int"), None, loss=True) == []
    assert needs(field("place", high=9), field("place", high=3)) == ["allow_data_loss"]
    assert needs(field("price", "decimal", precision=9, scale=2), field("price", "decimal", precision=9, scale=1)) == [
        "allow_data_loss"
    ]


def test_required_columns_need_a_value_for_the_rows_that_are_there() -> None:
    assert needs(None, field("points", "int")) == ["backfill"]
    assert needs(field("points", "int", optional=True), field("points", "int")) == ["backfill"]
    assert needs(None, field("points", "int", default=0)) == []


def test_a_choice_that_goes_needs_another_for_its_rows() -> None:
    old = field("status", "enum", choices=("todo", "done"))

    assert needs(old, field("status", "enum", choices=("todo",))) == ["backfill"]


def test_types_without_a_way_between_them_need_one() -> None:
    assert needs(field("due", "date"), field("due", "bool")) == ["using"]


def test_the_type_of_keys_stays() -> None:
    found = refused(tasks(), tasks(ids="int"))

    assert {refusal.column for refusal in found} >= {"id"}
    assert "cannot change its type" in found[0].message


def test_a_column_that_looks_renamed_brings_a_question() -> None:
    found = refused(tasks(field("points", "int")), tasks(field("estimate", "int", default=0)))

    assert [refusal.hint.split("?")[0] for refusal in found] == ["Did you mean `estimate: ... was points`"]


def test_an_entity_that_looks_renamed_brings_a_hint() -> None:
    found = refused(tasks(others=(entity("Label", field("name")),)), tasks(others=(entity("Tag", field("name")),)))

    assert [(refusal.table, "was: Label" in refusal.hint) for refusal in found] == [("labels", True)]


def test_a_former_name_that_never_was_brings_the_nearest() -> None:
    found = refused(
        tasks(field("points", "int")), tasks(field("points", "int"), field("sum", "int", was="point", default=0))
    )

    assert [(refusal.needs, refusal.hint) for refusal in found] == [("was", "Did you mean `was points`?")]


def test_a_former_name_may_stay_on_the_page() -> None:
    after = schema(tasks(field("estimate", "int", was="points")))

    assert evolve.diff(after, after) == evolve.diff(after, schema(tasks(field("estimate", "int"))))


def test_one_of_many_is_not_chosen_without_permission() -> None:
    label = entity("Label")
    found = refused(
        tasks(many("labels", "Label"), others=(label,)),
        tasks(one("label", "Label", optional=True, was="labels"), others=(label,)),
    )

    assert {refusal.needs for refusal in found} == {"allow_data_loss"}


def test_a_split_needs_something_that_ties_both() -> None:
    part = field("street")
    found = refused(tasks(part), tasks(others=(entity("Address", part, split_from="Task"),)))

    assert any("Nothing ties" in refusal.message for refusal in found)


def test_everything_is_refused_at_once() -> None:
    before = tasks(field("a"), field("b", "int", optional=True), field("c", "date"))
    found = refused(before, tasks(field("b", "int"), field("c", "bool"), field("d", "uuid")))

    assert [(refusal.column, refusal.needs) for refusal in found] == [
        ("d", "backfill"), ("b", "backfill"), ("c", "using"), ("a", "allow_data_loss"),
    ]  # fmt: skip


def test_changes_say_their_risk_in_words_and_as_data() -> None:
    before, after = tasks(field("points", "int")), tasks(field("estimate", "int", low=0, was="points"))
    found = evolve.diff(schema(before), schema(after)).changes

    assert [evolve.describe(change) for change in found] == [
        "tasks.points becomes tasks.estimate",
        "tasks: estimate >= 0 is checked",
    ]
    assert evolve.record(found[0])["kind"] == "rename column"
    assert [change.risk for change in found] == ["safe", "locks"]
    assert isinstance(found[0], RenameColumn)


def test_every_change_has_words() -> None:
    for case in CASES:
        before, after = schema(case.before), schema(case.after)
        for change in evolve.diff(before, after, case.allow).changes:
            assert evolve.describe(change), change


def test_a_page_alone_adds_an_entity_without_a_word_about_others() -> None:
    found = evolve.diff(schema(tasks()), schema(tasks(others=(entity("Label", field("name")),)))).changes

    assert {change.table for change in found} == {"labels"}
    assert not any(isinstance(change, AddColumn) for change in found)
    assert page(entity("Label")).has("Label")


def test_a_value_for_old_rows_has_to_keep_the_rules() -> None:
    assert needs(None, field("points", "int", low=0, backfill=-1)) == ["backfill"]
    assert needs(None, field("points", "int", low=0, backfill=1)) == []
    assert needs(None, field("place", low=3, backfill="ab")) == ["backfill"]
    assert needs(None, field("kind", "enum", choices=("a", "b"), backfill="c")) == ["backfill"]


def test_a_name_is_not_left_and_taken_in_one_step() -> None:
    points = field("points", "int", default=0)
    found = refused(tasks(points), tasks(field("sum", "int", was="points"), points))

    assert ("sum", "was") in [(refusal.column, refusal.needs) for refusal in found]
    label, tag = entity("Label", field("name")), entity("Tag", field("name"), was="Label")
    assert [refusal.table for refusal in refused(tasks(others=(label,)), tasks(others=(label, tag)))] == ["tags"]


def test_sixty_entities_are_compared_in_a_moment() -> None:
    def many_entities(**more: object) -> Blueprint:
        numbers = [field(f"field_{n}", "int", low=0, default=0, **more) for n in range(20)]
        following = [one("next", f"Thing{(n + 1) % 60}", optional=True) for n in range(60)]
        return page(*(entity(f"Thing{n}", *numbers, following[n]) for n in range(60)))

    start = time.process_time()
    before, after = schema(many_entities()), schema(many_entities(optional=True))
    changes = evolve.diff(before, after).changes
    text = evolve.revision(changes, before, after, number="0002", previous="0001", message="All")

    assert len(changes) == 1200
    assert text.count("operations.altered") == 120
    assert time.process_time() - start < 5
