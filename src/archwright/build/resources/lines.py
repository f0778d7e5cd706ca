"""Fields of schemas: how a field of the blueprint is written as a line of a class."""

from dataclasses import dataclass, replace

from archwright.build.resources.examples import example, fits
from archwright.build.resources.kinds import FIELDS, LOOSE, Kind, constraints, made
from archwright.kit.names import camel
from archwright.kit.words import words
from archwright.model.blueprint import Default, Field

# Names that a module of schemas may import.
IMPORTED = words("""
    Annotated Any AnyJson AwareDatetime BaseModel Body ConfigDict Day Decimal Field Incoming Int32 Int53 JsonObject
    Literal MailAddress Moment Number Outgoing Page PageQuery Query RowId SentId Slice Strict Text TimeOfDay UploadFile
    WebAddress
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


def incoming(field: Field, *, loose: bool = False) -> Line:
    """A field of what is sent to us; `loose` where everything comes as text, as in an address or a form."""
    alias, definition = _alias(field, loose)
    base = alias or _base(field, loose)
    several = f"list[{base}]" if field.many else base
    return Line(field.name, several + null(field), default(field), alias, definition)


def default(field: Field) -> str:
    """What stands behind the type: its default, and its name on the wire."""
    value = "unchanged()" if field.omittable else _default(field)
    if not field.sent_as:
        return value
    names = f'validation_alias="{field.sent_as}", serialization_alias="{field.sent_as}"'
    given = "default_factory=lambda: None" if field.omittable else value.removeprefix("Field(").removesuffix(")")
    if given and not given.startswith("default_factory="):
        given = f"default={value}"
    return f"Field({', '.join(filter(None, [given, names]))})"


def _base(field: Field, loose: bool) -> str:
    return LOOSE.get(field.type, FIELDS[field.type].sent) if loose else FIELDS[field.type].sent


def _alias(field: Field, loose: bool) -> tuple[str, str]:
    """A type that says more than one word gets a name: it is said once and used by create and update."""
    if field.type == "enum":
        return type_name(field), f"Literal[{', '.join(map(repr, field.choices))}]"
    limits = constraints(field)
    if not limits:
        return "", ""
    kind = Kind(LOOSE[field.type]) if loose and field.type in LOOSE else FIELDS[field.type]
    kind = replace(kind, last="storable") if field.pattern else kind
    shown = example(replace(field, many=False))
    limits += [f"examples=[{shown!r}]"] if fits(field, shown) and not loose else []
    written = kind.within(f"Field({', '.join(limits)})")
    return type_name(field), written.replace("Int32", "Int53") if field.wide else written


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
        case Default(value=value) if field.type == "json":
            return f"Field(default_factory={made(str(value))})"
        case Default(value=value):
            return repr(value)
