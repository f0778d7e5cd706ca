"""`Column(...)` and `mapped_column(...)` to fields."""

import ast

from archwright.kit.syntax import dotted, keyword, literal, source, text
from archwright.model.facts import Field
from archwright.study.module import Module

_COLUMNS = ("Column", "mapped_column", "deferred", "column_property")
_NOT_TYPES = ("ForeignKey", "Sequence", "Identity", "Computed", "CheckConstraint", "UniqueConstraint")
_MAPPED = ("Mapped", "WriteOnlyMapped", "DynamicMapped")


def is_column(node: ast.AST | None) -> bool:
    """Whether an expression makes a column."""
    return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in _COLUMNS


def mapped_type(annotation: ast.expr | None) -> str:
    """The type inside `Mapped[...]`; "" when the annotation is another one."""
    if isinstance(annotation, ast.Subscript) and dotted(annotation.value).rpartition(".")[2] in _MAPPED:
        return text(annotation.slice) or source(annotation.slice)
    return ""


def column(module: Module, name: str, item: ast.stmt, value: ast.expr | None, annotation: ast.expr | None) -> Field:
    """One column, whether from its call, its annotation, or both."""
    call = value if isinstance(value, ast.Call) else ast.Call(ast.Name("Column"), [], [])
    if dotted(call.func).endswith("deferred") and call.args and isinstance(call.args[0], ast.Call):
        call = call.args[0]
    positional = list(call.args)
    if positional and (written := text(positional[0], module.constants)) is not None:
        name = name or written
        positional = positional[1:]
    annotated = mapped_type(annotation)
    primary = _flag(module, call, "primary_key", default=False)
    default = keyword(call, "default") or keyword(call, "server_default") or keyword(call, "default_factory")
    optional = not annotated or "Optional[" in annotated or "None" in annotated
    return Field(
        name,
        _type(positional, call) or annotated,
        module.place(value if value is not None and hasattr(value, "lineno") else item),
        nullable=_flag(module, call, "nullable", default=optional and not primary),
        primary_key=primary,
        unique=_flag(module, call, "unique", default=False),
        index=_flag(module, call, "index", default=False),
        default=source(default) if default is not None else None,
        foreign_key=_foreign_key(module, call),
    )


def _type(positional: list[ast.expr], call: ast.Call) -> str:
    for node in [*positional, keyword(call, "type_")]:
        if node is not None and dotted(_callee(node)).rpartition(".")[2] not in _NOT_TYPES:
            return _without_module(node)
    return ""


def _callee(node: ast.expr) -> ast.expr:
    return node.func if isinstance(node, ast.Call) else node


def _without_module(node: ast.expr) -> str:
    """`db.String(80)` -> "String(80)"."""
    name = dotted(_callee(node))
    return source(node).removeprefix(name.rpartition(".")[0] + ".") if "." in name else source(node)


def _foreign_key(module: Module, call: ast.Call) -> str:
    for node in call.args:
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "ForeignKey" and node.args:
            return text(node.args[0], module.constants) or source(node.args[0])
    return ""


def _flag(module: Module, call: ast.Call, name: str, *, default: bool) -> bool:
    given = keyword(call, name)
    return default if given is None else bool(literal(given, module.constants))
