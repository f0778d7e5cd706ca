"""SQL that is built under a local name before it runs: one line, or several that add to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import libcst as cst

from archwright.port.code import code_of, only
from archwright.port.names import local_names
from archwright.port.rewrite import Scope
from archwright.port.sql.bind import Bound, KindOf, Style, bind
from archwright.port.sql.locals import Locals
from archwright.port.sql.pieces import Hole, Piece, has_holes, pieces_of
from archwright.port.sql.runs import Run, run_of
from archwright.port.sql.scan import Marked, Scanner, Token, UnbindableError

Tokens = Callable[[Sequence[Piece], Scanner | None], list[Token]]
Start = Callable[[], Scanner]


@dataclass
class Text:
    """One name. `tokens` by the code of the line that builds them.

    `parameters` is "" when the values are passed as they are, else the name that they gather under.
    """

    name: str
    style: Style
    wrapped: bool
    grows: bool = False
    parameters: str = ""
    tokens: dict[str, list[Token]] = field(default_factory=dict)

    def inline(self, kind_of: KindOf) -> tuple[str, ...]:
        """The values, when they are passed as they are."""
        return () if self.parameters else self._only(kind_of).values

    def passed(self, style: Style, kind_of: KindOf) -> str:
        """What a call that runs the text passes beside it."""
        return self.parameters or self._only(kind_of).parameters(style)

    def line(self, bound: Bound, *, is_more: bool) -> str:
        """The line that gathers the values of one part; "" for none."""
        if not self.parameters:
            return ""
        if not self.grows:
            return f"{self.parameters} = {bound.parameters(self.style)}\n"
        named = self.style == ":name"
        given = bound.parameters(self.style) if named else f"[{', '.join(bound.values)}]"
        if not is_more:
            return f"{self.parameters} = {given}\n"
        if not bound.values:
            return ""
        verb, what = ("update", given) if named else ("append", bound.values[0])
        return (
            f"{self.parameters}.{verb}({what})\n"
            if named or len(bound.values) == 1
            else f"{self.parameters} += {given}\n"
        )

    def _only(self, kind_of: KindOf) -> Bound:
        return bind(next(iter(self.tokens.values())), self.style, kind_of)


def texts_of(node: cst.CSTNode, names: Locals, scope: Scope, start: Start, tokens: Tokens) -> dict[str, Text]:
    """The names under which SQL with values is built and then run. Raises UnbindableError."""
    finder = _Runs(scope)
    node.visit(finder)
    found: dict[str, Text] = {}
    for run in finder.found:
        if isinstance(run.text, cst.Name) and run.text.value in names.values and run.text.value not in found:
            made = _text(node, run, names, (start, tokens), bool(found))
            if made is not None:
                found[made.name] = made
    return found


def _text(node: cst.CSTNode, run: Run, names: Locals, reading: tuple[Start, Tokens], other: bool) -> Text | None:
    assert isinstance(run.text, cst.Name)
    start, tokens = reading
    name = run.text.value
    lines = _Lines(name)
    node.visit(lines)
    parts = [_parts(name, line) for line in lines.found]
    if not any(pieces and has_holes(pieces) for pieces, _, _ in parts):
        return None
    if any(pieces is None for pieces, _, _ in parts) or len(parts) != names.stores.get(name):
        raise UnbindableError(name)
    made = Text(name, ":name" if run.wrapped or any(w for _, _, w in parts) else run.style, any(w for _, _, w in parts))
    scanner: Scanner | None = None
    for line, (pieces, more, _) in zip(lines.found, parts, strict=True):
        if scanner is None or not more:
            scanner = start()
        made.grows = made.grows or more
        made.tokens[code_of(line).strip()] = tokens(pieces or [], scanner)
    every = [token for part in made.tokens.values() for token in part]
    if not any(isinstance(token, Marked) for token in every):
        return None
    if len(parts) > 1 or not all(_is_stable(token, names) for token in every if isinstance(token, Marked)):
        made.parameters = _free(f"{name}_parameters" if other else "parameters", node)
    return made


def _is_stable(marked: Marked, names: Locals) -> bool:
    holes = [part for part in marked.parts if isinstance(part, Hole)]
    return all(isinstance(hole.value, cst.Name) and names.is_stable(hole.value.value) for hole in holes)


def _free(wanted: str, node: cst.CSTNode) -> str:
    taken = local_names(code_of(node)) if isinstance(node, cst.FunctionDef) else frozenset()
    return wanted if wanted not in taken else f"sql_{wanted}"


def _parts(name: str, line: cst.SimpleStatementLine) -> tuple[list[Piece] | None, bool, bool]:
    """(pieces, whether they add to what is there, whether they stand in `text(...)`)."""
    small = only(line)
    if isinstance(small, cst.AugAssign):
        return pieces_of(small.value, _no_name), True, False
    assert isinstance(small, cst.Assign)
    value = small.value
    if isinstance(value, cst.Call) and code_of(value.func).rpartition(".")[2] == "text" and len(value.args) == 1:
        return pieces_of(value.args[0].value, _no_name), False, True
    pieces = pieces_of(value, _no_name)
    if pieces and isinstance(pieces[0], Hole) and pieces[0].code == name:
        return pieces[1:], True, False
    return pieces, False, False


def adds(name: str, line: cst.BaseStatement) -> bool:
    """Whether a line adds to the text that stands under the name."""
    return isinstance(line, cst.SimpleStatementLine) and _parts(name, line)[1]


def _no_name(_: str) -> None:
    return None


class _Runs(cst.CSTVisitor):
    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope = scope
        self.found: list[Run] = []

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802
        run = run_of(node, self._scope)
        if run is not None:
            self.found.append(run)


class _Lines(cst.CSTVisitor):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[cst.SimpleStatementLine] = []

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:  # noqa: N802
        small = only(node)
        targets = (
            [target.target for target in small.targets]
            if isinstance(small, cst.Assign)
            else [small.target]
            if isinstance(small, cst.AugAssign)
            else []
        )
        if len(targets) == 1 and code_of(targets[0]) == self._name:
            self.found.append(node)
