"""The CREATE statements of an app that speaks SQL, when all of the tables it names are known."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from archwright.kit.sqlite import schema_of
from archwright.model.facts import Facts
from archwright.model.place import Place

_CREATE = re.compile(
    r"\s*CREATE\s+(?P<kind>(?:VIRTUAL\s+)?TABLE|(?:UNIQUE\s+)?INDEX|VIEW|TRIGGER)\s+(?P<there>IF\s+NOT\s+EXISTS\s+)?"
    r"(?:\w+\.)?[`\"'\[]?(?P<name>\w+)",
    re.IGNORECASE,
)
_INSERT = re.compile(r"\s*INSERT\s+(?:OR\s+\w+\s+)?INTO\b", re.IGNORECASE)
_OWN = re.compile(r"sqlite_|pragma_|json_|dual$", re.IGNORECASE)


def schema(facts: Facts, path: str) -> tuple[str, ...]:
    """Every table once: as the shipped file has it, else as the code says, else a .sql file. () when one is missing.

    `path` is the app's database file. Also () when other views ask for a table that a view makes: they fail before.
    """
    root = Path(facts.root)
    if not schema_of(root / path) and _is_made_late(facts):
        return ()
    said = [query.sql for query in facts.queries if query.verb == "CREATE" and query.built == "literal"]
    files = sorted({entity.place.file for entity in facts.entities if entity.place.file.endswith(".sql")})
    written = [root.joinpath(file).read_text("utf-8", errors="replace") for file in files]
    made: dict[str, str] = {}
    for text in [*schema_of(root / path), *said, *written]:
        for name, statement in _created(text):
            made.setdefault(name.lower(), statement)
    virtual = [name for name, text in made.items() if re.match(r"\s*CREATE\s+VIRTUAL", text, re.IGNORECASE)]
    kept = [text for name, text in made.items() if not any(name.startswith(f"{table}_") for table in virtual)]
    rows = [] if schema_of(root / path) else [s for text in written for s in statements(text) if _INSERT.match(s)]
    return (*_ordered(kept), *rows) if made and _names(facts) <= made.keys() else ()


def _is_made_late(facts: Facts) -> bool:
    makers: dict[str, set[int]] = {}
    users: dict[str, set[int]] = {}
    for query in facts.queries:
        for table in query.tables:
            found = makers if query.verb == "CREATE" else users
            found.setdefault(table.lower(), set()).add(_view_at(query.place, facts))
    return any(-1 not in views and users.get(table, set()) - views - {-1} for table, views in makers.items())


def _view_at(place: Place, facts: Facts) -> int:
    """The index of the view that a place lies in, -1 for none."""
    inside = (
        number
        for number, view in enumerate(facts.views)
        if view.place.file == place.file and view.place.line <= place.line <= view.end_line
    )
    return next(inside, -1)


def _names(facts: Facts) -> set[str]:
    """Tables that queries read or write."""
    spoken = (
        table.lower() for query in facts.queries if query.verb not in ("CREATE", "DROP") for table in query.tables
    )
    made_here = {
        name.lower()
        for query in facts.queries
        for name in re.findall(r"\bWITH\s+(?:RECURSIVE\s+)?(\w+)", query.sql, re.I)
    }
    return {table for table in spoken if not _OWN.match(table) and not table.startswith("{")} - made_here


def _created(text: str) -> Iterator[tuple[str, str]]:
    for statement in statements(text):
        found = _CREATE.match(statement)
        if found:
            head = statement[found.start("kind") : found.end("kind")]
            rest = statement[found.end("there") if found["there"] else found.end("kind") :].lstrip()
            yield found["name"], f"CREATE {head} IF NOT EXISTS {rest}"


def _ordered(texts: Iterable[str]) -> list[str]:
    """Tables first: indexes and views stand on them."""
    return sorted(texts, key=lambda text: " TABLE IF" not in text.upper().split("(")[0])


def statements(text: str) -> list[str]:
    """The statements of a script, comments in front of them and shell commands left out."""
    lines = [line for line in text.splitlines() if not re.match(r"\s*(?:--|\.|\\)", line)]
    found, start, depth, quote = [], 0, 0, ""
    text = "\n".join(lines)
    for at, mark in enumerate(text):
        if quote:
            quote = "" if mark == quote else quote
        elif mark in "'\"`":
            quote = mark
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == ";" and depth == 0 and not _is_inside_trigger(text[start:at]):
            found.append(text[start:at])
            start = at + 1
    return [each.strip() for each in [*found, text[start:]] if each.strip()]


def _is_inside_trigger(text: str) -> bool:
    is_trigger = re.match(r"\s*CREATE\s+(?:TEMP\w*\s+)?TRIGGER\b", text, re.IGNORECASE)
    return bool(is_trigger) and not re.search(r"\bEND\s*$", text, re.IGNORECASE)
