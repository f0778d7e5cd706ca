"""Notes: what a reader leaves for the joining pass, because one file alone does not tell the whole fact."""

from dataclasses import dataclass

from archwright.model.facts import Answer, Field, HookKind, Read, Relation
from archwright.model.place import Place


@dataclass(frozen=True)
class Framework:
    """Which web framework the entry uses, and the variable of its application."""

    name: str
    app_variable: str
    entry: str


@dataclass(frozen=True)
class Made:
    """`variable = origin(...)`. `origin` is the dotted name with imports resolved, "" when a name is just another name.

    `scope` is the enclosing function, "" for the module; `references` are the names passed; `texts` and `options` the
    arguments that are plain strings.
    """

    scope: str
    variable: str
    origin: str
    place: Place
    references: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Routed:
    """A rule given to an application, a blueprint or an API object, before the receiver is known.

    `methods` None means none were given. `view` is the dotted name of the function or class as seen from the file.
    """

    scope: str
    receiver: str
    how: str
    rule: str
    methods: tuple[str, ...] | None
    endpoint: str
    view: str
    place: Place
    view_line: int = 0
    defaults: tuple[tuple[str, str], ...] = ()
    strict_slashes: bool = True
    guards: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registered:
    """`receiver.register_blueprint(blueprint, url_prefix=..., name=...)`."""

    scope: str
    receiver: str
    blueprint: str
    place: Place
    prefix: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Defined:
    """A function or method. `wraps` is the name it gives a function it decorates, "" when it keeps the name."""

    name: str
    place: Place
    end_line: int
    statements: int
    decorators: tuple[str, ...] = ()
    is_async: bool = False
    calls: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    renames: str = ""


@dataclass(frozen=True)
class Classified:
    """A class: its bases, HTTP methods, and class attributes that matter to routing."""

    name: str
    bases: tuple[str, ...]
    place: Place
    methods: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    endpoint: str = ""
    guards: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadIn:
    """A read, and the line of the function it stands in."""

    function: int
    read: Read


@dataclass(frozen=True)
class AnsweredIn:
    """An answer, and the line of the function it stands in."""

    function: int
    answer: Answer


@dataclass(frozen=True)
class Hooked:
    """A hook, before it is known whether its receiver is the application or a blueprint."""

    scope: str
    receiver: str
    kind: HookKind
    function: str
    place: Place
    argument: str = ""


@dataclass(frozen=True)
class Mapped:
    """A class with columns: an entity, a mixin or an abstract base."""

    name: str
    bases: tuple[str, ...]
    table: str
    abstract: bool
    place: Place
    fields: tuple[Field, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Threaded:
    """A thread, process, timer or background task is started here."""

    place: Place


@dataclass(frozen=True)
class Imported:
    """The packages a file imports that are not of the standard library."""

    packages: tuple[str, ...]


@dataclass(frozen=True)
class Slashes:
    """`url_map.strict_slashes` set for the whole application."""

    strict: bool
