"""How calls and values are written in a revision."""

import re
from collections.abc import Iterable, Sequence

WIDTH = 120
_CLAUSE = re.compile(r"(?<= )(?=(?:SELECT|FROM|WHERE|AND NOT|SET|GROUP BY|USING|OR) )")
_CALL = re.compile(r"\*?[\w.]+\(")


def call(name: str, arguments: Sequence[str], indent: int = 4, tail: str = "") -> str:
    """`name(arguments)`, on one line when it fits, as a formatter would write it."""
    space = " " * indent
    line = f"{space}{name}({', '.join(arguments)}){tail}"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    inner = " " * (indent + 4)
    flat = f"{inner}{', '.join(arguments)}"
    if len(arguments) == 1 and len(flat) > WIDTH and "\n" not in flat:
        return f"{space}{name}(\n{inner}{_deeper(arguments[0], indent + 4)}\n{space}){tail}"
    if (
        (len(flat) <= WIDTH or len(arguments) == 1)
        and "\n" not in flat
        and not name.endswith(("create_table", "Table"))
    ):
        return f"{space}{name}(\n{flat}\n{space}){tail}"
    body = "".join(f"{inner}{_deeper(argument, indent + 4)},\n" for argument in arguments)
    return f"{space}{name}(\n{body}{space}){tail}"


def said(name: str, statement: str) -> str:
    """A call with one text that goes over several lines where a part of the statement begins."""
    line = call(name, [text(statement)])
    if max(len(part) for part in line.split("\n")) <= WIDTH:
        return line
    return f"    {name}(\n        {broken(statement)}\n    )"


def broken(statement: str, indent: int = 8) -> str:
    """A text over several lines."""
    return ("\n" + " " * indent).join(text(part) for part in _CLAUSE.split(statement))


def text(value: str) -> str:
    """A string in double quotes."""
    if '"' in value and "'" not in value:
        return repr(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def texts(values: Iterable[str]) -> str:
    """A list of strings."""
    return f"[{', '.join(text(value) for value in values)}]"


def sql(expression: str) -> str:
    """An expression as an argument: a colon would begin a parameter."""
    return text(expression.replace(":", "\\:"))


def _deeper(argument: str, indent: int) -> str:
    if len(argument) + indent + 1 <= WIDTH or "\n" in argument or not _CALL.match(argument):
        return argument
    name, _, rest = argument.partition("(")
    return call(name, split(rest[:-1]), indent, tail=",").strip().removesuffix(",")


def split(arguments: str) -> list[str]:
    """The arguments of a call that was written on one line."""
    found, depth, quote, start = [], 0, "", 0
    for place, sign in enumerate(arguments):
        if quote:
            quote = "" if sign == quote and arguments[place - 1] != "\\" else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "," and not depth:
            found.append(arguments[start:place].strip())
            start = place + 1
    return [*found, arguments[start:].strip()]
