"""A design as JSON; a place is "file:line"."""

import dataclasses
import json
from collections.abc import Mapping

from archwright.model.design import Design, Question
from archwright.model.place import Place


def as_json(design: Design) -> str:
    """The whole design, keys in order of declaration."""
    return json.dumps(plain(design), indent=2, ensure_ascii=False) + "\n"


def questions_json(questions: tuple[Question, ...]) -> str:
    """`docs/questions.json`: each with the consequence of its default."""
    rows = [{**_fields(question), "consequence": question.consequence} for question in questions]
    return json.dumps({"questions": rows}, indent=2, ensure_ascii=False) + "\n"


def plain(value: object) -> object:
    """Dataclasses as objects, tuples as lists, places as text."""
    if isinstance(value, Place):
        return str(value)
    if dataclasses.is_dataclass(value):
        return _fields(value)
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def _fields(value: object) -> Mapping[str, object]:
    names = [field.name for field in dataclasses.fields(value)]  # type: ignore[arg-type]
    return {name: plain(getattr(value, name)) for name in names}
