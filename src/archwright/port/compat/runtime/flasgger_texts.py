"""What stands beside a view: its docstring, or the mapping and files that it is marked with."""

import inspect
import json
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.core.compat.context import current_app

IMPORT = re.compile(r'^( *)(.*)import: "(.*)"', re.MULTILINE)
Mark = tuple[Any, str | None, str | None, tuple[str, ...]]
Sanitizer = Callable[[str], str]
described: dict[tuple[str, str], list[Mark]] = {}
"""The marks of views, by module and name."""


@dataclass(frozen=True)
class Described:
    """A summary, a longer text, and what was said about the interface; nothing when there was none."""

    summary: str = ""
    text: str = ""
    said: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class FileText:
    """The text of a file, and how it is written."""

    text: str
    is_json: bool

    def parsed(self) -> Any:
        """The value it stands for."""
        return json.loads(self.text) if self.is_json else yaml.safe_load(self.text)


def with_breaks(text: str) -> str:
    """Line ends as HTML shows them."""
    return text.replace("\n", "<br/>") if text else text


def file_text(name: str) -> FileText:
    """A file of the application, with what it imports."""
    path = Path(current_app.root_path) / name
    text = path.read_text("utf-8-sig")
    is_json = path.suffix == ".json" or text.lstrip()[:1] in ("{", "[")
    return FileText(text if is_json else _with_imports(text, path.parent), is_json)


def describe_view(view: Any, endpoint: str, verb: str, sanitizer: Sanitizer) -> Described:
    """What is said about a view for one method."""
    marks = described.get((view.__module__, view.__qualname__), [])
    said: dict[str, Any] = {}
    for specs, *_ in marks:
        if isinstance(specs, Mapping):
            said = {**deepcopy(dict(specs)), "definitions": {}, **_definitions(specs)}
    name = _file_of(marks, endpoint, verb)
    if name is None:
        found = _read(inspect.getdoc(view) or "", sanitizer, from_file=False)
    else:
        found = _read(file_text(name).text if name else "", sanitizer, from_file=True)
    if not said and not found.said:
        return Described()
    merge(said, found.said or {})
    return Described(found.summary, found.text, said)


def describe_class(cls: Any, sanitizer: Sanitizer) -> Described:
    """What a class says about the kind of value that it stands for."""
    text = inspect.getdoc(cls) or ""
    start = text.find("---")
    if start < 0:
        return Described()
    before = sanitizer(text[: max(start - 1, 0)]) if start else ""
    return Described(text=before or "", said=yaml.safe_load(text[start:]))


def merge(target: dict[str, Any], source: Mapping[str, Any]) -> None:
    """Adds to mappings and lists, at any depth; other values replace."""
    for key, value in source.items():
        if isinstance(value, Mapping):
            merge(target.setdefault(key, {}), value)
        elif isinstance(value, list):
            target.setdefault(key, []).extend(value)
        else:
            target[key] = value


def _definitions(specs: Mapping[str, Any]) -> dict[str, Any]:
    return {"definitions": deepcopy(dict(specs["definitions"]))} if "definitions" in specs else {}


def _file_of(marks: list[Mark], endpoint: str, verb: str) -> str | None:
    """The file that describes a view; "" when files are given, but none for this method, None without any."""
    files = [mark for mark in marks if not isinstance(mark[0], Mapping)]
    named: dict[str, str] = {}
    for path, _, wanted, verbs in files:
        if not wanted and not verbs:
            return str(path)
        keys = [f"{wanted}_{verb}" if wanted else verb for verb in verbs] or [wanted or ""]
        named.update({key: str(path) for key in keys})
    if not files:
        return None
    tried = (f"{endpoint}_{verb}", endpoint, verb)
    return next((named[key] for key in tried if key in named), "")


def _read(text: str, sanitizer: Sanitizer, *, from_file: bool) -> Described:
    """A first line, a text down to `---`, and YAML."""
    if text.startswith("file:"):
        return _read(file_text(text.removeprefix("file:").strip()).text, sanitizer, from_file=True)
    text = _with_imports(text, Path(current_app.root_path))
    start, end = text.find("---"), text.find("\n")
    if start < 0:
        return Described(said=yaml.safe_load(text) if text else None) if from_file else Described(summary=text)
    if end < 0:
        return Described()
    return Described(sanitizer(text[:end]), sanitizer(text[end + 1 : start]), yaml.safe_load(text[start + 4 :]))


def _with_imports(text: str, folder: Path) -> str:
    """`import: "file.yml"` is replaced by the file, as deep as it stands."""

    def imported(found: re.Match[str]) -> str:
        lines = (folder / found[3]).read_text("utf-8-sig").replace("\n", "\n" + " " * len(found[1] + found[2]))
        return f"{found[1]}{found[2]}{lines}"

    while IMPORT.search(text):
        text = IMPORT.sub(imported, text, count=1)
    return text
