"""Which statements of the views ran."""

from __future__ import annotations

import ast
import os
import sys
import threading
from collections.abc import Iterator
from types import FunctionType
from typing import Any, Union

Function = Union[ast.FunctionDef, ast.AsyncFunctionDef]  # noqa: UP007 - the user's Python may be older than ours


class Statement:
    """One statement: the lines of its own head, and its node."""

    def __init__(self, node: ast.stmt) -> None:
        self.node = node
        inner = [each.lineno for each in ast.walk(node) if isinstance(each, ast.stmt) and each is not node]
        last = min(inner) - 1 if inner else (node.end_lineno or node.lineno)
        self.lines = range(node.lineno, max(last, node.lineno) + 1)

    def can_run(self, function: Function, method: str) -> bool:
        """False inside `if request.method == "POST":` for another method, and in its `else:` for that one."""
        for node in ast.walk(function):
            if isinstance(node, ast.If):
                tested = _tested_method(node.test)
                inside = _lines(node.body)
                if tested and self.node.lineno in inside and tested != method:
                    return False
                if tested == method and self.node.lineno in _lines(node.orelse):
                    return False
        return True


def _tested_method(test: ast.expr) -> str:
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq) and isinstance(test.left, ast.Attribute):
        right = test.comparators[0]
        if test.left.attr == "method" and isinstance(right, ast.Constant):
            return str(right.value).upper()
    return ""


def _lines(statements: list[ast.stmt]) -> range:
    return range(statements[0].lineno, (statements[-1].end_lineno or 0) + 1) if statements else range(0)


class OwnFunction:
    """A function of the application: a view, or a wrapper or helper on the way to it."""

    def __init__(self, name: str, file: str, node: Function) -> None:
        self.name = name
        self.file = file
        self.node = node
        self.statements = list(_statements(node))

    @property
    def head(self) -> range:
        """The lines from the first decorator to the name."""
        first = min([self.node.lineno, *(each.lineno for each in self.node.decorator_list)])
        return range(first, self.node.lineno + 1)


class Cover:
    """Line tracing of the application's own files while `watch` is on."""

    def __init__(self, app: Any, root: str, sources: dict[str, ast.Module], facts: dict[str, Any]) -> None:
        self._functions = {
            (file, node.lineno): OwnFunction(name, file, node)
            for file, tree in sources.items()
            for name, node in _functions(tree, "")
        }
        self._heads: dict[tuple[str, int], list[OwnFunction]] = {}
        for function in self._functions.values():
            for line in function.head:
                self._heads.setdefault((function.file, line), []).append(function)
        self._lines: dict[str, set[int]] = {file: set() for file in sources}
        self.root = root
        self.of_endpoint = {endpoint: self._behind(view) for endpoint, view in app.view_functions.items()}
        self._views = self._named(facts) or self._found()

    def watch(self, on: bool) -> None:
        """Start or stop tracing, in new threads too."""
        tracer = self._trace if on else None
        threading.settrace(tracer)
        sys.settrace(tracer)

    def table(self) -> list[tuple[str, int, int]]:
        """View name, statements run, statements."""
        return [
            (view.name, len(view.statements) - len(self.missing(view)), len(view.statements)) for view in self._views
        ]

    def missed(self) -> dict[str, list[int]]:
        """View name -> lines of the statements that did not run."""
        return {view.name: [each.node.lineno for each in self.missing(view)] for view in self._views}

    def missing(self, function: OwnFunction) -> list[Statement]:
        """The statements of a function that did not run yet."""
        ran = self._lines[function.file]
        return [each for each in function.statements if ran.isdisjoint(each.lines)]

    def functions(self) -> list[OwnFunction]:
        """Everything that is defined."""
        return list(self._functions.values())

    def _trace(self, frame: Any, _: str, __: Any) -> Any:
        lines = self._lines.get(frame.f_code.co_filename)
        if lines is None:
            return None
        lines.add(frame.f_lineno)

        def local(frame: Any, event: str, _: Any) -> Any:
            if event == "line":
                lines.add(frame.f_lineno)
            return local

        return local

    def _behind(self, view: Any) -> list[OwnFunction]:
        """Wrappers first, the view itself last; for a class, its methods."""
        found: list[OwnFunction] = []
        for code in _codes(view, set()):
            match = self._at(code)
            if match is not None and match not in found:
                found.append(match)
        return found

    def _at(self, code: Any) -> OwnFunction | None:
        """A code object's first line is that of its first decorator."""
        for function in self._heads.get((code.co_filename, code.co_firstlineno), ()):
            if function.head[0] == code.co_firstlineno:
                return function
        return None

    def _named(self, facts: dict[str, Any]) -> list[OwnFunction]:
        found = []
        for view in facts.get("views", ()):
            file = os.path.join(self.root, view["place"]["file"])
            heads = self._heads.get((file, view["place"]["line"]), ())
            found += [OwnFunction(view["name"], file, function.node) for function in heads]
        return found

    def _found(self) -> list[OwnFunction]:
        ends = [functions for functions in self.of_endpoint.values() if functions]
        flat = [each for functions in ends for each in (functions if "." in functions[-1].name else functions[-1:])]
        return list(dict.fromkeys(flat))


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield prefix + child.name, child
            yield from _functions(child, prefix)
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, child.name + ".")
        else:
            yield from _functions(child, prefix)


def _statements(function: Function) -> Iterator[Statement]:
    body = list(function.body)
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.stmt) and not _is_silent(node):
                yield Statement(node)


def _is_silent(node: ast.stmt) -> bool:
    """Statements that leave no code behind: `global x`, `x: int`, a text on its own."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, (ast.Global, ast.Nonlocal)) or (isinstance(node, ast.AnnAssign) and node.value is None)


def _codes(view: Any, seen: set[int]) -> Iterator[Any]:
    """Code objects behind a view function: itself, what it wraps, and for a class its methods."""
    if id(view) in seen:
        return
    seen.add(id(view))
    cls = getattr(view, "view_class", None)
    if cls is not None:
        for name in ("dispatch_request", "get", "post", "put", "patch", "delete"):
            yield from _codes(getattr(cls, name, None), seen)
        return
    view = getattr(view, "__func__", view)
    if isinstance(view, FunctionType):
        yield view.__code__
        for cell in view.__closure__ or ():
            try:
                yield from _codes(cell.cell_contents, seen)
            except ValueError:
                continue
    if getattr(view, "__wrapped__", None) is not None:
        yield from _codes(view.__wrapped__, seen)
