"""Rows of words -> pages."""

from collections.abc import Iterator

from pairwise_words import Row

ACTIONS = {
    "all": ("list", "create", "read", "update", "delete"),
    "no_list": ("create", "read", "update", "delete"),
    "no_update": ("list", "create", "read", "delete"),
    "read_only": ("list", "read"),
}
PARENTS = {
    "required": "Project",
    "cascade": "Project, cascade",
    "set null": "Project?, set null",
    "itself": "Task?, set null",
}


def page(row: Row, name: str) -> str:
    """The text of a page with the words of a row."""
    return "\n".join([*_head(row, name), *_sections(row), "entities:", *_entities(row), *_operation(row)]) + "\n"


def _head(row: Row, name: str) -> Iterator[str]:
    yield "archwright: 1"
    yield f"name: {name}"
    for section in ("stack", "policies"):
        words = [f"{key.partition('.')[2]}: {word}" for key, word in row.items() if key.startswith(f"{section}.")]
        yield f"{section}: {{{', '.join(words)}}}"
    yield f"idempotency: {row['idempotency']}"
    yield f"metrics: {row['metrics']}"
    yield f"traces: {row['traces']}"
    yield f"deploy: {row['deploy']}"


def _sections(row: Row) -> Iterator[str]:
    if row["auth"] == "yes":
        yield f"auth: {{{', '.join(_auth(row))}}}"
    if row["roles"] == "two":
        yield "roles: {member: [], admin: [member]}"
    if row["tenancy"] != "none":
        yield f"tenancy: {{by: {row['tenancy']}}}"
    limits = [f"rate: {row['limits.rate']}", f"body: {row['limits.body']}"]
    if row["auth"] == "yes":
        limits.append(f"login: {row['limits.login']}")
    if row["limits.routes"] == "one":
        limits.append("routes: {'GET /projects': 300/m}")
    yield f"limits: {{{', '.join(limits)}}}"
    if row["cors"] != "none":
        yield "cors: ['*']" if row["cors"] == "star" else "cors: ['https://app.example.com']"


def _auth(row: Row) -> Iterator[str]:
    special = ("auth.issuers", "auth.oauth")
    yield from (
        f"{key.partition('.')[2]}: {word}"
        for key, word in row.items()
        if key.startswith("auth.") and key not in special
    )
    if row["auth.issuers"] == "one":
        yield "issuers: {other: {url: 'https://login.example.com', audience: taskhub}}"
    if row["auth.oauth"] == "one":
        urls = ", ".join(f"{key}: 'https://id.example.com/{key}'" for key in ("authorize", "token", "userinfo"))
        yield f"oauth: {{example: {{{urls}}}}}"


def _entities(row: Row) -> Iterator[str]:
    if row["auth"] == "yes" and row["auth.login"] == "username":
        yield f"  {row['auth.entity']}:"
        yield "    fields: {username: 'str(3..40), unique', email: 'email, unique', nickname: 'str(1..60)?'}"
    public = row["entity.access"] == "public" or row["auth"] == "none"
    opened = ["    access: public", *(["    tenant: false"] if row["tenancy"] != "none" else [])]
    yield "  Project:"
    yield "    fields: {name: 'str(1..120), unique', budget: 'decimal(12,2)? >= 0', starts: 'date?'}"
    if public:
        yield from opened
    yield "  Label:"
    yield "    fields: {name: 'str(1..40), unique'}"
    if public:
        yield from opened
    yield "  Task:"
    yield "    fields:"
    yield from (f"      {line}" for line in _fields(row))
    yield from (f"    {line}" for line in _switches(row))


def _fields(row: Row) -> Iterator[str]:
    yield f"title: str(1..200){', search' if row['entity.search'] == 'some' else ''}"
    yield "status: enum(todo, doing, done) = todo"
    yield "points: int(0..100) = 1"
    yield "due: datetime?, index"
    if row["entity.key"] == "code":
        yield "code: str(1..40), unique"
    if row["entity.computed"] == "some":
        yield "age: int, computed"
    if row["entity.file"] == "some":
        yield "photo: file?"
    if row["entity.hidden"] == "some":
        yield "pin: str(4..8)?, hidden"
    if row["entity.links"] == "some":
        yield "labels: Label[]"
    yield f"project: {PARENTS[row['entity.parent']]}"
    if row["entity.owner"] == "owner":
        yield f"owner: {row['auth.entity']}, readonly"


def _switches(row: Row) -> Iterator[str]:
    actions = ACTIONS[row["entity.actions"]]
    if row["entity.actions"] != "all":
        yield f"actions: [{', '.join(actions)}]"
    for key in ("timestamps", "soft_delete", "lock", "audit", "bulk", "put", "seed"):
        yield f"{key}: {row[f'entity.{key}']}"
    if row["entity.key"] == "code":
        yield "key: code"
    if row["entity.owner"] == "owner":
        yield "owner: owner"
    if row["entity.tenant"] == "false":
        yield "tenant: false"
    if row["entity.unique"] == "group":
        yield "unique: [[title, status]]"
        yield "index: [[status, points]]"
        yield "checks: {rich: points >= 0}"
    yield f"access: {_access(row, actions)}"
    if "list" in actions:
        include = [*(["labels"] if row["entity.links"] == "some" else []), "project"]
        more = f", include: [{', '.join(include)}]" if row["entity.include"] == "some" else ""
        dates = ", created_at" if row["entity.timestamps"] == "true" else ""
        yield f"list: {{filter: [status, due, project], sort: [title, points, due{dates}]{more}}}"


def _access(row: Row, actions: tuple[str, ...]) -> str:
    word = row["entity.access"]
    if word in {"user", "public"}:
        return word
    if word == "role":
        reading, levels = {"list", "read"}, ("admin", "member")
        return f"{{{', '.join(f'{each}: {levels[each in reading]}' for each in actions)}}}"
    own = ["owner"] if row["entity.owner"] == "owner" else []
    words = " | ".join([*own, *(["admin"] if row["roles"] == "two" else [])]) or "user"
    scoped = row["tenancy"] != "none" and row["entity.tenant"] == "left"
    reading = "user" if scoped else "public"
    said = {"list": reading, "read": reading, "create": "user", "update": words, "delete": words}
    return f"{{{', '.join(f'{action}: {said[action]}' for action in actions)}}}"


def _operation(row: Row) -> Iterator[str]:
    kind = row["operation"]
    if kind == "none":
        return
    word = "public" if row["auth"] == "none" else "user"
    lines = {
        "plain": "route: GET /figures, output: {total: int, share: 'decimal(12,2)?'}, query: {since: 'date?'}",
        "row": "route: 'POST /tasks/{task}/finish', output: Task, emits: task.finished",
        "many": "route: 'GET /projects/{project}/open', output: 'Task[]'",
        "errors": "route: 'POST /tasks/{task}/close', input: {note: 'str(1..200)', hours: 'int(0..)?'}, "
        "errors: {already_closed: 409}",
    }
    yield "operations:"
    yield f"  work_it: {{{lines[kind]}, access: {word}}}"
