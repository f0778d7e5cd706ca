"""Entities, and operations beside plain create, read, update and delete."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.blueprint.fields import Evolution, Field, Relation

Action = Literal["list", "create", "read", "update", "delete"]
ShapeKind = Literal["json", "html", "text", "file"]
SHAPE_KINDS: tuple[ShapeKind, ...] = ("json", "html", "text", "file")
ACTIONS: tuple[Action, ...] = ("list", "create", "read", "update", "delete")


@dataclass(frozen=True)
class Access:
    """Who may: any of these. "public", "user" (whoever is logged in), a role, or the name of a relation to the user.

    "anyone" is "public" where a login that is no good is no matter: to log in, for one.
    """

    anyone_of: tuple[str, ...] = ("public",)

    @property
    def public(self) -> bool:
        """Whether no login is asked for."""
        return "public" in self.anyone_of or self.lenient

    @property
    def lenient(self) -> bool:
        """Whether a login that is no good counts as none."""
        return "anyone" in self.anyone_of


@dataclass(frozen=True)
class Listing:
    """How an entity is listed. `sort` names columns; `default_sort` with a "-" before it is descending."""

    filter: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    default_sort: str = ""
    include: tuple[str, ...] = ()
    page: int = 20
    max_page: int = 100


@dataclass(frozen=True)
class Check:
    """A rule over several fields, as an SQL expression in the names of the columns."""

    name: str
    expression: str


@dataclass(frozen=True)
class Entity:
    """Something stored. `name` is CamelCase, `slug` its snake_case, `plural` the word of its path, `table` its table.

    `actions`: the routes it has. `owner`: the relation to the user who made the row, "" when it has none.
    `tenant`: rows belong to a tenant. `split_from`: the entity its fields were taken out of.
    `versioned`: optimistic locking by ETag and If-Match. `external_key`: the unique field by which routes find a row
    in place of the id, "" for the id. `seed`: how many rows the sample data has.
    """

    name: str
    slug: str
    plural: str
    table: str
    fields: tuple[Field, ...] = ()
    relations: tuple[Relation, ...] = ()
    actions: tuple[Action, ...] = ACTIONS
    access: tuple[tuple[Action, Access], ...] = ()
    listing: Listing = Listing()
    unique: tuple[tuple[str, ...], ...] = ()
    index: tuple[tuple[str, ...], ...] = ()
    checks: tuple[Check, ...] = ()
    owner: str = ""
    tenant: bool = False
    timestamps: bool = True
    soft_delete: bool = False
    versioned: bool = False
    audit: bool = False
    bulk: bool = False
    put: bool = False
    external_key: str = ""
    seed: int = 0
    doc: str = ""
    evolution: Evolution = Evolution()
    split_from: str = ""

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        return next((field for field in self.fields if field.name == name), None) or _missing(self.name, name)

    def access_of(self, action: Action) -> Access:
        """Who may do that; nobody but a logged-in user when nothing is said."""
        return dict(self.access).get(action, Access(("user",)))

    @property
    def ones(self) -> tuple[Relation, ...]:
        """Relations held by a foreign key."""
        return tuple(relation for relation in self.relations if not relation.many)

    @property
    def manies(self) -> tuple[Relation, ...]:
        """Relations held by an association table."""
        return tuple(relation for relation in self.relations if relation.many)


# Errors that every backend knows, and their status.
PLATFORM_ERRORS = {"bad_request": 400, "unauthenticated": 401, "forbidden": 403, "not_found": 404, "conflict": 409}


@dataclass(frozen=True)
class Declared:
    """An error that an operation may answer with."""

    code: str
    status: int
    message: str = ""


@dataclass(frozen=True)
class Shape:
    """What goes over the wire: an entity or named shape (`entity`), a list of them (`many`), or fields, or nothing.

    `kind`: something without fields: any JSON, a page, a text, or bytes. `other`: what may be answered in its place.
    """

    entity: str = ""
    many: bool = False
    fields: tuple[Field, ...] = ()
    relations: tuple[Relation, ...] = ()
    kind: ShapeKind | Literal[""] = ""
    other: ShapeKind | Literal[""] = ""

    @property
    def empty(self) -> bool:
        """Whether there is no body at all."""
        return not (self.entity or self.fields or self.relations or self.kind)


@dataclass(frozen=True)
class NamedShape:
    """A shape on the wire that is no table. A relation of it to another named shape holds that shape itself."""

    name: str
    fields: tuple[Field, ...] = ()
    relations: tuple[Relation, ...] = ()
    doc: str = ""


@dataclass(frozen=True)
class Operation:
    """A route whose body is the user's own code.

    `path` is below the prefix; `{task}` in it loads that entity, `{code:str}` (or int, float, uuid) is a plain value,
    `{rest:path}` a value with slashes.
    `form`: its input comes as a form, in which files may be.
    """

    name: str
    method: str
    path: str
    access: Access = Access(("user",))
    input: Shape = Shape()
    query: tuple[Field, ...] = ()
    output: Shape = Shape()
    status: int = 200
    errors: tuple[Declared, ...] = ()
    emits: str = ""
    doc: str = ""
    form: bool = False
    headers: tuple[Field, ...] = ()
    cookies: tuple[Field, ...] = ()


def _missing(entity: str, name: str) -> Field:
    raise KeyError(f"{entity}.{name}")
