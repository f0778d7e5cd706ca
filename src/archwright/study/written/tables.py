"""A class of a table -> columns, keys and rules."""

import ast
from collections.abc import Iterator

from archwright.kit.syntax import dotted, keyword
from archwright.study.written.columns import column_of
from archwright.study.written.facts import Fact, assigned, classes, parsed


def table_facts(text: str, table: str) -> Iterator[Fact]:
    """What a file says of a table; nothing when it does not have it."""
    module = parsed(text)
    for node in classes(module) if module else ():
        named = dict(assigned(node.body)).get("__tablename__")
        if isinstance(named, ast.Constant) and named.value == table:
            yield from _members(node)


def _members(node: ast.ClassDef) -> Iterator[Fact]:
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign):
            yield from _column(statement)
    arguments = dict(assigned(node.body)).get("__table_args__")
    for each in arguments.elts if isinstance(arguments, ast.Tuple | ast.List) else []:
        if isinstance(each, ast.Call):
            yield from _argument(each)


def _column(statement: ast.AnnAssign) -> Iterator[Fact]:
    found = column_of(statement)
    if found is None:
        return
    name = found.column.name
    yield Fact("column", (name,), found, statement.lineno)
    for topic in ("unique", "index"):
        said = keyword(statement.value, topic) if isinstance(statement.value, ast.Call) else None
        if isinstance(said, ast.Constant) and said.value is True:
            yield Fact(topic, (name,), True, statement.lineno)


def _argument(call: ast.Call) -> Iterator[Fact]:
    names = tuple(str(each.value) for each in call.args if isinstance(each, ast.Constant))
    match dotted(call.func).rpartition(".")[2]:
        case "UniqueConstraint":
            yield Fact("unique", names, True, call.lineno)
        case "CheckConstraint":
            yield Fact("check", names[:1], True, call.lineno)
        case "Index" if keyword(call, "unique") is not None:
            yield Fact("unique", names[1:], True, call.lineno)
        case "Index":
            yield Fact("index", _indexed(names[1:]), True, call.lineno)


def _indexed(names: tuple[str, ...]) -> tuple[str, ...]:
    """An index that ends with the id is one for pages of what stands before it."""
    return names[:-1] if len(names) > 1 and names[-1] == "id" else names
