"""Where migrations and databases stand: what is missing, ahead, or was changed by hand."""

import ast
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archwright.model.change import Notice

_UNREADABLE = "Put `revision` and `down_revision` in it, as plain texts, or take the file away."


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
    before: dict[str, tuple[str, ...]] = {}
    notices: list[Notice] = []
    for path, text in sorted(texts.items()):
        told = _told(text)
        if told is None:
            notices.append(Notice("unreadable", path, 0, f"{path} says no revision that can be read.", _UNREADABLE))
            continue
        number, previous = told
        if number in ids:
            message = f"{path} and {ids[number]} are both revision {number}."
            notices.append(Notice("twice", path, 0, message, f"Give {path} a number of its own."))
            continue
        ids[number], before[number] = path, previous
    return Chain(_walked(before), (*notices, *_broken(ids, before)))


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


def _told(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A revision and those it comes after: none, one, or those that it brings together."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return None
    found: dict[str, object] = {}
    for statement in body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and (value := getattr(statement, "value", None)) is not None:
                found[target.id] = _literal(value)
    number, previous = found.get("revision"), found.get("down_revision")
    several = previous if isinstance(previous, tuple | list) else () if previous is None else (previous,)
    if not isinstance(number, str) or not all(isinstance(each, str) for each in several):
        return None
    return number, tuple(several)


def _literal(value: ast.expr) -> object:
    try:
        return ast.literal_eval(value)
    except ValueError:
        return ...


def _walked(before: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Each after all that it comes after."""
    found: list[str] = []
    while ready := [number for number in before if number not in found and set(before[number]) <= set(found)]:
        found.append(ready[0])
    return tuple(found)


def _broken(ids: Mapping[str, str], before: Mapping[str, tuple[str, ...]]) -> Iterable[Notice]:
    holes = [(number, each) for number, previous in before.items() for each in previous if each not in ids]
    for number, each in holes:
        message = f"{ids[number]} comes after {each}, which is not there."
        yield Notice("no predecessor", ids[number], 0, message, "Put that migration back.")
    heads = [number for number in before if not any(number in each for each in before.values())]
    if len(heads) > 1 and not holes:
        both = " and ".join(ids[number] for number in heads)
        fix = f"Let one come after the other: change `down_revision` of {ids[heads[-1]]} to {heads[0]!r}."
        yield Notice("branch", ids[heads[-1]], 0, f"Nothing comes after {both}: which is the last one?", fix)
    if before and not heads:
        yield Notice(
            "circle", "", 0, "The migrations come after one another in a circle.", "Begin with one after None."
        )
