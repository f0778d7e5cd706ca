"""Parts: the typed pieces that recipes and capabilities give, and that `build` merges into a tree."""

from dataclasses import dataclass, field
from typing import TypeVar, cast

from archwright.model.resources import ResourceParts

P = TypeVar("P")


@dataclass(frozen=True)
class TextFile:
    """A file to write. `path` is relative to the backend. `ported`: holds the user's own logic (narrow exemptions).

    `spare`: what it defines stands for itself; a backend that does not use all of it gets the rest.
    """

    path: str
    text: str
    ported: bool = False
    spare: bool = False


@dataclass(frozen=True)
class Asset:
    """A file carried over byte for byte. `source` is absolute, or `data` holds the bytes."""

    path: str
    source: str = ""
    data: bytes | None = None


@dataclass(frozen=True)
class SettingPart:
    """A field of `Settings`. `default` is a Python expression; a secret goes to `.env`, not into code."""

    name: str
    type: str
    default: str
    doc: str = ""
    secret: bool = False
    environment: str = ""


@dataclass(frozen=True)
class LentVariable:
    """A variable of the environment that the app's own code asks for, with the value that was made up for it."""

    name: str
    value: str


@dataclass(frozen=True)
class Dependency:
    """A requirement of the backend, e.g. "werkzeug>=3.1". `dev` puts it in the development group."""

    requirement: str
    dev: bool = False


@dataclass(frozen=True)
class RouterPart:
    """A module with a `router` that main includes. Lower `order` comes first (catch-all paths go last)."""

    module: str
    order: int = 0


@dataclass(frozen=True)
class MainLine:
    """A statement of `create_app` after the routers, with the imports it needs: "from app.api.hooks import install"."""

    statement: str
    imports: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True)
class LifespanLine:
    """A statement to run when the application starts (before the first request), with its imports."""

    statement: str
    imports: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True)
class MypyExemption:
    """Why a ported module is exempt from some of mypy's strict checks."""

    module: str
    codes: tuple[str, ...]
    reason: str


Part = (
    TextFile
    | Asset
    | SettingPart
    | LentVariable
    | Dependency
    | RouterPart
    | MainLine
    | LifespanLine
    | MypyExemption
    | ResourceParts
)


@dataclass(frozen=True)
class Parts:
    """A bag of parts, in a stable order."""

    items: tuple[Part, ...] = field(default=())
    # Many ask for the same kind, once for each entity.
    _found: dict[type, tuple[Part, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, kind: type[P]) -> tuple[P, ...]:
        """All parts of one kind, in order."""
        if kind not in self._found:
            self._found[kind] = tuple(item for item in self.items if isinstance(item, kind))
        return cast("tuple[P, ...]", self._found[kind])

    def plus(self, *more: Part) -> "Parts":
        """A new bag with `more` appended."""
        return Parts(self.items + more)
