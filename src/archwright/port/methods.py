"""A view that answers several methods, as one function a method: tests of `request.method` are decided beforehand."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import libcst as cst

from archwright.model.facts import Route
from archwright.port.code import code_of, text_of
from archwright.port.routes import VERBS

IsMethod = Callable[[cst.BaseExpression], bool]
Taken = list[tuple[cst.FunctionDef, list[Route]]]
Statements = cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel


def by_method(node: cst.FunctionDef, routes: Sequence[Route], is_method: IsMethod) -> Taken:
    """(function, its routes) for each method; the view as it is when it never asks for its method or has but one.

    `is_method` recognises `request.method`.
    """
    methods = [m for m in ("GET", "POST", "PUT", "PATCH", "DELETE") if any(m in route.methods for route in routes)]
    declared = {m for route in routes for m in route.methods if m in VERBS}
    if len(methods) < 2 or declared != set(methods) or not _asks(node, is_method):
        return [(node, list(routes))]
    return _with_head({method: _for_method(node, method, is_method) for method in methods}, node, routes, is_method)


def _with_head(
    functions: dict[str, cst.FunctionDef], node: cst.FunctionDef, routes: Sequence[Route], is_method: IsMethod
) -> Taken:
    """A HEAD request takes the branch that its own name leads to, which need not be GET's."""
    taken = {method: [method] for method in functions}
    if "GET" in functions:
        head = _for_method(node, "HEAD", is_method)
        same = next((m for m, f in functions.items() if code_of(f.body) == code_of(head.body)), "HEAD")
        functions.setdefault(same, head)
        taken.setdefault(same, [])
        taken[same] += ["HEAD"] if same != "GET" else []
    return [(function, _routes(routes, method, taken[method])) for method, function in functions.items()]


def _routes(routes: Sequence[Route], method: str, methods: Sequence[str]) -> list[Route]:
    asked = "GET" if method == "HEAD" else method
    return [replace(route, methods=tuple(methods)) for route in routes if asked in route.methods]


def _asks(node: cst.FunctionDef, is_method: IsMethod) -> bool:
    found = False

    class Finder(cst.CSTVisitor):
        def visit_Attribute(self, inner: cst.Attribute) -> None:  # noqa: N802
            nonlocal found
            found = found or is_method(inner)

    node.visit(Finder())
    return found


def _for_method(node: cst.FunctionDef, method: str, is_method: IsMethod) -> cst.FunctionDef:
    decided = node.visit(_Decide(method, is_method))
    assert isinstance(decided, cst.FunctionDef)
    name = node.name.value if method == "GET" else f"{method.lower()}_{node.name.value}"
    return decided.with_changes(name=cst.Name(name))


class _Decide(cst.CSTTransformer):
    """Keeps the branch that a method takes."""

    def __init__(self, method: str, is_method: IsMethod) -> None:
        super().__init__()
        self._method = method
        self._is_method = is_method
        self._branches: set[cst.If] = set()

    def visit_If(self, node: cst.If) -> None:  # noqa: N802
        if isinstance(node.orelse, cst.If):
            self._branches.add(node.orelse)

    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> Statements:  # noqa: N802
        if original_node in self._branches:
            return updated_node
        made = self._chain(updated_node)
        if isinstance(made, cst.If):
            return made
        return cst.RemoveFromParent() if made is None else _flat(made.body, updated_node.leading_lines)

    def _chain(self, node: cst.If | cst.Else | None) -> cst.If | cst.Else | None:
        """An if with its decided branches left out; the one branch that is certain comes back as an else."""
        if not isinstance(node, cst.If):
            return node
        test = self._value(node.test)
        if isinstance(test, bool):
            return cst.Else(node.body) if test else self._chain(node.orelse)
        rest = self._chain(node.orelse)
        return node.with_changes(test=test, orelse=rest)

    def leave_IndentedBlock(  # noqa: N802
        self,
        original_node: cst.IndentedBlock,  # noqa: ARG002
        updated_node: cst.IndentedBlock,
    ) -> cst.IndentedBlock:
        """What stands behind a return that is now certain is never reached."""
        kept: list[cst.BaseStatement] = []
        for statement in updated_node.body:
            kept.append(statement)
            if isinstance(statement, cst.SimpleStatementLine) and isinstance(
                statement.body[-1], cst.Return | cst.Raise
            ):
                break
        return updated_node.with_changes(body=kept)

    def _value(self, test: cst.BaseExpression) -> bool | cst.BaseExpression:
        """True, False, or the test that remains to be made."""
        if isinstance(test, cst.Comparison) and len(test.comparisons) == 1 and self._is_method(test.left):
            return self._compared(test)
        if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
            inner = self._value(test.expression)
            return test if isinstance(inner, cst.BaseExpression) else not inner
        if isinstance(test, cst.BooleanOperation):
            return self._joined(test)
        return test

    def _compared(self, test: cst.Comparison) -> bool | cst.BaseExpression:
        operator, right = test.comparisons[0].operator, test.comparisons[0].comparator
        values = [e.value for e in right.elements] if isinstance(right, cst.Tuple | cst.List | cst.Set) else [right]
        texts = [text_of(value) for value in values]
        if None in texts or not isinstance(operator, cst.Equal | cst.NotEqual | cst.In | cst.NotIn):
            return test
        return (self._method in texts) == isinstance(operator, cst.Equal | cst.In)

    def _joined(self, test: cst.BooleanOperation) -> bool | cst.BaseExpression:
        left, right = self._value(test.left), self._value(test.right)
        neutral = isinstance(test.operator, cst.And)
        if isinstance(left, bool):
            return right if left is neutral else left
        if isinstance(right, bool) and right is neutral:
            return left
        return test


def _flat(body: cst.BaseSuite, leading: Sequence[cst.EmptyLine]) -> Statements:
    if not isinstance(body, cst.IndentedBlock):
        return cst.SimpleStatementLine(list(body.body), leading_lines=list(leading))  # type: ignore[arg-type]
    statements = list(body.body)
    comments = [line for line in leading if line.comment]
    if statements and comments and hasattr(statements[0], "leading_lines"):
        statements[0] = statements[0].with_changes(leading_lines=[*comments, *statements[0].leading_lines])
    return cst.FlattenSentinel(statements)
