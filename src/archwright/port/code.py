"""Small questions about libcst nodes, and small nodes made from text."""

import libcst as cst

_EMPTY = cst.Module([])


def code_of(node: cst.CSTNode) -> str:
    """The source text of a node, comments and inner formatting kept."""
    return _EMPTY.code_for_node(node)


def dotted(node: cst.CSTNode) -> str:
    """`a.b.c` for a plain chain of names, "" for anything else."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr.value}" if head else ""
    return ""


def statement(text: str) -> cst.BaseStatement:
    """The first statement of `text`."""
    node = cst.parse_module(text).body[0]
    assert isinstance(node, cst.BaseStatement)
    return node


def only(node: cst.CSTNode) -> cst.BaseSmallStatement | None:
    """The one small statement of a line, None for compound statements and for lines with several."""
    if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1:
        return node.body[0]
    return None


def called(node: cst.CSTNode) -> cst.Call | None:
    """The call that a statement consists of, assigned or bare."""
    small = only(node)
    value = small.value if isinstance(small, cst.Expr | cst.Assign | cst.AnnAssign) else None
    return value if isinstance(value, cst.Call) else None


def target(node: cst.CSTNode) -> str:
    """The one plain name (or dotted place) that a statement assigns, "" otherwise."""
    small = only(node)
    if isinstance(small, cst.Assign) and len(small.targets) == 1:
        return dotted(small.targets[0].target)
    if isinstance(small, cst.AnnAssign):
        return dotted(small.target)
    return ""


def keyword(call: cst.Call, name: str) -> cst.BaseExpression | None:
    """The value of a keyword argument, None when it is not given."""
    return next((a.value for a in call.args if a.keyword and a.keyword.value == name), None)


def text_of(node: cst.BaseExpression | None) -> str | None:
    """The value of a plain string literal, None for anything else."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def decorators(node: cst.CSTNode) -> tuple[cst.Decorator, ...]:
    """The decorators of a function or class, () for other statements."""
    return tuple(node.decorators) if isinstance(node, cst.FunctionDef | cst.ClassDef) else ()


def decorator_name(decorator: cst.Decorator) -> str:
    """`a.b` of `@a.b(...)` or `@a.b`."""
    inner = decorator.decorator
    return dotted(inner.func if isinstance(inner, cst.Call) else inner)


def root_name(node: cst.CSTNode) -> str:
    """The name that a chain of attributes, calls and subscripts begins with, "" for none."""
    while isinstance(node, cst.Attribute | cst.Call | cst.Subscript):
        node = node.func if isinstance(node, cst.Call) else node.value
    return node.value if isinstance(node, cst.Name) else ""


def returns_of(node: cst.FunctionDef) -> list[cst.Return]:
    """The `return` statements of a function itself, not of those inside it."""
    found: list[cst.Return] = []

    class Returns(cst.CSTVisitor):
        def visit_FunctionDef(self, inner: cst.FunctionDef) -> bool:  # noqa: N802
            return inner is node

        def visit_Lambda(self, inner: cst.Lambda) -> bool:  # noqa: ARG002, N802
            return False

        def visit_Return(self, inner: cst.Return) -> None:  # noqa: N802
            found.append(inner)

    node.visit(Returns())
    return found
