"""What all parts of a page share: no key that is not known, no value of another type."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag


class Document(BaseModel):
    """A mapping of the page."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _kind(value: Any) -> str:
    return "<mapping>" if isinstance(value, Mapping | BaseModel) else "<word>"


KIND = Discriminator(_kind)
Mapped = Tag("<mapping>")
Word = Tag("<word>")

Duration = Annotated[str, Field(pattern=r"^[0-9]+(ms|s|m|h|d)$", examples=["15m", "7d"])]
Rate = Annotated[str, Field(pattern=r"^([0-9]+/[0-9]*(s|m|h|d)|none)$", examples=["600/m", "none"])]
Size = Annotated[str, Field(pattern=r"^[0-9]+(B|KB|MB|GB)$", examples=["1MB", "64KB"])]
Access = Annotated[
    str,
    Field(
        description="Who may: `public`, `user` (whoever is logged in), `owner`, a role, or a relation to the user; "
        "several with ` | ` between them.",
        examples=["public", "owner | admin"],
    ),
]


class LongField(Document):
    """A field that has more to say than fits on its line."""

    type: str = Field(description="The line of the field.", examples=["str(1..120), unique"])
    doc: str = Field(
        default="", description="What the field is for; goes into the API docs.", examples=["As on the box."]
    )


FieldLine = Annotated[
    Annotated[str, Word] | Annotated[LongField, Mapped],
    KIND,
    Field(
        description="type(bounds)? comparisons = default, flags was old_name backfill value using 'SQL' "
        "allow_data_loss. "
        "Types: str text email url int float decimal bool date datetime time uuid json enum file, or an entity: "
        "Project, User?, Label[]. Flags: unique, unique per tenant, index, search, hidden, readonly, fixed, computed, "
        "omittable, pattern /re/, cascade, set null, restrict. What is only sent may have another name on the wire: "
        "as other_name.",
        examples=["str(1..120), unique", "decimal(12,2)? >= 0", "enum(todo, done) = todo", "Project, cascade"],
    ),
]
Fields = dict[str, FieldLine]
