"""The text of the first revision."""

import re
from collections.abc import Iterable

from archwright.build.template import render

_CREATED = re.compile(
    r"create\s+(table|index|unique\s+index|view|trigger)\s+(?:if\s+not\s+exists\s+)?[\"'`\[]?(\w+)", re.IGNORECASE
)


def revision(imports: Iterable[str], upgrade: str, downgrade: str) -> str:
    """The module of the first revision; both bodies are indented by four."""
    return render("migrations/0001_initial.py", imports="\n".join(imports), upgrade=upgrade, downgrade=downgrade)


def schema_revision(schema: tuple[str, ...]) -> str:
    """The first revision of a schema that is given as CREATE statements."""
    made = [f"    op.execute({_literal(statement)})" for statement in schema]
    dropped = [f"    op.execute('DROP {kind} IF EXISTS \"{name}\"')" for kind, name in reversed(_created(schema))]
    return revision((), "\n".join(made), "\n".join(dropped) or "    pass")


def table_names(schema: Iterable[str]) -> set[str]:
    """Names of the tables that the statements create."""
    return {name for kind, name in _created(schema) if kind == "TABLE"}


def _created(schema: Iterable[str]) -> list[tuple[str, str]]:
    found = (match for statement in schema for match in _CREATED.finditer(statement))
    return [(match[1].split()[-1].upper(), match[2]) for match in found]


def _literal(statement: str) -> str:
    # A colon before a word would be read as a parameter.
    text = re.sub(r"(?<!:):(?=\w)", r"\\:", _laid_out(statement.strip()))
    if '"""' in text or "\\" in text or "\n" not in text:
        return repr(text)
    return f'"""\n{text}\n"""'


def _laid_out(statement: str) -> str:
    """A CREATE TABLE without spaces at the ends of lines, and a long one with a line for each column."""
    if not re.match(r"create\s+table\b", statement, re.IGNORECASE):
        return statement
    text = re.sub(r"[ \t]+$", "", statement, flags=re.MULTILINE)
    return text if "\n" in text or len(text) < _LONG else _LINE_ENDS.sub(_broken, text)


_LONG = 90
_LINE_ENDS = re.compile(r"'[^']*'|\"[^\"]*\"|\([^()]*\)(?=.*\))|\(|,\s*|\)\s*$")


def _broken(found: re.Match[str]) -> str:
    """A line ends after the first parenthesis and after each comma outside of others."""
    mark = found[0].strip()
    return {"(": "(\n    ", ",": ",\n    ", ")": "\n)"}.get(mark, found[0])
