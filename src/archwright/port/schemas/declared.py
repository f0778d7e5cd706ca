"""What a route may say of its answers: the model of the one that it makes, and those of its errors."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archwright.port.move import MovedCode
from archwright.port.schemas.definitions import Definitions, Function, Scope, imports_of
from archwright.port.schemas.evidence import Heard, held_against, writes_by_name
from archwright.port.schemas.naming import Standing
from archwright.port.schemas.reading import Reader
from archwright.port.schemas.shape import Either, Key, Keyed, Listed, Shape, is_told, join, scalar, settled
from archwright.port.schemas.writing import Annotation, Models, Unnamed

SILENT = frozenset({"", "204", "205", "304"})
"""Statuses whose answers have no body to speak of."""


@dataclass(frozen=True)
class Whole:
    """A view in one piece, before it was cut, and where it answers. `method` is "" for several."""

    code: MovedCode
    endpoint: str
    view: str
    resource: str
    method: str = ""


@dataclass(frozen=True)
class Declared:
    """`answer`: the type of what is answered with `status`; `shape` is None where it is not known. `errors`: the types
    of other answers by status. `skips_unset`: keys may be absent."""

    status: str = ""
    shape: Shape | None = None
    answer: Annotation = field(default_factory=lambda: Annotation("Any"))
    errors: Mapping[str, Annotation] = field(default_factory=dict)
    skips_unset: bool = False


@dataclass(frozen=True)
class Answering:
    """Knows what the code says of answers, what was recorded, and which models there are."""

    definitions: Definitions
    heard: Sequence[Heard]
    models: Models

    def declared(self, whole: Whole, answers: Sequence[tuple[str, str]]) -> Declared | None:
        """What the answers (status, expression) of a view come to, those without a status left out; None when nothing
        is known of them."""
        shapes = self._shapes(whole, answers)
        typed = {
            status: made
            for status, shape in shapes.items()
            if status not in SILENT and (made := self._typed(whole, status, shape))
        }
        status = min((status for status in shapes if status.startswith("2")), default="")
        errors = {each: made for each, (_, made) in sorted(typed.items()) if each != status}
        if len(shapes) == 1 and not status:
            return None
        if status not in typed:
            return Declared(errors=errors) if errors else None
        shape, answer = typed[status]
        return Declared(status, shape, answer, errors, _has_optional(shape))

    def _shapes(self, whole: Whole, answers: Sequence[tuple[str, str]]) -> dict[str, Shape]:
        """The joined shape of each status."""
        function = next(node for node in ast.parse(whole.code.text).body if isinstance(node, Function))
        reader = Reader(function, Scope(self.definitions, imports_of(whole.code)), _path(function))
        found: dict[str, list[Shape]] = {}
        values = [ast.parse(code.strip(), mode="eval").body for _, code in answers]
        for (status, _), shape in zip(answers, reader.answers(values), strict=True):
            found.setdefault(status, []).append(shape)
        return {status: settled(join(shapes)) for status, shapes in found.items()}

    def _typed(self, whole: Whole, status: str, shape: Shape) -> tuple[Shape, Annotation] | None:
        heard = [
            each.value
            for each in self.heard
            if each.endpoint == whole.endpoint
            and str(each.status) == status
            and each.method in (whole.method or each.method,)
        ]
        proven = held_against(shape, heard, by_name=writes_by_name(self.heard))
        if proven is None or not is_told(proven):
            return None
        try:
            return proven, self.models.annotation(proven, Standing(whole.view, whole.resource))
        except Unnamed:
            return None


def _path(function: Function) -> dict[str, Shape]:
    """Parameters of the URL that have a type."""
    typed = {arg.arg: ast.unparse(arg.annotation) for arg in function.args.args if arg.annotation is not None}
    return {name: scalar(kind) for name, kind in typed.items() if kind in ("int", "str", "float")}


def _has_optional(shape: Shape) -> bool:
    if isinstance(shape, Listed):
        return _has_optional(shape.item)
    if isinstance(shape, Either):
        return any(_has_optional(option) for option in shape.options)
    return isinstance(shape, Keyed) and any(_is_optional(key) for key in shape.keys)


def _is_optional(key: Key) -> bool:
    return key.optional or _has_optional(key.shape)
