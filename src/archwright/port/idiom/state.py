"""What one rewriting of a route relies on, finds out and asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archwright.port.idiom.reads import Parameter
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.schemas import Answering, Declared

COMPAT = "app.core.compat."


class NotIdiomatic(Exception):  # noqa: N818 - a finding, not a failure
    """The route uses something that has no plain form. The message says what."""


@dataclass(frozen=True)
class Beside:
    """Code that an idiomatic route needs in a module beside the routes."""

    module: str
    code: MovedCode


@dataclass(frozen=True)
class Guard:
    """A decorator of views as a dependency. `value` says how the view gets what it returns: by place, by a name, or
    "" for nothing. `options`: the dependency is made by a call with the decorator's arguments."""

    name: str
    home: Beside
    by_place: bool = False
    by_name: str = ""
    options: bool = False


@dataclass(frozen=True)
class Surroundings:
    """What the rewriting may rely on.

    `plain_templates`: templates whose text never mentions `request`. `endpoints`: those that moved, with the parameters
    of their URL. `names_response`: the original uses Flask's `Response`, so that name is taken.
    `guards`: by "module.name" of the decorator. `answers`: what the app's own functions return, by "module.name":
    "text", "json", or those with a status, "text, status" and "json, status". `answering`: tells what
    routes may declare.
    """

    plain_templates: frozenset[str] = frozenset()
    endpoints: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names_response: bool = False
    guards: Mapping[str, Guard] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    answering: Answering | None = None


@dataclass(frozen=True)
class Idiomatic:
    """A route in plain FastAPI: its text, its imports, what it needs beside. `modelled`: it declares its answers."""

    text: str
    imports: frozenset[Import]
    beside: tuple[Beside, ...] = ()
    modelled: bool = False


@dataclass
class Idiom:
    """The state of one rewriting. `compat` maps names of the module to compat names, `origins` to all others.

    `declared`: what the route says of its answers; `builds`: it makes those models itself.
    """

    compat: dict[str, str]
    surroundings: Surroundings
    taken: frozenset[str]
    origins: dict[str, str] = field(default_factory=dict)
    resource: str = "pages"
    needs: set[Import] = field(default_factory=set)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    first: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    documented: str = ""
    needs_request: bool = False
    query_first: bool = True
    json_first: bool = True
    declared: Declared | None = None
    builds: bool = False

    def named(self, compat: str) -> str:
        """The name that stands for a compat name in the module, "" when it is not imported."""
        return next((name for name, meaning in self.compat.items() if meaning == compat), "")

    def add_beside(self, beside: Beside) -> None:
        """Asks for code beside the routes, once."""
        if beside not in self.beside:
            self.beside.append(beside)
