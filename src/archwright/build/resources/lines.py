"""Fields of schemas: how a field of the blueprint is written as a line of a class."""

from dataclasses import dataclass

from archwright.build.resources.kinds import FIELDS, constraints
from archwright.kit.names import camel
from archwright.kit.words import words
from archwright.model.blueprint import Default, Field

# Names that a module of schemas may import.
IMPORTED = words("""
    Annotated Any AwareDatetime Body Decimal EmailStr Field Incoming Literal Outgoing Page PageQuery Query RowId Slice
    Strict Text WebAddress
""")


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
    several = f"list[{base}]" if field.many else base
    return Line(field.name, several + null(field), _default(field), alias, definition)


def _alias(field: Field) -> tuple[str, str]:
    """A type that says more than one word gets a name: it is said once and used by create and update."""
    if field.type == "enum":
        return type_name(field), f"Literal[{', '.join(map(repr, field.choices))}]"
    limits = constraints(field)
    if not limits:
        return "", ""
    inner = FIELDS[field.type].sent.removeprefix("Annotated[").removesuffix("]")
    return type_name(field), f"Annotated[{inner}, Field({', '.join(limits)})]"


def type_name(field: Field) -> str:
    """What a module calls the type of a field; not as something it imports."""
    name = camel(field.name)
    return f"{name}Value" if name in IMPORTED else name


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
