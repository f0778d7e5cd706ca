"""Fields of schemas: how a field of the blueprint is written as a line of a class."""

from dataclasses import dataclass

from archwright.build.resources.kinds import FIELDS, constraints
from archwright.kit.names import camel
from archwright.model.blueprint import Default, Field


@dataclass(frozen=True)
class Line:
    """A field of a schema. `alias` is the module's own name of its type, `definition` what that stands for."""

    name: str
    annotation: str
    default: str = ""
    alias: str = ""
    definition: str = ""

    @property
    def text(self) -> str:
        """As it stands in the class."""
        return f"{self.name}: {self.annotation}" + (f" = {self.default}" if self.default else "")


def incoming(field: Field) -> Line:
    """A field of what is sent to us."""
    alias, definition = _alias(field)
    base = alias or FIELDS[field.type].sent
    return Line(field.name, base + null(field), _default(field), alias, definition)


def _alias(field: Field) -> tuple[str, str]:
    """A type that says more than one word gets a name: it is said once and used by create and update."""
    if field.type == "enum":
        return camel(field.name), f"Literal[{', '.join(map(repr, field.choices))}]"
    limits = constraints(field)
    if not limits:
        return "", ""
    inner = FIELDS[field.type].sent.removeprefix("Annotated[").removesuffix("]")
    return camel(field.name), f"Annotated[{inner}, Field({', '.join(limits)})]"


def null(field: Field) -> str:
    """What its type has beside itself when it may be empty."""
    return " | None" if field.optional else ""


def _default(field: Field) -> str:
    match field.default:
        case None:
            return "None" if field.optional else ""
        case Default(kind="now"):
            return "Field(default_factory=utc_now)"
        case Default(kind="today"):
            return "Field(default_factory=today)"
        case Default(value=value) if field.type == "decimal":
            return f'Decimal("{value}")'
        case Default(value=value):
            return repr(value)
