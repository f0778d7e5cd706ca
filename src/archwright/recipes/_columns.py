"""Old `Column(...)` attributes of a model as typed `mapped_column(...)`."""

import re

import libcst as cst

from archwright.port.code import code_of, dotted, keyword, only, root_name
from archwright.port.rewrite import Scope
from archwright.port.source import External

TYPES = {
    "BigInteger": "int", "Boolean": "bool", "Date": "date", "DateTime": "datetime", "Float": "float", "Integer": "int",
    "LargeBinary": "bytes", "Numeric": "Decimal", "SmallInteger": "int", "String": "str", "Text": "str", "Time": "time",
    "Unicode": "str", "UnicodeText": "str", "VARCHAR": "str", "TIMESTAMP": "datetime", "DECIMAL": "Decimal",
    "INTEGER": "int", "TEXT": "str", "BLOB": "bytes",
}  # fmt: skip
HOMES = {"date": "datetime", "datetime": "datetime", "time": "datetime", "Decimal": "decimal", "Any": "typing"}


def snake(name: str) -> str:
    """The table name Flask-SQLAlchemy gives a class (its own rule: `camel_to_snake_case`)."""
    name = re.sub(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))", r"_\1", name)
    return name.lower().lstrip("_")


def typed_column(line: cst.CSTNode, scope: Scope, taken: frozenset[str] = frozenset()) -> cst.CSTNode:
    """`id = Column(Integer, primary_key=True)` becomes `id: Mapped[int] = mapped_column(Integer, primary_key=True)`.

    `taken`: names of the class's own, which hide types of that name.
    """
    small = only(line)
    if not isinstance(small, cst.Assign) or len(small.targets) != 1 or not isinstance(small.value, cst.Call):
        return line
    name, call = small.targets[0].target, small.value
    if not isinstance(name, cst.Name) or dotted(call.func) != "Column":
        return line
    annotation = _annotation(call, scope, taken)
    scope.need("sqlalchemy.orm", "Mapped")
    scope.need("sqlalchemy.orm", "mapped_column")
    made = cst.AnnAssign(
        name,
        cst.Annotation(cst.parse_expression(f"Mapped[{annotation}]")),
        call.with_changes(func=cst.Name("mapped_column")),
    )
    assert isinstance(line, cst.SimpleStatementLine)
    return line.with_changes(body=[made])


def _annotation(call: cst.Call, scope: Scope, taken: frozenset[str]) -> str:
    positional = [arg.value for arg in call.args if arg.keyword is None]
    named = [root_name(value) or code_of(value) for value in positional]
    kind = next((TYPES[name] for name in named if name in TYPES), "Any")
    spelled = _spelled(kind, scope, taken)
    required = _is_true(keyword(call, "primary_key")) or _is_false(keyword(call, "nullable"))
    return spelled if required or kind == "Any" else f"{spelled} | None"


def _spelled(kind: str, scope: Scope, taken: frozenset[str]) -> str:
    """The type as the class may write it: `datetime.datetime` where `datetime` is the module, `date_type` where `date`
    is a column."""
    home = HOMES.get(kind)
    if home is None:
        return kind
    if kind in taken:
        scope.need(home, kind, f"{kind}_type")
        return f"{kind}_type"
    origin = scope.source.origin(scope.module, kind)
    if isinstance(origin, External) and str(origin) == home:
        return f"{kind}.{kind}"
    scope.need(home, kind)
    return kind


def _is_true(node: cst.BaseExpression | None) -> bool:
    return node is not None and code_of(node) == "True"


def _is_false(node: cst.BaseExpression | None) -> bool:
    return node is not None and code_of(node) == "False"
