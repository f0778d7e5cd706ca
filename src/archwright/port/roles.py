"""What a top-level statement of the original is, and therefore where it goes."""

from dataclasses import dataclass, field
from typing import Literal

from archwright.port.source import Statement

Layer = Literal["core", "models", "schemas", "repositories", "services", "api"]
LAYERS: tuple[Layer, ...] = ("core", "models", "schemas", "repositories", "services", "api")


@dataclass(frozen=True)
class Dropped:
    """Not needed in the backend; `reason` says what stands in for it."""

    reason: str


@dataclass(frozen=True)
class Endpoint:
    """A view function: becomes a route."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Registered:
    """Registers something with the framework around requests: goes to `app/api/hooks.py`."""


@dataclass(frozen=True)
class Home:
    """A definition that has its place: a layer and a module name in it."""

    layer: Layer
    module: str


@dataclass(frozen=True)
class Definition:
    """A function, class or value with no place of its own: placed by what it uses. `prefer` is the lowest layer."""

    prefer: Layer = "core"


@dataclass(frozen=True)
class Work:
    """Something done once at import or under the main guard: done when the application starts."""


@dataclass(frozen=True)
class Unmoved:
    """Not understood: whatever needs it stays in the original, mounted."""

    reason: str
    unblocks: str = ""


Role = Dropped | Endpoint | Registered | Home | Definition | Work | Unmoved


@dataclass(frozen=True)
class Claim:
    """A role a recipe gives to a statement. Higher `strength` wins over other recipes' claims."""

    role: Role
    strength: int = field(default=0)


@dataclass(frozen=True, eq=False)
class Cast:
    """Every statement of the original with its role."""

    roles: dict[Statement, Role]

    def having(self, kind: type) -> list[Statement]:
        """Statements whose role is of that kind, in the original's order."""
        return [statement for statement, role in self.roles.items() if isinstance(role, kind)]
