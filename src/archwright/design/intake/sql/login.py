"""Finds the table of those who log in."""

from dataclasses import replace

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.sql.policies import passwords
from archwright.design.intake.sql.tables import SourceSchema
from archwright.kit.names import snake
from archwright.model.blueprint import Access, Auth, Entity

_USERS = ("user", "account", "member", "customer", "person", "employee", "staff", "admin", "author")
_LOGINS = ("email", "email_address", "username", "user_name", "login", "login_name", "handle", "nickname", "name")


def login_of(schema: SourceSchema, names: dict[str, str]) -> tuple[str, Auth] | None:
    """The table, and how one logs in; None when no table keeps a password."""
    keyed = [key for key in names if passwords(schema.tables[key]) and _login(schema, key)]
    if not keyed:
        return None
    best = min(keyed, key=lambda key: _rank(snake(names[key])))
    return best, Auth(entity=names[best], login=_login(schema, best))


def _rank(slug: str) -> int:
    return next((place for place, word in enumerate(_USERS) if word in slug.split("_")), len(_USERS))


def _login(schema: SourceSchema, key: str) -> str:
    columns = {snake(column.name): column for column in schema.tables[key].columns.values()}
    return next((name for name in _LOGINS if name in columns), "")


def with_login(entity: Entity, auth: Auth, line: int, ledger: Ledger) -> Entity:
    """The user's entity: its login is required and unique, and accounts are made by signing up."""
    label = f"`{entity.table}.{auth.login}`"
    fields = []
    for each in entity.fields:
        if each.name == auth.login and (each.optional or not each.unique or each.type == "text"):
            ledger.tell_common(line, label, "one logs in with it: it is required and unique")
            kind = "str" if each.type == "text" else each.type
            each = replace(each, type=kind, optional=False, unique="all", default=None, index=False)  # noqa: PLW2901
        fields.append(each)
    reason = "passwords are kept by the login: hashes of another kind have to be set anew"
    ledger.tell_common(line, f"the password of `{entity.table}`", reason)
    return replace(entity, fields=tuple(fields), actions=(), access=())


def guarded(entity: Entity, auth: Auth | None) -> Entity:
    """Who may when the source does not say: whoever is logged in, everyone without a login."""
    anyone = Access(("user",) if auth else ("public",))
    return replace(entity, access=tuple((action, anyone) for action in entity.actions))
