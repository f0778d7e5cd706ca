"""Where migrations and databases stand: what is missing, ahead, or was changed by hand."""

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archwright.model.change import Notice


@dataclass(frozen=True)
class Chain:
    """The revisions in their order, and what is wrong with them."""

    numbers: tuple[str, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def head(self) -> str | None:
        """The last revision, None when there is none."""
        return self.numbers[-1] if self.numbers else None

    @property
    def next(self) -> str:
        """The number of the revision to come."""
        found = [int(number) for number in self.numbers if number.isdigit()]
        return f"{max(found, default=0) + 1:04}"


def file_name(number: str, message: str) -> str:
    """`0002_rename_points.py`."""
    slug = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")[:40].rstrip("_")
    return f"{number}_{slug or 'change'}.py"


def chain(texts: Mapping[str, str]) -> Chain:
    """The migrations of a folder (path -> text), read and not run."""
    ids: dict[str, str] = {}
    after: dict[str | None, list[str]] = {}
    notices: list[Notice] = []
    for path, text in sorted(texts.items()):
        told = _told(text)
        if told is None:
            notices.append(Notice("unreadable", path, 0, f"{path} says no revision that can be read."))
            continue
        number, previous = told
        if number in ids:
            notices.append(Notice("twice", path, 0, f"{path} and {ids[number]} are both revision {number}."))
            continue
        ids[number] = path
        after.setdefault(previous, []).append(number)
    return Chain(_walked(after), (*notices, *_broken(ids, after)))


def digest(text: str) -> str:
    """What is kept of a migration when it is written."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def edited(kept: Mapping[str, str], texts: Mapping[str, str]) -> tuple[Notice, ...]:
    """Migrations (path -> digest) that are not as they were written: changed by hand, or gone."""
    found = []
    for path, wanted in sorted(kept.items()):
        if path not in texts:
            fix = "Put it back: databases that have taken this step cannot go down, new ones cannot be made."
            found.append(Notice("gone", path, 0, f"{path} is gone.", fix))
        elif digest(texts[path]) != wanted:
            fix = "It is kept as it is. If the tables it makes are others now, say so in the blueprint."
            found.append(Notice("edited", path, 0, f"{path} was changed by hand after it was written.", fix))
    return tuple(found)


def ahead(current: Iterable[str], numbers: Iterable[str]) -> tuple[Notice, ...]:
    """Revisions a database has that these migrations do not: it was changed by a newer version of the code."""
    known = tuple(numbers)
    last = f"the last one here is {known[-1]}" if known else "there is none here"
    fix = "Get the newer code, or go down to a revision that is known here with the code that made it."
    return tuple(
        Notice(
            "ahead", "", 0, f"The database is at revision {number}, which these migrations do not have: {last}.", fix
        )
        for number in current
        if number not in known
    )


def _told(text: str) -> tuple[str, str | None] | None:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return None
    found: dict[str, object] = {}
    for statement in body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        value = getattr(statement, "value", None)
        for target in targets:
            if isinstance(target, ast.Name) and isinstance(value, ast.Constant):
                found[target.id] = value.value
    number, previous = found.get("revision"), found.get("down_revision")
    if not isinstance(number, str) or not (previous is None or isinstance(previous, str)):
        return None
    return number, previous


def _walked(after: Mapping[str | None, list[str]]) -> tuple[str, ...]:
    found: list[str] = []
    place: str | None = None
    while (following := [number for number in after.get(place, ()) if number not in found]) != []:
        place = following[0]
        found.append(place)
    return tuple(found)


def _broken(ids: Mapping[str, str], after: Mapping[str | None, list[str]]) -> Iterable[Notice]:
    for previous, numbers in after.items():
        if previous is not None and previous not in ids:
            path = ids[numbers[0]]
            yield Notice("no predecessor", path, 0, f"{path} comes after {previous}, which is not there.")
        if len(numbers) > 1:
            both = " and ".join(ids[number] for number in numbers)
            fix = f"Let one come after the other: change `down_revision` of {ids[numbers[-1]]} to {numbers[0]!r}."
            yield Notice("branch", ids[numbers[-1]], 0, f"{both} both come after {previous or 'nothing'}.", fix)
