"""One line of a class of a table -> a column."""

import ast
from decimal import Decimal

from archwright.kit.syntax import argument, dotted, keyword
from archwright.model.drift import WrittenColumn
from archwright.model.schema import Column, ColumnKind, ColumnType, ForeignKey

_KINDS: dict[str, ColumnKind] = {
    "String": "str", "Text": "text", "Integer": "int", "BigInteger": "bigint", "Float": "float", "Numeric": "decimal",
    "Boolean": "bool", "Date": "date", "DateTime": "datetime", "UTCDateTime": "datetime", "Time": "time",
    "Uuid": "uuid", "JSON": "json", "LargeBinary": "bytes",
}  # fmt: skip
_PYTHON: dict[str, ColumnKind] = {
    "str": "text", "int": "int", "float": "float", "bool": "bool", "Decimal": "decimal", "dt.date": "date",
    "dt.datetime": "datetime", "dt.time": "time", "UUID": "uuid", "date": "date", "datetime": "datetime",
}  # fmt: skip
_DELETES = {"CASCADE": "cascade", "SET NULL": "set null"}
_MOMENTS = {"utc_now"}


def column_of(node: ast.AnnAssign) -> WrittenColumn | None:
    """The column of `name: Mapped[...] = mapped_column(...)`, or of SQLModel's form; None for any other line."""
    if not isinstance(node.target, ast.Name) or node.target.id.startswith("_"):
        return None
    annotation = node.annotation
    if isinstance(annotation, ast.Subscript) and dotted(annotation.value) == "Mapped":
        annotation = annotation.slice
    elif not isinstance(node.value, ast.Call):
        return None
    python, optional = _plain(annotation)
    call = _call(node.value)
    if call is None and node.value is not None:
        return None
    return _column(node.target.id, python, call or ast.Call(ast.Name("mapped_column"), [], []), optional=optional)


def _column(name: str, python: str, call: ast.Call, *, optional: bool) -> WrittenColumn:
    kind = _type(call, python)
    reference = _reference(name, call)
    default, expression, trouble = _default(call)
    said = keyword(call, "nullable")
    if isinstance(said, ast.Constant):
        optional = bool(said.value)
    if kind is None:
        trouble = f"its type is `{python or 'not said'}`"
        kind = ColumnType("uuid" if reference else "text")
    primary = keyword(call, "primary_key") is not None
    column = Column(name, kind, optional, primary, default=default, expression=expression)
    return WrittenColumn(column, reference, trouble)


def _call(value: ast.expr | None) -> ast.Call | None:
    if not isinstance(value, ast.Call):
        return None
    name = dotted(value.func).rpartition(".")[2]
    if name == "mapped_column":
        return value
    inner = keyword(value, "sa_column") if name == "Field" else None
    return inner if isinstance(inner, ast.Call) else None


def _plain(annotation: ast.expr) -> tuple[str, bool]:
    """The type without `| None`, and whether that was there."""
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        sides = [annotation.left, annotation.right]
        rest = [side for side in sides if not (isinstance(side, ast.Constant) and side.value is None)]
        return ast.unparse(rest[0]), len(rest) < len(sides)
    if isinstance(annotation, ast.Subscript) and dotted(annotation.value).endswith("Optional"):
        return ast.unparse(annotation.slice), True
    return ast.unparse(annotation), False


def _type(call: ast.Call, python: str) -> ColumnType | None:
    for node in call.args:
        named = node.func if isinstance(node, ast.Call) else node
        kind = _KINDS.get(dotted(named).rpartition(".")[2])
        if kind is None:
            continue
        numbers = [_number(argument(node, at)) for at in range(2)] if isinstance(node, ast.Call) else [0, 0]
        if kind == "decimal":
            return ColumnType(kind, precision=numbers[0], scale=numbers[1])
        return ColumnType("text" if kind == "str" and not numbers[0] else kind, length=numbers[0] * (kind == "str"))
    if any(isinstance(node, ast.Call) and dotted(node.func).endswith("ForeignKey") for node in call.args):
        return ColumnType(_PYTHON.get(python, "uuid") if python != "int" else "bigint")
    if python.startswith("dict["):
        return ColumnType("json")
    found = _PYTHON.get(python)
    return ColumnType(found) if found else None


def _number(node: ast.expr | None) -> int:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int) else 0


def _reference(name: str, call: ast.Call) -> ForeignKey | None:
    for node in call.args:
        if not (isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "ForeignKey" and node.args):
            continue
        target = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
        table, _, column = str(target).partition(".")
        deletes = keyword(node, "ondelete")
        word = str(deletes.value).upper() if isinstance(deletes, ast.Constant) else ""
        return ForeignKey("", name, table, _DELETES.get(word, "restrict"), column or "id")  # type: ignore[arg-type]
    return None


def _default(call: ast.Call) -> tuple[str | int | float | bool | None, str, str]:
    """The literal, the expression, and what cannot be said of it."""
    node = keyword(call, "default")
    if node is None:
        server = keyword(call, "server_default")
        return None, "", "" if server is None or keyword(call, "onupdate") else "its default is of the database only"
    if isinstance(node, ast.Constant):
        return (node.value, "", "") if isinstance(node.value, str | int | float | bool | None) else (None, "", "")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return ast.literal_eval(node), "", ""
    if isinstance(node, ast.Call) and dotted(node.func) == "Decimal" and node.args:
        return str(Decimal(str(ast.literal_eval(node.args[0])))), "", ""
    named = dotted(node)
    if named in _MOMENTS:
        return None, "CURRENT_TIMESTAMP", ""
    return (None, "", "") if named == "uuid7" else (None, "", f"its default is `{ast.unparse(node)[:40]}`")
