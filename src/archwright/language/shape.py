"""A tree of nodes -> the document; what does not fit is reported, left out, and the rest is read all the same."""

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from archwright.language.documents import PageDocument
from archwright.language.found import Found
from archwright.language.nodes import Path
from archwright.language.problems import nearest

_ROUNDS = 6
_KINDS = {
    "string": "a text",
    "int": "a whole number",
    "bool": "`true` or `false`",
    "list": "a list, as [a, b]",
    "dict": "a mapping: keys with values",
    "model": "a mapping: keys with values",
    "model_attributes": "a mapping: keys with values",
}


def document(found: Found) -> PageDocument:
    """The page as a document. Problems are added to `found`."""
    data: Any = found.root.plain()
    if not isinstance(data, dict):
        found.at((), "A blueprint is a mapping.", "Begin with `archwright: 1` and `name: ...`.")
        data = {}
    for _ in range(_ROUNDS):
        try:
            return PageDocument.model_validate(data)
        except ValidationError as error:
            _tell(error, found)
            for each in error.errors(include_url=False, include_context=False, include_input=False):
                _leave_out(data, _path(each["loc"]), missing=each["type"] == "missing")
    return PageDocument(archwright=1, name="unreadable")


def _tell(error: ValidationError, found: Found) -> None:
    told: set[Path] = set()
    for each in error.errors(include_url=False):
        path, kind = _path(each["loc"]), each["type"]
        if path in told:  # the other branch of a union
            continue
        told.add(path)
        if kind == "extra_forbidden":
            _unknown_key(path, found)
        elif kind == "missing":
            _missing(path, found)
        else:
            _misfit(path, kind, each, found)


def _unknown_key(path: Path, found: Found) -> None:
    word, known = str(path[-1]), _keys(path[:-1])
    home = _home(word)
    if word not in known and home and not nearest(word, known):
        found.at_key(path, f"`{word}` is not known here.", f"It belongs below `{home}`.")
        return
    there = ", ".join(sorted(known))
    found.at_key(path, f"`{word}` is not known here.", f"Known here: {there}.", meant=nearest(word, known))


def _missing(path: Path, found: Found) -> None:
    above = path[:-1]
    owner = f"`{above[-1]}`" if above else "The page"
    word = str(path[-1])
    example, why = _EXAMPLES.get(word, "..."), _WHY.get(word, "")
    found.at_key(above, f"{owner} does not say `{word}`.", f"Add `{word}: {example}`{why}.")


_EXAMPLES = {"archwright": "1", "audience": "taskhub", "name": "taskhub", "route": "POST /tasks/{task}/complete"}
_WHY = {"audience": ", what its tokens for this backend carry as `aud`; those for anybody else would be good here"}


def _misfit(path: Path, kind: str, each: Mapping[str, Any], found: Found) -> None:
    value, context = each["input"], each.get("ctx", {})
    shown = "nothing" if value is None else f"`{_short(value)}`"
    names = [f"`{step}`" for step in path if isinstance(step, str)]
    key = "The page" if not path else names[-1] if isinstance(path[-1], str) else f"An item of {names[-1]}"
    message = f"{key} cannot be {shown}."
    if kind == "literal_error":
        words = [
            {"True": "true", "False": "false"}.get(word, word.strip("'\""))
            for word in str(context["expected"]).replace(" or ", ", ").split(", ")
        ]
        found.at(path, message, f"Expected {_either(words)}.", meant=nearest(str(value), words))
    elif kind == "string_pattern_mismatch":
        found.at(path, message, f"Expected {_example(path)}.")
    elif kind in {"greater_than_equal", "less_than_equal"}:
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        found.at(path, message, f"Expected {bound}.")
    else:
        expected = _KINDS.get(kind.removesuffix("_type").removesuffix("_from_float"), "something else")
        if len(path) > 1 and path[-2] in {"fields", "input", "output", "query"} and value is None:
            expected = "the line of a field, as `str(1..120)`; quote the line when it stands within { }"
        found.at(path, message, f"Expected {expected}.")


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(f"`{word}`" for word in words[:-1]), f"`{words[-1]}`"]))


def _short(value: object) -> str:
    text = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _path(loc: tuple[int | str, ...]) -> Path:
    """Where it is in the page: without the names of the branches of a union."""
    return tuple(step for step in loc if not (isinstance(step, str) and step.startswith("<")) and step != "[key]")


def _leave_out(data: Any, path: Path, *, missing: bool) -> None:
    if missing:
        path = path[:-1] if len(path) > 1 else path
    while path and isinstance(path[-1], int):  # what is left out of a list would move the items behind it
        path = path[:-1]
    if not path or (len(path) == 1 and path[0] in {"archwright", "name"}):
        data.update({"archwright": 1} if path == ("archwright",) else {"name": "unreadable"})
        return
    for step in path[:-1]:
        below = _item(data, step)
        if not isinstance(below, dict | list):
            return
        data = below
    if isinstance(data, dict):
        data.pop(path[-1], None)


def _item(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(step, int) and step < len(data) else None


def _keys(path: Path) -> frozenset[str]:
    found = model_at(path)
    return frozenset(found.model_fields) if found else frozenset()


def model_at(path: Path) -> type[BaseModel] | None:
    """The document that describes what is at a path."""
    here: Any = PageDocument
    for step in path:
        here = _below(here, step)
    return _model(here)


def _below(kind: Any, step: str | int) -> Any:
    for each in _branches(kind):
        if isinstance(each, type) and issubclass(each, BaseModel):
            if step in each.model_fields:
                return each.model_fields[str(step)].annotation
        elif get_origin(each) is dict:
            return get_args(each)[1]
        elif get_origin(each) is list:
            return get_args(each)[0]
    return None


def _model(kind: Any) -> type[BaseModel] | None:
    models = [each for each in _branches(kind) if isinstance(each, type) and issubclass(each, BaseModel)]
    return models[0] if models else None


def _branches(kind: Any) -> list[Any]:
    if get_origin(kind) is Annotated:
        return _branches(get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType}:
        return [branch for each in get_args(kind) for branch in _branches(each)]
    return [kind]


@cache
def _home(word: str) -> str:
    """The section of the page that knows a key which was written somewhere else."""
    homes = {name: _model(info.annotation) for name, info in PageDocument.model_fields.items()}
    for name, model in homes.items():
        if name == word:
            return "the top of the page"
        if model and word in model.model_fields:
            return name
    return ""


def _example(path: Path) -> str:
    model = model_at(path[:-1])
    info = model.model_fields.get(str(path[-1])) if model else None
    examples = (info.examples if info else None) or []
    routes = {"routes": ["30/m"]}.get(str(path[-2]) if len(path) > 1 else "", [])
    texts = [f"`{each}`" for each in examples or routes]
    return "something like " + (" or ".join(texts) if texts else "the examples in the docs")
