"""A page that contradicts itself is refused where it does, with a way out."""

# ruff: noqa: E501 - a case is a line

import pytest
from told import told

from archwright.language import load

HEAD = "archwright: 1\nname: demo\n"
AUTH = HEAD + "auth: true\n"
TASK = "entities:\n  Task:\n    fields: {a: str, b: int, note: json, many: 'Task[]'}\n"
OWNED = "entities:\n  Task:\n    fields: {a: str, by: User}\n"


def both(one: str, other: str) -> str:
    return f"{HEAD}entities:\n  {one}\n  {other}\n"


NAMES = [
    (HEAD + "entities:\n  task: {fields: {a: str}}\n", (4, 3), "`task` cannot be a name", "`Task`"),
    (HEAD + "entities:\n  Größe: {fields: {a: str}}\n", (4, 3), "`Größe` cannot be a name", "`Grosse`"),
    (HEAD + "entities:\n  Field: {fields: {a: str}}\n", (4, 3), "`Field` is a name of Python or", "FieldRecord"),
    (HEAD + "entities:\n  Class: {fields: {a: str}}\n", (4, 3), "would be its name in code", "ClassRecord"),
    (HEAD + "entities:\n  ValueError: {fields: {a: str}}\n", (4, 3), "a name of Python", "Say more"),
    (HEAD + f"entities:\n  {'Long' * 20}: {{fields: {{a: str}}}}\n", (4, 3), "cannot be a name", "At most 48"),
    (HEAD + "entities:\n  Task:\n    fields:\n      class: str\n", (6, 7), "`class` is a word of Python", "class_value"),
    (HEAD + "entities:\n  Task:\n    fields:\n      code: str, readonly\n", (6, 13), "No create could", "a default"),
    (HEAD + "auth: true\nentities:\n  User:\n    fields:\n      email: email, unique\n      code: str, readonly\n"
     "    actions: [read]\n", (8, 13), "No create could", "an operation"),
    (HEAD + "entities:\n  Task:\n    fields:\n      list: str\n", (6, 7), "would hide what", "list_value"),
    (HEAD + "entities:\n  Task:\n    fields:\n      sql: str\n", (6, 7), "would hide what", "sql_value"),
    (HEAD + "entities:\n  Task:\n    fields:\n      metadata: str\n", (6, 7), "name of the frameworks", "metadata_value"),
    (HEAD + "entities:\n  Task:\n    fields:\n      model_dump: str\n", (6, 7), "name of the frameworks", "Say what"),
    (HEAD + "entities:\n  Task:\n    fields:\n      größe: str\n", (6, 7), "cannot be a name", "`grosse`"),
    (HEAD + "entities:\n  Task:\n    fields:\n      dueDate: str\n", (6, 7), "cannot be a name", "`due_date`"),
    *(
        (HEAD + f"entities:\n  Task:\n    fields:\n      {name}: int\n", (6, 7), "every table may have", f"{name}_value")
        for name in ("id", "created_at", "updated_at", "deleted_at", "version", "tenant_id")
    ),
    (both("Task: {fields: {a: str}}", "TASK: {fields: {a: str}}"), (5, 3), "the same word", "Rename one"),
    (both("OrderItem: {fields: {a: str}}", "Orderitem: {fields: {a: str}}"), (5, 3), "the same word", "Rename"),
    (both("Person: {fields: {a: str}}", "Other: {plural: people, fields: {a: str}}"), (5, 3), "both called", "plural"),
    (both("Person: {fields: {a: str}}", "Other: {table: people, fields: {a: str}}"), (5, 3), "same table", "table"),
    (HEAD + "entities:\n  Task: {plural: My Tasks, fields: {a: str}}\n", (4, 18), "cannot be a plural", "lower case"),
    (HEAD + "entities:\n  Task: {}\n", (4, 3), "`Task` holds nothing", "fields:"),
    (both("Task: {fields: {a: str, x: Other, x_id: int}}", "Other: {fields: {a: str}}"), (4, 37), "the column of", "Remove"),
    (both("Task: {fields: {tags: 'Tag[]'}}", "TasksTag: {table: tasks_tags, fields: {a: str}}\n  Tag: {fields: {a: str}}"), (4, 19),
     "is kept in the table `tasks_tags`", "Rename the relation"),
    (HEAD + "entities:\n  Credential: {fields: {a: str}}\n", (4, 3), "one of the backend's own", "`table: credential_records`"),
    (AUTH + "roles:\n  My Role: []\n", (5, 3), "cannot be a name", "my_role"),
    (AUTH + "roles:\n  owner: []\n", (5, 3), "a word of `access`", "another word"),
]  # fmt: skip

RELATIONS = [
    (both("Task: {fields: {p: Projct}}", "Project: {fields: {a: str}}"), (4, 22), "no entity `Projct`", "Declare"),
    (both("Task: {fields: {p: 'Projct[]'}}", "Project: {fields: {a: str}}"), (4, 22), "no entity `Projct`", "Declare"),
    (both("A1: {fields: {x: 'B1[]'}}", "B1: {fields: {y: 'A1[]'}}"), (5, 17), "the same link", "Remove one"),
    (both("A1: {fields: {x: B1}}", "B1: {fields: {y: A1}}"), (5, 20), "needs `A1`", "`A1?`"),
    (both("A1: {fields: {x: 'B1?, cascade'}}", "B1: {fields: {y: 'A1?, cascade'}}"), (5, 20), "in a circle", "set null"),
    (both("A1: {fields: {x: 'B1?, cascade'}}", "B1: {fields: {y: 'C1?, cascade'}}\n  C1: {fields: {z: 'A1?, cascade'}}"),
     (6, 20), "in a circle", "restrict"),
]  # fmt: skip

REFERENCES = [
    (HEAD + TASK + "    list: {filter: [c]}\n", (6, 21), "has no field `c`", "There is `a`"),
    (HEAD + TASK + "    list: {filter: [note]}\n", (6, 21), "`note` is json", "Remove it here"),
    (HEAD + TASK + "    list: {sort: [many]}\n", (6, 19), "is a relation", "field of its own"),
    (HEAD + TASK + "    list: {default: -c}\n", (6, 22), "has no field `c`", "There is"),
    (HEAD + TASK + "    list: {include: [a]}\n    index: [[c, a]]\n", (7, 14), "has no field `c`", "There is"),
    (HEAD + TASK + "    list: {include: [zz]}\n", (6, 22), "has no relation `zz`", "There is `a`"),
    (HEAD + TASK + "    list: {page: 500}\n", (6, 18), "more than the most", "`max: 500`"),
    (HEAD + TASK + "    unique: [[a]]\n", (6, 14), "One field alone", "`a: ..., unique`"),
    (HEAD + TASK + "    unique: [[a, a]]\n", (6, 18), "`a` is there twice", "Remove"),
    (HEAD + TASK + "    unique: [[a, b], [a, b]]\n", (6, 22), "This group is there twice", "Remove"),
    (HEAD + TASK + "    unique: [[a, note]]\n", (6, 18), "`note` is json", "Leave it out"),
    (HEAD + TASK + "    unique: [[a, many]]\n", (6, 18), "to many", "no column"),
    (HEAD + TASK + "    key: a\n", (6, 10), "cannot find a row", "`a: str, unique`"),
    (HEAD + TASK + "    key: c\n", (6, 10), "has no field `c`", "There is"),
    (HEAD + TASK + "    checks: {x: 'a >'}\n", (6, 17), "not a rule in SQL", "ends_on"),
    (HEAD + TASK + "    checks: {x: 'c > 1'}\n", (6, 17), "no column `c`", "There is `a`"),
    (HEAD + TASK + "    checks: {x: '1 = 1'}\n", (6, 17), "same for every row", "Compare columns"),
    (HEAD + TASK + "    checks: {x: 'b > 1; DROP TABLE x'}\n", (6, 17), "", "ends_on"),
    (HEAD + TASK + "    checks: {x: 'b > (SELECT 1)'}\n", (6, 17), "one expression", "ends_on"),
    (HEAD + TASK + "    actions: [read]\n    put: true\n", (7, 5), "`Task` has no update", "[read, update]"),
    (HEAD + TASK + "    actions: [read]\n    list: {page: 5}\n", (7, 5), "`Task` has no list", "[read, list]"),
    (HEAD + TASK + "    actions: [read, read]\n", (6, 21), "there twice", "Remove"),
]

ACCESS = [
    (HEAD + TASK + "    access: user\n", (6, 13), "there is no login", "`auth: true`"),
    (HEAD + TASK + "    owner: by\n", (6, 12), "there is no login", "`auth: true`"),
    (AUTH + OWNED + "    access: {read: membr}\n", (7, 20), "neither a role nor", "`by`"),
    (AUTH + OWNED + "    access: {read: by | membr}\n", (7, 25), "`membr` is neither", "`by`"),
    (AUTH + OWNED + "    access: {read: public | by}\n", (7, 20), "leaves nothing", "alone"),
    (AUTH + OWNED + "    access: {read: anyone}\n", (7, 20), "neither a role nor", "`public`"),
    (AUTH + "operations: {x: {route: GET /x, access: anyone | user}}\n", (4, 41), "leaves nothing", "alone"),
    (AUTH + "roles: {anyone: []}\n", (4, 9), "a word of `access`", "another word"),
    (AUTH + OWNED + "    access: {create: by}\n", (7, 22), "`by` cannot create", "`user`"),
    (AUTH + OWNED + "    access: by\n", (7, 13), "`by` cannot create", "each action"),
    (AUTH + OWNED + "    actions: [read]\n    access: {delete: by}\n", (8, 14), "no delete", "[read, delete]"),
    (AUTH + OWNED + "    owner: yb\n", (7, 12), "not a relation to one User", "`yb: User, readonly`"),
    (AUTH + OWNED + "    owner: a\n", (6, 17), "not a relation to one User", "readonly"),
    (HEAD + "roles: {boss: []}\n", (3, 1), "there is no login", "`auth: true`"),
    (AUTH + "roles: {boss: [membr], member: []}\n", (4, 16), "no role `membr`", "`member`"),
    (AUTH + "roles: {a1: [b1], b1: [a1]}\n", (4, 14), "include each other", "Remove one"),
]

LOGIN = [
    (HEAD + "auth: {passwords: false}\n", (3, 19), "Nobody could log in", "oauth"),
    (HEAD + "auth: {passwords: false, sessions: true, issuers: {x: {url: 'https://a.example', audience: a}}}\n", (3, 26), "A session", "oauth"),
    (HEAD + "auth: {cookie: 'a b'}\n", (3, 16), "cannot be the name of a cookie", "`session_id`"),
    (HEAD + "auth: {sessions: true, cookie: sid}\n", (3, 24), "a cookie of their own", "Keep one"),
    (HEAD + "auth: {access: 8d}\n", (3, 16), "must live longer", "`refresh` longer"),
    (HEAD + "auth: {scheme: a b}\n", (3, 16), "cannot stand in a header", "Bearer"),
    (HEAD + "auth: {login: username, reset_password: true}\n", (3, 25), "no e-mail address", "`email: email, unique`"),
    (HEAD + "auth: true\nentities:\n  User: {fields: {email: email}}\n", (5, 26), "must be there, readable, and unique", "unique"),
    (HEAD + "auth: {issuers: {x: {url: nowhere, audience: a}}}\n", (3, 27), "not an address", "Write it whole"),
    (HEAD + "auth: {passwords: false, issuers: {x: {url: 'https://a.example'}}}\n", (3, 36),
     "`x` does not say `audience`", "those for anybody else would be good here"),
    (HEAD + "auth: {issuers: {x: {url: 'https://a.example', audience: ''}}}\n", (3, 58), "for somebody", "`aud`"),
    (HEAD + "auth: {oauth: {x: {authorize: 'https://a.b/a', token: 'https://a.b/t', userinfo: 'https://a.b/u', metadata: a}}}\n",
     (3, 109), "not an address", "Write it whole"),
    (HEAD + "auth: {login: class}\n", (3, 15), "a word of Python", "Say more"),
    (HEAD + "tenancy: {by: Firm}\n", (3, 1), "there is no login", "`auth: true`"),
    (AUTH + "tenancy: {by: User}\n", (4, 15), "`User` is the user", "Organization"),
    (AUTH + "entities:\n  Task: {fields: {a: 'str, unique per tenant'}}\n", (5, 28), "needs tenants", "tenancy"),
    (AUTH + "tenancy: {by: Firm}\nentities:\n  Task: {tenant: false, fields: {a: 'str, unique per tenant'}}\n", (6, 43),
     "belongs to no tenant", "`unique`"),
    (AUTH + "entities:\n  Task: {tenant: false, fields: {a: str}}\n", (5, 10), "no tenancy", "remove"),
    (AUTH + "tenancy: {by: Firm}\nentities:\n  User: {tenant: false}\n", (6, 18), "a request has a tenant", "Remove"),
]  # fmt: skip

WHOLE = [
    (HEAD + "policies: {wrap: true, lists: plain}\n", (3, 12), "a plain list has none", "`lists: named`"),
    (HEAD + "policies: {prefix: api}\n", (3, 20), "cannot begin a path", "/api/v1"),
    (HEAD + "cors: [app.example.com]\n", (3, 8), "not an origin", "https://"),
    (HEAD + "cors: ['*', 'https://a.example']\n", (3, 8), "leaves nothing", "alone"),
    (HEAD + "auth: {sessions: true}\ncors: ['*']\n", (4, 8), "sends no cookie", "Name the origins"),
    (HEAD + "deploy: [docker, docker]\n", (3, 18), "there twice", "Remove"),
    (HEAD + "deploy: [kubernetes]\n", (3, 10), "share a SQLite file", "postgres"),
    (HEAD + "limits: {rate: 0/m}\n", (3, 16), "Nobody could ever ask", "600/m"),
    (HEAD + "limits: {body: 0B}\n", (3, 16), "No body", "1MB"),
    (HEAD + "limits: {routes: {GET /nothing: 3/m}}\n", (3, 19), "no route `GET /nothing`", "`POST /tasks`"),
    (HEAD + "limits: {routes: {GET /x: none}}\n", (3, 27), "without a limit", "Remove"),
]

CHANGES = [
    (HEAD + "entities:\n  Task: {fields: {a: str was b, b: str}}\n", (4, 30), "`b` is still there", "Remove"),
    (HEAD + "entities:\n  Task: {fields: {a: str was a}}\n", (4, 30), "always called so", "Remove"),
    (HEAD + "entities:\n  Task: {fields: {a: str was c, b: str was c}}\n", (4, 44), "was `c` already", "Keep one"),
    (both("Task: {was: Other, fields: {a: str}}", "Other: {fields: {a: str}}"), (4, 15), "still there", "Remove"),
    (
        both("Task: {split_from: Othr, fields: {a: str}}", "Other: {fields: {a: str}}"),
        (4, 22),
        "no entity `Othr`",
        "Name",
    ),
]


def go(rest: str, more: str = TASK) -> str:
    return HEAD + more + "operations:\n  go:\n    route: " + rest


OPERATIONS = [
    (go("tasks"), (8, 12), "not a route", "POST /tasks"),
    (go("FETCH /tasks"), (8, 12), "`FETCH` is not a method", "Methods are"),
    (go("GET /tasks/"), (8, 16), "not a path", "slashes"),
    (go("POST /tasks/{tsk}/x"), (8, 24), "`{tsk}` names no entity", "{task}"),
    (go("POST /tasks/{task}/{task}"), (8, 31), "there twice", "`input`"),
    (go("GET /tasks"), (8, 12), "a route of `Task` already", "another path"),
    (go("GET /x\n    input: {a: int}"), (9, 5), "A GET has no body", "`query`"),
    (go("POST /x\n    input: Tsk"), (9, 12), "no entity `Tsk`", "Name an entity"),
    (go("POST /x\n    input: Task | html"), (9, 12), "one shape", "json"),
    (go("GET /x\n    output: html | text"), (9, 13), "told from the other", "file"),
    (go("GET /x\n    output: Task | Task[]"), (9, 13), "cannot stand behind", "`html`"),
    (go("GET /x\n    output: Task\n    status: 204"), (10, 13), "A 204 has no body", "Remove"),
    (go("GET /x\n    output: {a: 'int, index'}"), (9, 17), "for what is stored", "only sent"),
    (go("GET /x\n    query: {a: Task}"), (9, 16), "plain values", "`uuid`"),
    (go("GET /x\n    errors: {gone: 200}"), (9, 20), "not the status of an error", "400 to 599"),
    (go("GET /x\n    errors: {Not Here: 404}"), (9, 14), "cannot be the code", "already_done"),
    (go("GET /x\n    emits: Task Done"), (9, 12), "cannot be an event", "task.completed"),
    (go("GET /x\n    access: admin"), (9, 13), "there is no login", "auth: true"),
    (go("GET /x\n  Go It:\n    route: GET /y"), (9, 3), "cannot be a name", "go_it"),
    (go("GET /x\n  gone:\n    route: GET /x"), (10, 12), "a route of `go` already", "another path"),
    (AUTH + "operations: {go: {route: GET /x, access: owner}}\n", (4, 42), "no row that could", "{task}"),
    (AUTH + TASK + "operations:\n  go:\n    route: GET /x/{task}\n    access: owner\n", (10, 13), "`Task` has no owner", "owner: User"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "place", "message", "fix"),
    [*NAMES, *RELATIONS, *REFERENCES, *ACCESS, *LOGIN, *WHOLE, *CHANGES, *OPERATIONS],
)
def test_a_contradiction_is_refused_with_a_way_out(page: str, place: tuple[int, int], message: str, fix: str) -> None:
    problem = told(page)
    assert (problem.line, problem.column) == place
    assert message in problem.message
    assert fix in problem.expected


def test_what_is_nearly_the_name_of_a_field_is_recognised() -> None:
    assert (
        told(HEAD + "entities:\n  Task:\n    fields: {title: str}\n    list: {filter: [titel]}\n").did_you_mean
        == "title"
    )


def test_one_mistake_is_not_told_again_wherever_its_name_is_used() -> None:
    from archwright.language import BlueprintErrors

    page = HEAD + "entities:\n  Task:\n    fields: {title: strr}\n    list: {filter: [title], sort: [title]}\n"
    with pytest.raises(BlueprintErrors) as raised:
        load(page)
    assert len(raised.value.problems) == 1
