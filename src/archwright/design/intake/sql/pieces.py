"""A CREATE TABLE that cannot be read as a whole is read column by column: a strange line costs only itself."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from archwright.design.intake.ledger import Ledger

_PLAIN = re.compile(r"\s*([`\"\[]?\w+[`\"\]]?)\s+(\w+(?:\s*\([\d\s,]*\))?)")


def piecewise(text: str, begin: int, line: int, parse: Callable[[str], Any], ledger: Ledger) -> Any:
    """The tree of the table with the parts that can be read; None when there is none."""
    head, parts = text[:begin], []
    for at, part in _parts(text, begin):
        here = line + text.count("\n", 0, at) + part[: len(part) - len(part.lstrip())].count("\n")
        if parse(f"{head}{part})") is not None:
            parts.append(part)
            continue
        plain = _PLAIN.match(part)
        if plain and parse(f"{head}{plain[0]})") is not None:
            parts.append(plain[0] + (" NOT NULL" if "NOT NULL" in part.upper() else ""))
        ledger.tell(here, " ".join(part.split())[:80], "only the name and type of this column can be read"
                    if plain else "this part of the table cannot be read")  # fmt: skip
    return parse(head + ",".join(parts) + ")") if parts else None


def _parts(text: str, begin: int) -> Iterator[tuple[int, str]]:
    """What stands between the commas of the outer brackets."""
    depth, start = 0, begin
    for token in re.finditer(r"'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`|--[^\n]*|[(),]", text[begin:]):
        mark, at = token.group(), begin + token.start()
        if mark == "(":
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
        elif mark == ")" or (mark == "," and not depth):
            yield start, text[start:at]
            start = at + 1
            if mark == ")":
                return
