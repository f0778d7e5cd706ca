"""Writes a text as a string literal that fits a line."""

import re
from itertools import pairwise

WIDTH = 88
_BREAK = re.compile(
    r"\s(?=(?:FROM|WHERE|VALUES|SET|AND|OR|ORDER BY|GROUP BY|LIMIT|INNER JOIN|LEFT JOIN|JOIN|ON)\b)", re.IGNORECASE
)


def literal(text: str) -> str:
    """The source of a string literal: in one piece when it is short, in lines when it has lines of its own."""
    if "\n" in text and '"""' not in text and not text.endswith('"'):
        return '"""' + text.replace("\\", "\\\\") + '"""'
    if len(text) <= WIDTH or "\n" in text:
        return quoted(text)
    return "(\n" + "\n".join(quoted(line) for line in _lines(text)) + "\n)"


def quoted(text: str) -> str:
    """The text between double quotes, or between single ones when it holds double quotes only."""
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    if '"' in text and "'" not in text:
        return f"'{escaped}'"
    return '"' + escaped.replace('"', '\\"') + '"'


def _lines(text: str) -> list[str]:
    """Broken where clauses begin, short ones put together."""
    done: list[str] = []
    for part in _pieces(text):
        if done and len(done[-1]) + len(part) <= WIDTH:
            done[-1] += part
        else:
            done.append(part)
    return done


def _pieces(text: str) -> list[str]:
    cuts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b]
