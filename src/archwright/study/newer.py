"""Syntax newer than the running interpreter: libcst parses it, and what is new is blanked out, line for line."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

_DEEPEST = 150
_STACK = 256 * 1024 * 1024
_Edit = tuple[CodeRange, str]


def blank_newer_syntax(text: str) -> str | None:
    """The same program in older syntax, every line in its place; None when libcst cannot parse it either."""
    if _depth(text) > _DEEPEST:
        return None
    finder = _NewSyntax()
    try:
        MetadataWrapper(_parsed(text), unsafe_skip_copy=True).visit(finder)
    except (cst.ParserSyntaxError, RecursionError):
        return None
    return _apply(text, finder.edits)


def _depth(text: str) -> int:
    """How deep brackets nest, at most; strings are not looked through, so that it may say too much."""
    deepest = depth = 0
    for character in text:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth = max(depth - 1, 0)
    return deepest


def _parsed(text: str) -> cst.Module:
    """libcst's parser is native and recursive: on a small stack, long expressions would end the whole process."""
    before = threading.stack_size(_STACK)
    try:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(cst.parse_module, text).result()
    finally:
        threading.stack_size(before)


class _NewSyntax(cst.CSTVisitor):
    """Collects edits: type parameters, `type` aliases, unparenthesised except tuples, nested quotes, t-strings."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.edits: list[_Edit] = []

    def visit_TypeParameters(self, node: cst.TypeParameters) -> bool:  # noqa: N802
        self.edits.append((self._range(node), ""))
        return False

    def visit_TypeAlias(self, node: cst.TypeAlias) -> None:  # noqa: N802
        whole, name = self._range(node), self._range(node.name)
        self.edits.append((CodeRange(whole.start, name.start), ""))

    def visit_ExceptHandler(self, node: cst.ExceptHandler) -> None:  # noqa: N802
        if isinstance(node.type, cst.Tuple) and not node.type.lpar:
            where = self._range(node.type)
            self.edits += [(CodeRange(where.start, where.start), "("), (CodeRange(where.end, where.end), ")")]

    def visit_FormattedString(self, node: cst.FormattedString) -> None:  # noqa: N802
        if len(node.end) == 1:
            self._triple(node, node.start)

    def visit_TemplatedString(self, node: cst.TemplatedString) -> None:  # noqa: N802
        self._triple(node, node.start.lower().replace("t", "f"))

    def _triple(self, node: cst.FormattedString | cst.TemplatedString, start: str) -> None:
        where, width, end = self._range(node), len(node.start), len(node.end)
        opened = start if end == 3 else start + start[-1] * 2
        first, last = where.start, where.end
        self.edits.append((CodeRange(first, type(first)(first.line, first.column + width)), opened))
        if end == 1:
            self.edits.append((CodeRange(type(last)(last.line, last.column - 1), last), node.end * 3))

    def _range(self, node: cst.CSTNode) -> CodeRange:
        where = self.get_metadata(PositionProvider, node)
        assert isinstance(where, CodeRange)
        return where


def _apply(text: str, edits: Sequence[_Edit]) -> str:
    lines = text.split("\n")
    for where, new in sorted(edits, key=lambda edit: (edit[0].start.line, edit[0].start.column), reverse=True):
        first, last = where.start.line - 1, where.end.line - 1
        tail = lines[last][where.end.column :]
        lines[first] = lines[first][: where.start.column] + new + (" \\" if first != last else tail)
        for middle in range(first + 1, last):
            lines[middle] = " \\"
        if first != last:
            lines[last] = tail
    return "\n".join(lines)
