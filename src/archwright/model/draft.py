"""The blueprint draft: what a source already says about its backend, in the words of the blueprint language."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.place import Place

CrudRole = Literal["list", "create", "read", "update", "delete"]
CRUD_ROLES: tuple[CrudRole, ...] = ("list", "create", "read", "update", "delete")


@dataclass(frozen=True)
class FieldDraft:
    """One field. `spec` is its line in the blueprint language, e.g. "str(..80), unique"."""

    name: str
    spec: str
    place: Place


@dataclass(frozen=True)
class CrudDraft:
    """A plain create, read, update, delete or list, and the route that serves it."""

    role: CrudRole
    route: str
    endpoint: str
    place: Place
    access: str = ""


@dataclass(frozen=True)
class EntityDraft:
    """Something stored, its fields, and the part of CRUD the source serves."""

    name: str
    table: str
    place: Place
    fields: tuple[FieldDraft, ...] = ()
    crud: tuple[CrudDraft, ...] = ()


@dataclass(frozen=True)
class OperationDraft:
    """What is not CRUD. `routes` as "POST /tasks/{task_id:int}/complete"; `access` and `output` may be ""."""

    name: str
    routes: tuple[str, ...]
    endpoint: str
    place: Place
    access: str = ""
    output: str = ""
    errors: tuple[int, ...] = ()


@dataclass(frozen=True)
class SettingDraft:
    """One setting. `spec` is "secret", or a type with its default; a secret's value is never repeated."""

    name: str
    spec: str
    place: Place
    note: str = ""


@dataclass(frozen=True)
class StackDraft:
    """The engine and the access style as found; `database` is "none" when nothing is stored in one."""

    database: str
    access: str
    place: Place | None = None


@dataclass(frozen=True)
class AuthDraft:
    """Login as found: "session", "flask-login", "jwt", "basic" or "none"; `passwords` is the hash or ""."""

    login: str
    passwords: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class BlueprintDraft:
    """Everything the draft says; `design.draft.text` writes it as YAML."""

    name: str
    stack: StackDraft
    auth: AuthDraft
    entities: tuple[EntityDraft, ...] = ()
    operations: tuple[OperationDraft, ...] = ()
    settings: tuple[SettingDraft, ...] = ()
