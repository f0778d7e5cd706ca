"""What capabilities about logins are filled with: the user's entity, its key, its tenant, and columns that name it."""

from collections.abc import Iterator
from typing import Any

from archwright.build.resources.naming import spelled
from archwright.build.template import file
from archwright.model.blueprint import Blueprint, Entity, Role
from archwright.model.parts import MainLine, Part
from archwright.model.schema import Column, ColumnType, ForeignKey

# Ids of those whom tests act as, and of their tenants; far from all that counting reaches.
PEOPLE = {
    "uuid": [f'UUID("01890000-0000-7000-8000-00000000000{each}")' for each in "abcd"],
    "int": ["9_000_001", "9_000_002", "9_000_003", "9_000_004"],
}
# How a command reaches what is everybody's, and what it imports for that.
SYSTEMS = {
    False: ("open_database(load_settings().database_url)", ()),
    True: ("everywhere(open_database(load_settings().database_url))", ("from app.core.tenancy import everywhere",)),
}
SLASHES = {"never": "", "always": "/", "both": ""}


def account_values(blueprint: Blueprint) -> dict[str, Any]:
    """Of a blueprint that has `auth`."""
    assert blueprint.auth
    auth, wire = blueprint.auth, blueprint.wire
    user = blueprint.entity(auth.entity)
    tenant = tenant_of(blueprint, user)
    home = blueprint.entity(blueprint.tenant) if tenant else None
    id_type = {"uuid": "UUID", "int": "int"}[wire.ids]
    claimed = f', {id_type}(claims["tenant"]) if claims.get("tenant") else None'
    return {
        "alive": ", users.c.deleted_at.is_(None)" if user.soft_delete else "",
        "auth": auth,
        "everyone": "SYSTEM, None" if blueprint.tenant else "SYSTEM",
        "home": home,
        "homes": [home] if home else [],
        "id_type": id_type,
        "invalid": wire.invalid,
        "lenient": any(operation.access.lenient for operation in blueprint.operations),
        "login": auth.login,
        "prefix": wire.prefix,
        "roles": [(role.name, sorted(rights(role, blueprint.roles))) for role in blueprint.roles],
        "scheme": auth.scheme,
        "spelled": lambda name: spelled(name, wire),
        "slash": SLASHES[wire.slash],
        "system": SYSTEMS[bool(blueprint.tenant)],
        "tenant_claimed": claimed if blueprint.tenant else "",
        "tenant_given": ', account.get("tenant_id")' if blueprint.tenant else "",
        "tenanted": bool(blueprint.tenant),
        "token_scheme": token_scheme(auth.scheme, "An access token of ours"),
        "tenant": f', users.c.{tenant}.label("tenant_id")' if tenant else "",
        "tenant_column": tenant,
        "people": PEOPLE[wire.ids],
        "wired": {"uuid": "str", "int": "int"}[wire.ids],
        **{name: spelled(name, wire) for name in ("access_token", "refresh_token", "new_password")},
        "login_key": spelled(auth.login, wire),
        "user": user,
    }


def token_scheme(word: str, what: str) -> dict[str, str]:
    """How OpenAPI says a token in `Authorization`; it has a word of its own for "Bearer" only."""
    if word.lower() == "bearer":
        return {"type": "http", "scheme": "bearer", "description": f"{what}."}
    description = f"{what}, as `Authorization: {word} <token>`."
    return {"type": "apiKey", "in": "header", "name": "Authorization", "description": description}


def tenant_of(blueprint: Blueprint, user: Entity) -> str:
    """The column of a user that names the tenant, "" when users belong to none."""
    if not blueprint.tenant:
        return ""
    column = f"{blueprint.entity(blueprint.tenant).slug}_id"
    return column if user.tenant or any(each.column == column for each in user.ones) else ""


def user_id(blueprint: Blueprint, *, primary: bool = False, nullable: bool = False) -> Column:
    """A column that names a user."""
    kind = ColumnType("uuid" if blueprint.wire.ids == "uuid" else "bigint")
    return Column("user_id", kind, primary=primary, nullable=nullable)


def of_user(blueprint: Blueprint, table: str) -> ForeignKey:
    """What goes when the user goes."""
    assert blueprint.auth
    users = blueprint.entity(blueprint.auth.entity).table
    return ForeignKey(f"fk_{table}_user_id_{users}"[:63], "user_id", users, "cascade")


def rights(role: Role, roles: tuple[Role, ...]) -> set[str]:
    """A role and all that it includes."""
    known = {each.name: each for each in roles}
    found, left = set[str](), [role.name]
    while left:
        name = left.pop()
        if name not in found and name in known:
            found.add(name)
            left += known[name].includes
    return found


def mail_field(blueprint: Blueprint) -> str:
    """The field of a user that mail is sent to, "" without one."""
    assert blueprint.auth
    fields = blueprint.entity(blueprint.auth.entity).fields
    return next((field.name for field in fields if field.type == "email"), "")


def mails(blueprint: Blueprint) -> bool:
    """Whether people get mail about their logins."""
    auth = blueprint.auth
    return bool(auth and auth.passwords and (auth.verify_email or auth.reset_password) and mail_field(blueprint))


def way(name: str, service: str, module: str, *, order: int, first: bool = False) -> Iterator[Part]:
    """Another way to say who one is: a class that finds the actor, and its `scheme` for the contract."""
    yield file("app/api/schemes.py", "resources/schemes.py")
    place = "insert(0, " if first else "append("
    imports = (f"from {module} import {name}", "from app.api.schemes import offer")
    yield MainLine(f"app.state.ways.{place}{name}({service}))", imports, order=order)
    yield MainLine(f"offer(app, {name}.scheme)", order=order)


def noted(blueprint: Blueprint) -> Iterator[Part]:
    """Whoever asks can be read anywhere, by those who write it down."""
    yield file("app/core/actor.py", "resources/actor.py")
    if blueprint.auth:
        yield file("app/api/actor.py", "resources/noted.py")
        line = "app.state.ways = [Noted(way) for way in app.state.ways]"
        yield MainLine(line, ("from app.api.actor import Noted",), order=-700)
