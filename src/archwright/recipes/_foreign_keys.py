"""Foreign keys whose type is not that of the column they point at: SQLite takes them, other databases do not."""

import libcst as cst

from archwright.port.code import called, code_of, dotted, only, target, text_of
from archwright.port.rewrite import Scope
from archwright.port.source import Source
from archwright.recipes._columns import TYPES, snake

NAME = "foreign-key-type"


def with_type_of_target(line: cst.CSTNode, scope: Scope) -> cst.CSTNode:
    """`Column(Integer, ForeignKey("place.name"))` with the type of `place.name`, when that is another one."""
    call = called(line)
    if scope.keeps_behaviour or call is None or dotted(call.func) != "Column":
        return line
    own = next((arg.value for arg in call.args if arg.keyword is None and _kind(arg.value)), None)
    other = _type_of(_target(call), scope.source)
    if own is None or other is None or TYPES[_kind(own)] == TYPES[_kind(other)]:
        return line
    scope.need("sqlalchemy", _kind(other))
    made = cst.parse_expression(f"{_kind(other)}{code_of(other).removeprefix(dotted(_named(other)))}")
    scope.improve(NAME, code_of(own), f"{code_of(made)}, the type of {_target(call)}")
    return line.deep_replace(own, made)


def _target(call: cst.Call) -> str:
    """ "table.column" of the foreign key among the arguments, "" without one."""
    keys = [arg.value for arg in call.args if isinstance(arg.value, cst.Call)]
    found = [key for key in keys if dotted(key.func).rpartition(".")[2] == "ForeignKey" and key.args]
    return (text_of(found[0].args[0].value) or "") if found else ""


def _type_of(column: str, source: Source) -> cst.BaseExpression | None:
    """The type that the model of a table gives to one of its columns."""
    table, _, name = column.rpartition(".")
    classes = [s.node for s in source if isinstance(s.node, cst.ClassDef) and table_of(s.node) == table]
    lines = [line for node in classes for line in node.body.body if target(line) == name]
    call = called(lines[0]) if lines else None
    return next((arg.value for arg in call.args if arg.keyword is None and _kind(arg.value)), None) if call else None


def table_of(node: cst.ClassDef) -> str:
    """The table of a model: the name it gives itself, or that of Flask-SQLAlchemy."""
    lines = [only(line) for line in node.body.body if target(line) == "__tablename__"]
    named = [text_of(line.value) for line in lines if isinstance(line, cst.Assign)]
    return (named[0] if named else "") or snake(node.name.value)


def _kind(node: cst.BaseExpression) -> str:
    """The name of a type, called or not; "" for what is none."""
    name = dotted(_named(node)).rpartition(".")[2]
    return name if name in TYPES else ""


def _named(node: cst.BaseExpression) -> cst.BaseExpression:
    return node.func if isinstance(node, cst.Call) else node
