"""Drift: what somebody changed by hand in generated code, of what a blueprint can say."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.place import Place
from archwright.model.schema import Column, ForeignKey

Topic = Literal["column", "limits", "unique", "index", "check", "route", "filters", "sorts", "searched", "answer"]


@dataclass(frozen=True)
class WrittenColumn:
    """A column as a class of a table has it. `trouble` says what of it cannot be read."""

    column: Column
    reference: ForeignKey | None = None
    trouble: str = ""


@dataclass(frozen=True)
class Limits:
    """What a schema says of a value: of the length for texts, else of the value itself. Numbers as they are written."""

    low: str = ""
    high: str = ""
    above: bool = False
    below: bool = False


Written = WrittenColumn | Limits | tuple[str, ...] | bool


@dataclass(frozen=True)
class Drift:
    """`name`: the column, the columns of a key, the action of a route. `value` is None when it was taken away.

    `known`: the blueprint has one, of another kind. `disputed`: the blueprint changed there too since the last build.
    """

    entity: str
    topic: Topic
    name: tuple[str, ...]
    value: Written | None
    place: Place
    known: bool = False
    disputed: bool = False

    @property
    def what(self) -> str:
        """What it is about, in a sentence."""
        words = ", ".join(self.name)
        match self.topic:
            case "column" | "limits" | "answer":
                return f"{self.entity}.{words}"
            case "unique" | "index" | "check":
                return f"{self.topic} {self.entity}({words})"
            case "route":
                return f"route {words} of {self.entity}"
        words = {"filters": "filter", "sorts": "sort"}.get(self.topic, "search")
        return f"`{words}` of {self.entity}"
