"""Facts: what a study found in a code base. Every fact carries its place."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.place import Gap, Place

ReadSource = Literal["query", "form", "json", "body", "file", "header", "cookie", "session", "g", "request"]
AnswerKind = Literal["json", "template", "redirect", "text", "file", "abort", "stream", "unknown"]
EntityKind = Literal["orm", "sql", "memory"]
HookKind = Literal["before", "after", "teardown", "error", "context", "filter", "global", "login", "command", "other"]


@dataclass(frozen=True)
class SourceFile:
    """One file that was read. `parser` is the reading form that answered: "ast", "libcst" or "none" (with a Gap)."""

    path: str
    lines: int
    digest: str
    parser: str


@dataclass(frozen=True)
class PathParam:
    """`<converter(args):name>` of a rule; the default converter is "string"."""

    name: str
    converter: str = "string"
    args: str = ""


@dataclass(frozen=True)
class Route:
    """One URL rule bound to one view. `methods` as declared, upper case, without the automatic HEAD and OPTIONS.

    `view` is the name of a function, or of a class whose methods are the views. `guards` are the decorators between the
    route and the function, outermost first. `view_place` is where the function or class is defined.
    """

    rule: str
    methods: tuple[str, ...]
    endpoint: str
    view: str
    place: Place
    params: tuple[PathParam, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()
    strict_slashes: bool = True
    blueprint: str = ""
    guards: tuple[str, ...] = ()
    view_place: Place | None = None


@dataclass(frozen=True)
class Read:
    """One value that a view takes from the request, and how it uses it.

    `required`: a missing value aborts the request (`request.form["x"]`). `cast`: name of the callable that the value
    passes through ("int", "float", "strip" ...). `default` is source text. `key` is "" when the whole bag is read.
    """

    source: ReadSource
    key: str
    place: Place
    required: bool = False
    default: str | None = None
    cast: str = ""
    many: bool = False


@dataclass(frozen=True)
class Answer:
    """One way a view answers. `shape`: keys of a JSON object or of a template context; `target`: template name,
    endpoint redirected to, or file; `status` 0 when it is not known statically."""

    kind: AnswerKind
    place: Place
    status: int = 200
    target: str = ""
    shape: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """A function (or method of a class view) that answers requests. `statements` counts statements, nested ones too."""

    name: str
    place: Place
    end_line: int
    statements: int
    reads: tuple[Read, ...] = ()
    answers: tuple[Answer, ...] = ()
    entities: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    is_async: bool = False
    touches_database: bool = False


@dataclass(frozen=True)
class Field:
    """A column, or a key of a stored dict. `type` in SQLAlchemy's or SQL's own words as written."""

    name: str
    type: str
    place: Place
    nullable: bool = True
    primary_key: bool = False
    unique: bool = False
    index: bool = False
    default: str | None = None
    foreign_key: str = ""


@dataclass(frozen=True)
class Relation:
    """`relationship(...)`: the other entity, and the options as written."""

    name: str
    target: str
    place: Place
    backref: str = ""
    secondary: str = ""


@dataclass(frozen=True)
class Entity:
    """Something that is stored: a mapped class, a CREATE TABLE, or a list or dict used as a store."""

    name: str
    table: str
    kind: EntityKind
    place: Place
    fields: tuple[Field, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Setting:
    """A configured value. `default` is source text; `secret` when the value must not live in code."""

    name: str
    place: Place
    default: str | None = None
    secret: bool = False
    from_environment: bool = False


@dataclass(frozen=True)
class OutsideCall:
    """A call that leaves the process: HTTP client, SDK, mail, subprocess, broker."""

    library: str
    call: str
    place: Place


@dataclass(frozen=True)
class State:
    """A module-level mutable value, and the functions that write it."""

    name: str
    kind: str
    place: Place
    writers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hook:
    """A function the framework calls around requests; `argument` is the status, exception, filter or command name."""

    kind: HookKind
    function: str
    place: Place
    argument: str = ""
    blueprint: str = ""


@dataclass(frozen=True)
class Extension:
    """A framework extension in use, the variable it is bound to, and its import name."""

    package: str
    variable: str
    place: Place


@dataclass(frozen=True)
class Query:
    """A piece of raw SQL. `built`: how the text comes about: "literal", "format" (f-string, %, +) or "unknown"."""

    sql: str
    tables: tuple[str, ...]
    verb: str
    built: str
    place: Place


@dataclass(frozen=True)
class Blueprint:
    """A Flask blueprint: variable, name, URL prefix (with the one given at registration)."""

    variable: str
    name: str
    prefix: str
    place: Place


@dataclass(frozen=True)
class Facts:
    """Everything a study found. `root` is the folder studied (absolute); all places are relative to it."""

    root: str
    entry: str
    framework: str
    app_variable: str = "app"
    files: tuple[SourceFile, ...] = ()
    routes: tuple[Route, ...] = ()
    views: tuple[View, ...] = ()
    entities: tuple[Entity, ...] = ()
    settings: tuple[Setting, ...] = ()
    outside_calls: tuple[OutsideCall, ...] = ()
    states: tuple[State, ...] = ()
    hooks: tuple[Hook, ...] = ()
    extensions: tuple[Extension, ...] = ()
    queries: tuple[Query, ...] = ()
    blueprints: tuple[Blueprint, ...] = ()
    threads: tuple[Place, ...] = ()
    packages: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def view(self, name: str) -> View:
        """The view of that name. Raises KeyError when there is none."""
        for view in self.views:
            if view.name == name:
                return view
        raise KeyError(name)

    def views_of(self, route: Route) -> tuple[View, ...]:
        """The view that a route leads to; for a class, the view of each of its methods."""
        return tuple(
            view for view in self.views if view.place == route.view_place or view.name.startswith(f"{route.view}.")
        )
