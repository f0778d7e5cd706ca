"""A page is changed in one place; comments, order and spacing of all the others stay."""

# ruff: noqa: E501 - a case is a line

from dataclasses import replace
from decimal import Decimal
from difflib import unified_diff

import pytest
from drawn_blueprints import blueprints
from hypothesis import HealthCheck, Phase, given, settings

from archwright.language import AddEntity, RemoveEntity, RemoveField, RenameField, SetField, SetOption, edit, load, text
from archwright.model.blueprint import Blueprint, Bounds, Field, Relation

PAGE = """# Ours.
archwright: 1
name:   demo            # odd spacing stays
auth: true

entities:
  # What is to be done.
  Task:
    fields:
      title: str(1..200), search     # as on the card
      due: date?
      status: enum(todo, done) = todo
      by: User
    owner: by
    list: {filter: [status, due], sort: [due, title]}
    unique: [[title, by], [due, status]]
    access: {update: by, delete: by}
    checks:
      soon: due > '2000-01-01'

  Small: {fields: {name: str}}   # in one line

operations:
  finish:
    route: POST /tasks/{task}/finish
    access: by          # nobody else
"""


def difference(before: str, after: str) -> list[str]:
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


CASES = [
    (SetField("Task", Field("due", "datetime", optional=True, index=True)), ["-      due: date?", "+      due: datetime?, index"]),
    (
        SetField("Task", Field("title", "str", bounds=Bounds(Decimal(1), Decimal(80)))),
        [
            "-      title: str(1..200), search     # as on the card",
            "+      title: str(1..80)     # as on the card",
        ],
    ),
    (SetField("Task", Relation("helper", "User", optional=True)), ["+      helper: User?"]),
    (SetField("Task", Field("note", "text", doc="Free: of form.")), ["+      note: {type: text, doc: 'Free: of form.'}"]),
    (
        SetField("Small", Field("size", "decimal", precision=8, scale=3)),
        [
            "-  Small: {fields: {name: str}}   # in one line",
            "+  Small: {fields: {name: str, size: 'decimal(8,3)'}}   # in one line",
        ],
    ),
    (RemoveField("Task", "status"), [
        "-      status: enum(todo, done) = todo",
        "-    list: {filter: [status, due], sort: [due, title]}",
        "-    unique: [[title, by], [due, status]]",
        "+    list: {filter: [due], sort: [due, title]}",
        "+    unique: [[title, by]]",
    ]),
    (RemoveEntity("Small"), ["-  Small: {fields: {name: str}}   # in one line"]),
    (SetOption(("entities", "Task", "soft_delete"), True), ["+    soft_delete: true"]),
    (SetOption(("stack", "database"), "postgres"), ["+stack: {database: postgres}"]),
    (SetOption(("auth",), {"api_keys": True}), ["-auth: true", "+auth: {api_keys: true}"]),
    (SetOption(("entities", "Task", "list", "page"), 50), [
        "-    list: {filter: [status, due], sort: [due, title]}",
        "+    list: {filter: [status, due], sort: [due, title], page: 50}",
    ]),
    (SetOption(("entities", "Task", "unique"), None), ["-    unique: [[title, by], [due, status]]"]),
    (SetOption(("operations", "finish", "access"), None), ["-    access: by          # nobody else"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_only_the_lines_of_the_change_differ(change: object, expected: list[str]) -> None:
    changed = edit(PAGE, [change])  # type: ignore[list-item]
    assert sorted(difference(PAGE, changed)) == sorted(expected)
    load(changed)


def test_a_renamed_field_is_renamed_wherever_its_entity_speaks_of_it() -> None:
    changed = edit(PAGE, [RenameField("Task", "by", "author"), RenameField("Task", "due", "due_on", was=True)])
    task = load(changed).entity("Task")
    assert task.owner == "author"
    assert task.access_of("update").anyone_of == ("author",)
    assert task.unique == (("title", "author"), ("due_on", "status"))
    assert task.listing.sort == ("due_on", "title")
    assert task.checks[0].expression == "due_on > '2000-01-01'"
    assert task.field("due_on").evolution.was == "due"
    assert load(changed).operations[0].access.anyone_of == ("author",)
    assert "# nobody else" in changed


def test_an_added_entity_is_the_one_that_was_meant() -> None:
    other = load(PAGE.replace("Small", "Label")).entity("Label")
    for label in (other, replace(other, soft_delete=True, doc="A word.")):
        changed = edit(PAGE, [AddEntity(label)])
        assert load(changed).entity("Label") == label
        assert not [line for line in difference(PAGE, changed) if line.startswith("-")]


def test_the_user_that_nobody_wrote_down_is_written_down_with_its_new_field() -> None:
    changed = edit(PAGE, [SetField("User", Field("bio", "text", optional=True))])
    assert [field.name for field in load(changed).entity("User").fields] == ["email", "name", "bio"]
    assert load(changed).entity("User").actions == ()


def test_what_is_added_and_removed_again_leaves_no_trace() -> None:
    added = edit(PAGE, [SetField("Task", Field("extra", "int")), SetOption(("metrics",), False)])
    assert edit(added, [RemoveField("Task", "extra"), SetOption(("metrics",), None)]) == PAGE


def test_the_last_field_leaves_an_empty_mapping() -> None:
    page = "archwright: 1\nname: demo\nentities:\n  A1:\n    fields:\n      b: str   # x\n    doc: y\n"
    assert edit(page, [SetOption(("entities", "A1", "fields", "b"), None)]).endswith("    fields: {}\n    doc: y\n")


CALM = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def in_any_order(blueprint: Blueprint) -> Blueprint:
    return replace(blueprint, entities=tuple(sorted(blueprint.entities, key=lambda entity: entity.name)))


@CALM
@given(blueprints())
def test_any_page_is_what_it_was_after_a_field_came_and_went(blueprint: Blueprint) -> None:
    added = Field("zz_added", "int", optional=True, doc="New: here, [now].")
    page = text(blueprint)
    for entity in blueprint.entities[-1:]:
        more = edit(page, [SetField(entity.name, added)])
        assert load(more).entity(entity.name).fields == (*entity.fields, added)
        less = edit(more, [RemoveField(entity.name, added.name)])
        assert in_any_order(load(less)) == in_any_order(blueprint)


@CALM
@given(blueprints())
def test_any_field_can_be_renamed_there_and_back(blueprint: Blueprint) -> None:
    page = text(blueprint, full=True)
    for entity in blueprint.entities[-1:]:
        name = entity.fields[0].name
        if not blueprint.auth or blueprint.auth.entity != entity.name:
            changed = edit(page, [RenameField(entity.name, name, "zz_renamed")])
            assert load(changed).entity(entity.name).fields[0].name == "zz_renamed"
            assert edit(changed, [RenameField(entity.name, "zz_renamed", name)]) == page
