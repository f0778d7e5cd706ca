"""The tables of a blueprint."""

from dataclasses import replace

from pages import entity, field, key, listed, many, one, page, schema

from archwright import evolve
from archwright.model.blueprint import Auth, Blueprint, Check
from archwright.model.schema import ColumnType, Table


def table(blueprint: Blueprint, name: str) -> Table:
    found = schema(blueprint).table(name)
    assert found is not None
    return found


def test_an_entity_has_a_key_and_what_its_flags_ask_for() -> None:
    found = table(page(entity("Task", field("title"), timestamps=True, soft_delete=True, versioned=True)), "tasks")

    assert [column.name for column in found.columns] == [
        "id", "title", "created_at", "updated_at", "deleted_at", "version",
    ]  # fmt: skip
    assert found.column("id").type == ColumnType("uuid")


def test_ids_are_counted_when_the_wire_says_so() -> None:
    found = table(page(entity("Task", one("parent", "Task", optional=True)), ids="int"), "tasks")

    assert {found.column("id").type, found.column("parent_id").type} == {ColumnType("bigint")}


def test_computed_fields_are_not_stored() -> None:
    found = table(page(entity("Task", field("title"), field("age", "int", computed=True))), "tasks")

    assert [column.name for column in found.columns] == ["id", "title"]


def test_rows_of_a_tenant_refer_to_it_and_are_unique_within_it() -> None:
    team = entity("Team", field("name"))
    task = entity(
        "Task", field("title", unique="tenant"), field("code", unique="all"), tenant=True, unique=(("title", "code"),)
    )
    found = table(page(task, team, tenant="Team"), "tasks")

    assert found.row_level == "team_id"
    assert [(key.column, key.table) for key in found.foreign_keys] == [("team_id", "teams")]
    assert [unique.columns for unique in found.uniques] == [
        ("team_id", "title"), ("code",), ("team_id", "title", "code"),
    ]  # fmt: skip


def test_unique_keys_of_soft_deletion_look_at_living_rows_only() -> None:
    found = table(page(entity("Task", field("title", unique="all"), soft_delete=True)), "tasks")

    assert [unique.where for unique in found.uniques] == ["deleted_at IS NULL"]


def test_bounds_and_choices_are_checked_and_reserved_words_are_quoted() -> None:
    parts = (
        field("order", "int", low=1, high=5),
        field("title", low=1, high=9),
        field("kind", "enum", choices=("a", "it's")),
        field("body", "text", high=100),
    )
    found = table(page(entity("Task", *parts)), "tasks")

    assert [(rule.name, rule.expression) for rule in found.checks] == [
        ("ck_tasks_order", '"order" >= 1 AND "order" <= 5'),
        ("ck_tasks_title", "length(title) >= 1"),
        ("ck_tasks_kind", "kind IN ('a', 'it''s')"),
        ("ck_tasks_body", "length(body) <= 100"),
    ]


def test_rules_over_columns_that_are_words_of_sql_are_quoted() -> None:
    rule = Check("worked", "left >= hired OR left(note, 4) = 'left' OR \"left\" IS NULL")
    fields = (field("left", "date"), field("hired", "date"), field("note"))
    found = table(page(entity("Job", *fields, checks=(rule,))), "jobs")

    expected = '"left" >= hired OR left(note, 4) = \'left\' OR "left" IS NULL'
    assert expected in [check.expression for check in found.checks]


def test_indexes_serve_references_filters_and_sorts_and_none_does_the_work_of_another() -> None:
    parts = (
        field("due", "date", index=True),
        field("open", "bool"),
        field("code", unique="all"),
        one("project", "Project"),
    )
    task = entity(
        "Task", *parts, listing=listed(filter=("due", "open", "project", "code"), sort=("due",), default_sort="-due")
    )
    found = table(page(task, entity("Project")), "tasks")

    assert [index.columns for index in found.indexes] == [("project_id",), ("due", "id")]


def test_the_owner_is_a_reference_even_when_the_page_does_not_say_it() -> None:
    blueprint = replace(page(entity("User", field("email")), entity("Task", owner="author")), auth=Auth())

    assert [key.column for key in table(blueprint, "tasks").foreign_keys] == ["author_id"]


def test_a_relation_to_many_is_a_table_of_its_own_also_to_itself() -> None:
    blueprint = page(entity("User", many("follows", "User")), entity("Task", many("labels", "Label")), entity("Label"))

    assert [column.name for column in table(blueprint, "users_follows").columns] == ["user_id", "follows_id"]
    assert [column.name for column in table(blueprint, "tasks_labels").columns] == ["task_id", "label_id"]


def test_tables_come_after_those_they_refer_to_and_circles_are_closed_afterwards() -> None:
    ring = page(
        entity("Zoo", one("animal", "Animal", optional=True)),
        entity("Animal", one("zoo", "Zoo"), one("kind", "Kind")),
        entity("Kind"),
    )
    found = schema(ring).tables

    assert [table.name for table in found] == ["kinds", "animals", "zoos"]
    assert [key.column for _, key in evolve.deferred(found)] == ["zoo_id"]


def test_names_stay_under_what_postgresql_cuts_and_differ() -> None:
    long = "a_field_with_quite_a_long_name_for_the_measure_of_something"
    parts = (field(f"{long}_one", index=True), field(f"{long}_two", index=True))
    names = [index.name for index in table(page(entity("Task", *parts)), "tasks").indexes]

    assert len(set(names)) == 2
    assert max(len(name) for name in names) <= 63


def test_the_same_page_gives_the_same_tables_in_any_order_of_its_entities() -> None:
    entities = (entity("A", one("b", "B")), entity("B"), entity("C", one("a", "A")))

    assert schema(page(*entities)) == schema(page(*reversed(entities)))
    assert key(1) == "0" * 31 + "1"
