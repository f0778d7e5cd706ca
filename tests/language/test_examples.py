"""The pages to begin with, and the one of the design, load as they are."""

import pytest

from archwright.kit.errors import ArchwrightError
from archwright.language import examples, load, starting_page, text

DESIGNED = """
archwright: 1
name: taskhub
stack: {database: postgres}              # default sqlite; neon; and more
auth: {passwords: {min: 12}, access: 15m, refresh: 7d, api_keys: true}
roles: {member: [], admin: [member]}     # hierarchy: admin may do what a member may
tenancy: {by: Organization}              # row level: column + scoped session + Postgres RLS

entities:
  Project:
    fields:
      name: str(1..120), unique per tenant
      budget: decimal(12,2)? >= 0
    soft_delete: true
  Task:
    fields:
      title: str(1..200), search
      notes: text?
      status: enum(todo, doing, done) = todo
      due: date?, index
      project: Project, cascade
      assignee: User?
      labels: Label[]
      estimate: int(0..) was points       # a rename, declared: data is moved, never dropped
    unique: [[project, title]]
    list: {filter: [status, assignee, due], sort: [due, created_at], page: 20}
    access: {read: member, create: member, update: owner | admin, delete: admin}

operations:                               # what is not CRUD: the contract is declared, the body is the user's own code
  complete_task:
    route: POST /tasks/{task}/complete
    access: owner | assignee
    output: Task
    errors: {already_done: 409}
    emits: task.completed

budgets: {p95: 50ms, throughput: 300/s, queries_per_request: 5}
"""


@pytest.mark.parametrize("example", examples())
def test_a_page_to_begin_with_loads_and_says_who_it_is(example: str) -> None:
    page = starting_page("corner-shop", example)
    blueprint = load(page)
    assert blueprint.name == "corner-shop"
    assert load(text(blueprint)) == blueprint
    assert page.startswith("# yaml-language-server: $schema=./blueprint.schema.json\n")


def test_an_example_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(ArchwrightError) as raised:
        starting_page("shop", "tood")
    assert "Did you mean todo?" in raised.value.hint


def test_the_page_of_the_design_is_completed() -> None:
    blueprint = load(DESIGNED)
    assert [entity.name for entity in blueprint.entities] == ["Label", "Organization", "User", "Project", "Task"]
    task = blueprint.entity("Task")
    assert task.owner == "owner"
    assert task.access_of("update").anyone_of == ("owner", "admin")
    assert task.access_of("list").anyone_of == ("user",)
    assert next(each for each in task.relations if each.name == "owner").readonly
    assert task.field("estimate").evolution.was == "points"
    assert task.listing.default_sort == "-created_at"
    assert blueprint.entity("User").field("email").unique == "all"
    assert blueprint.entity("User").actions == ()
    assert blueprint.entity("Label").field("name").unique == "tenant"
    assert not blueprint.entity("Organization").tenant
    assert blueprint.operations[0].status == 200


def test_without_auth_everything_is_open_and_with_it_nothing_is() -> None:
    page = "archwright: 1\nname: demo\nentities:\n  Task: {fields: {title: str}}\n"
    assert load(page).entity("Task").access_of("delete").anyone_of == ("public",)
    assert load(page + "auth: true\n").entity("Task").access_of("delete").anyone_of == ("user",)
