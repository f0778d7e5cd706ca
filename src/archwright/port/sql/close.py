"""Closes the SQL of one function: values are bound where it runs; what cannot be bound holds the function back."""

import re
from collections.abc import Sequence

import libcst as cst

from archwright.port.code import code_of, only, text_of
from archwright.port.rewrite import Scope, Unmovable
from archwright.port.source import Own
from archwright.port.sql.bind import Bound, bind
from archwright.port.sql.carriers import with_parameters
from archwright.port.sql.choices import Chooser
from archwright.port.sql.kinds import Kind, kind_of
from archwright.port.sql.locals import Locals, locals_of
from archwright.port.sql.pieces import Piece, has_holes, pattern, pieces_of
from archwright.port.sql.runs import Run, run_of
from archwright.port.sql.scan import Marked, Scanner, Token, UnbindableError
from archwright.port.sql.texts import Text, adds, texts_of

NAME = "sql-injection-closed"
UNBLOCKS = "bound values, or names from a list in the code"
_SQL = re.compile(
    r"\s*(?:SELECT\b.*\bFROM\b|(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?INTO\b|UPDATE\s+\S+\s+SET\b|DELETE\s+FROM\b"
    r"|(?:CREATE|DROP|ALTER)\s+TABLE\b|PRAGMA\s+\w|WITH\b.*\bSELECT\b)",
    re.IGNORECASE | re.DOTALL,
)
_SPOKEN = frozenset(
    {"print", "flash", "debug", "info", "warning", "error", "exception", "critical", "log", "abort", "jsonify"}
)


def close_function(node: cst.FunctionDef, scope: Scope) -> cst.FunctionDef | None:
    """The function with its SQL bound; None when nothing changes. Raises Unmovable."""
    carrier = None if scope.keeps_behaviour else with_parameters(node, scope)
    return _closed(carrier or node, scope) or carrier  # type: ignore[return-value]


def close_statement(node: cst.SimpleStatementLine, scope: Scope) -> cst.SimpleStatementLine | None:
    """The same for a line of a module."""
    return _closed(node, scope)  # type: ignore[return-value]


def _closed(node: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    if not any(
        word in code_of(node).lower()
        for word in ("select", "insert", "update", "delete", "replace", "drop", "create", "pragma")
    ):
        return None
    if scope.keeps_behaviour:
        _tell(node, scope)
        return None
    try:
        closing = Closing(node, scope)
        done = node.visit(closing)
        _refuse(done, closing)  # type: ignore[arg-type]
    except UnbindableError as why:
        raise Unmovable(f"SQL text depends on `{_short(str(why))}`", UNBLOCKS) from None
    return done if closing.changed else None  # type: ignore[return-value]


class Closing(cst.CSTTransformer):
    """Binds values at the calls that run SQL, and at the lines that build its text under a name."""

    def __init__(self, node: cst.CSTNode, scope: Scope) -> None:
        super().__init__()
        self.scope = scope
        self.locals: Locals = locals_of(node)
        self.chooser = Chooser(node, self.locals.values, self.locals.types, self._constant)
        self.texts: dict[str, Text] = texts_of(node, self.locals, scope, self.start, self.tokens)
        self.changed = False

    def start(self) -> Scanner:
        """A scanner at the beginning of a statement."""
        return Scanner(self.chooser.choose)

    def tokens(self, pieces: Sequence[Piece], scanner: Scanner | None = None) -> list[Token]:
        """The pieces as tokens, after what the scanner has seen. Raises UnbindableError."""
        scanner = scanner or self.start()
        seen = len(scanner.tokens)
        scanner.feed(list(pieces))
        if scanner.is_open:
            raise UnbindableError("a text that is put together over several lines")
        return scanner.tokens[seen:]

    def kind_of(self, node: cst.BaseExpression) -> Kind:
        """What is known of a value."""
        return kind_of(node, self.locals.values, self.locals.types)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802
        return node is self.locals.node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:  # noqa: ARG002, N802
        run = run_of(updated_node, self.scope)
        if run is None:
            return updated_node
        if isinstance(run.text, cst.Name) and run.text.value in self.texts:
            return self._with_named(run, self.texts[run.text.value])
        pieces = pieces_of(run.text, _no_name)
        if pieces is None or not has_holes(pieces):
            return updated_node
        tokens = self.tokens(pieces)
        if not any(isinstance(token, Marked) for token in tokens):
            return (
                run.with_text(bind(tokens, run.style, self.kind_of, run.given).text)
                if _is_plain(tokens)
                else updated_node
            )
        bound = bind(tokens, run.style, self.kind_of, run.given)
        self._improve(run.text, f"{bound.text}, {bound.parameters(run.style)}")
        return run.with_bound(bound)

    def _with_named(self, run: Run, text: Text) -> cst.Call:
        if run.given is not None:
            raise UnbindableError("values that are bound already")
        self.changed = True
        return run.passing(run.call, text.passed(run.style, self.kind_of), text.inline(self.kind_of))

    def leave_SimpleStatementLine(  # noqa: N802
        self,
        original_node: cst.SimpleStatementLine,  # noqa: ARG002
        updated_node: cst.SimpleStatementLine,
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        name, value = built(updated_node)
        text = self.texts.get(name)
        if text is None or value is None:
            return updated_node
        bound = bind(text.tokens[code_of(updated_node).strip()], text.style, self.kind_of)
        self.changed = True
        if bound.values:
            self._improve(value, f"{bound.text} with {bound.parameters(text.style)}")
        small = only(updated_node)
        is_more = adds(text.name, updated_node)
        line = updated_node.with_changes(body=[_with_value(small, bound, text, is_more=is_more)])
        more = text.line(bound, is_more=is_more)
        return cst.FlattenSentinel([line, cst.parse_statement(more)]) if more else line

    def _improve(self, before: cst.CSTNode, after: str) -> None:
        self.changed = True
        self.scope.improve(NAME, code_of(before), after)

    def _constant(self, name: str) -> cst.BaseExpression | None:
        own = self.scope.source.origin(self.scope.module, name)
        binder = self.scope.source.modules[own.module].binder(own.name) if isinstance(own, Own) and own.name else None
        small = only(binder.node) if binder else None
        return small.value if isinstance(small, cst.Assign) else None


def built(node: cst.BaseStatement) -> tuple[str, cst.BaseExpression | None]:
    """(name, text) of `name = text` or `name += text`."""
    small = only(node)
    if isinstance(small, cst.Assign) and len(small.targets) == 1:
        return code_of(small.targets[0].target), small.value
    return (code_of(small.target), small.value) if isinstance(small, cst.AugAssign) else ("", None)


def _with_value(small: object, bound: Bound, text: Text, *, is_more: bool) -> cst.BaseSmallStatement:
    assert isinstance(small, cst.Assign | cst.AugAssign)
    made = cst.parse_expression(bound.text)
    if text.wrapped and isinstance(small.value, cst.Call):
        made = small.value.with_changes(args=[small.value.args[0].with_changes(value=made)])
    if isinstance(small, cst.Assign) and is_more:
        made = cst.BinaryOperation(cst.Name(text.name), cst.Add(), made)
    return small.with_changes(value=made)


def _is_plain(tokens: Sequence[Token]) -> bool:
    return all(isinstance(token, str) for token in tokens)


def _no_name(_: str) -> None:
    return None


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) < 60 else line[:57] + "..."


def _refuse(node: cst.CSTNode, closing: Closing) -> None:
    """SQL that is still put together from values."""
    finder = _Built()
    node.visit(finder)
    for found, pieces in finder.found:
        tokens = closing.tokens(pieces)
        if any(isinstance(token, Marked) for token in tokens):
            raise UnbindableError(code_of(found))


def _tell(node: cst.CSTNode, scope: Scope) -> None:
    """Under --keep-behaviour every such place is named."""
    finder = _Built()
    node.visit(finder)
    for found, _ in finder.found:
        scope.leave_gap("SQL injection", "SQL text is put together from values; kept as it is", code_of(found))


class _Built(cst.CSTVisitor):
    """Expressions that build SQL, the outermost of each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[cst.BaseExpression, list[Piece]]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Raise) or (isinstance(node, cst.Call) and _is_spoken(node)):
            return False
        if isinstance(node, cst.FormattedString | cst.ConcatenatedString | cst.BinaryOperation | cst.Call):
            pieces = pieces_of(node, _no_name)
            if pieces and has_holes(pieces):
                if _SQL.match(pattern(pieces)):
                    self.found.append((node, pieces))
                return False
        return True


def _is_spoken(node: cst.Call) -> bool:
    return code_of(node.func).rpartition(".")[2] in _SPOKEN and text_of(node.func) is None
