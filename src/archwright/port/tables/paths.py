"""Works out which path an expression gives, without running it: relative to the app's folder, or absolute."""

import posixpath
import re
from pathlib import PurePosixPath

import libcst as cst

from archwright.port.code import code_of, only, text_of
from archwright.port.source import Own, Source, Statement
from archwright.port.sql.locals import locals_of
from archwright.port.sql.pieces import Hole, pieces_of

_SAME = frozenset(
    {"str", "abspath", "realpath", "normpath", "Path", "PurePath", "resolve", "absolute", "fspath", "expanduser"}
)
_HERE = frozenset({"os.getcwd", "Path.cwd", "pathlib.Path.cwd", "os.curdir"})
_CONFIG = re.compile(r"(?:^|\.)config(?:\[|\.get\()")


class Paths:
    """Paths as seen from one statement. `variable` is the variable of the environment that was met on the way."""

    def __init__(self, source: Source, statement: Statement) -> None:
        self._source = source
        self._statement = statement
        self.variable = ""

    def of(self, node: cst.BaseExpression, depth: int = 12) -> PurePosixPath | None:
        """The path, None when it cannot be told."""
        if not depth:
            return None
        text = text_of(node)
        if text is not None:
            return PurePosixPath(posixpath.normpath(text.replace("\\", "/"))) if text else None
        if isinstance(node, cst.Name):
            return self._named(node.value, depth - 1)
        if isinstance(node, cst.Attribute | cst.Subscript):
            return self._part(node, depth - 1)
        if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Divide):
            return self._joined([node.left, node.right], depth - 1)
        if isinstance(node, cst.BooleanOperation) and isinstance(node.operator, cst.Or):
            self._note(node.left)
            return self.of(node.right, depth - 1)
        if isinstance(node, cst.FormattedString | cst.BinaryOperation):
            return self._built(node, depth - 1)
        return self._called(node, depth - 1) if isinstance(node, cst.Call) else None

    def _named(self, name: str, depth: int) -> PurePosixPath | None:
        module = self._source.modules[self._statement.module]
        if name == "__file__":
            return PurePosixPath(module.path)
        inside = locals_of(self._statement.node).values.get(name) if not self._statement.binds & {name} else None
        if inside:
            return self.of(inside[0], depth) if len(inside) == 1 else None
        own = self._source.origin(module.name, name)
        binder = self._source.modules[own.module].binder(own.name) if isinstance(own, Own) and own.name else None
        small = only(binder.node) if binder else None
        if binder is None or not isinstance(small, cst.Assign):
            return None
        other = Paths(self._source, binder)
        found = other.of(small.value, depth)
        self.variable = self.variable or other.variable
        return found

    def _part(self, node: cst.Attribute | cst.Subscript, depth: int) -> PurePosixPath | None:
        code = code_of(node)
        if code.endswith(".root_path"):
            return PurePosixPath(self._source.modules[self._source.main].path).parent
        if code.endswith(".instance_path"):
            return PurePosixPath("instance")
        if _CONFIG.search(code) and isinstance(node, cst.Subscript):
            index = node.slice[0].slice
            return self._configured(text_of(index.value) if isinstance(index, cst.Index) else None, depth)
        if isinstance(node, cst.Attribute) and node.attr.value == "parent":
            below = self.of(node.value, depth)
            return below.parent if below is not None else None
        return None

    def _joined(self, nodes: list[cst.BaseExpression], depth: int) -> PurePosixPath | None:
        parts = [self.of(node, depth) for node in nodes]
        if not parts or any(part is None for part in parts):
            return None
        return PurePosixPath(posixpath.normpath(posixpath.join(*(str(part) for part in parts))))

    def _built(self, node: cst.BaseExpression, depth: int) -> PurePosixPath | None:
        pieces = pieces_of(node, lambda _: None)
        if pieces is None:
            return None
        texts = [str(self.of(p.value, depth)) if isinstance(p, Hole) else p for p in pieces]
        return None if "None" in texts else PurePosixPath(posixpath.normpath("".join(texts)))

    def _called(self, node: cst.Call, depth: int) -> PurePosixPath | None:
        name = code_of(node.func)
        last = name.rpartition(".")[2]
        values = [arg.value for arg in node.args]
        if name in _HERE:
            return PurePosixPath()
        if last == "join" and values:
            return self._joined(values, depth)
        if last == "dirname" and len(values) == 1:
            below = self.of(values[0], depth)
            return below.parent if below is not None else None
        if name in ("os.environ.get", "os.getenv", "getenv", "environ.get") and len(values) == 2:
            self._note(node)
            return self.of(values[1], depth)
        if _CONFIG.search(name + "(") and values:
            return self._configured(text_of(values[0]), depth)
        if last in _SAME:
            inner = values[0] if values else node.func.value if isinstance(node.func, cst.Attribute) else None
            return self.of(inner, depth) if inner is not None and len(values) < 2 else self._joined(values, depth)
        return None

    def _note(self, node: cst.BaseExpression) -> None:
        found = re.search(r"(?:environ(?:\.get)?|getenv)[(\[]\s*[\"'](\w+)[\"']", code_of(node))
        self.variable = found[1] if found else self.variable

    def _configured(self, key: str | None, depth: int) -> PurePosixPath | None:
        """What the app's configuration holds under a key: the last value given, or a constant of that name."""
        if not key:
            return None
        given = [(s, value) for s in self._source for name, value in _configures(s.node) if name == key]
        if not given:
            binders = [m.binder(key) for m in self._source.modules.values()]
            given = [(b, small.value) for b in binders if b and isinstance(small := only(b.node), cst.Assign)]
        if len(given) != 1:
            return None
        other = Paths(self._source, given[0][0])
        found = other.of(given[0][1], depth)
        self.variable = self.variable or other.variable
        return found


def _configures(node: cst.CSTNode) -> list[tuple[str, cst.BaseExpression]]:
    finder = _Keys()
    node.visit(finder)
    return finder.found


class _Keys(cst.CSTVisitor):
    """`app.config["KEY"] = value`, `app.config.update(KEY=value)`, `from_mapping(KEY=value)`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, cst.BaseExpression]] = []

    def visit_Assign(self, node: cst.Assign) -> None:  # noqa: N802
        for target in node.targets:
            place = target.target
            if isinstance(place, cst.Subscript) and code_of(place.value).endswith("config"):
                index = place.slice[0].slice
                key = text_of(index.value) if isinstance(index, cst.Index) else None
                self.found += [(key, node.value)] if key else []

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802
        if code_of(node.func).endswith(("config.update", "config.from_mapping", "config.setdefault")):
            self.found += [(arg.keyword.value, arg.value) for arg in node.args if arg.keyword]
            for arg in node.args:
                self.found += _entries(arg.value)


def _entries(node: cst.BaseExpression) -> list[tuple[str, cst.BaseExpression]]:
    if isinstance(node, cst.Call) and code_of(node.func) == "dict":
        return [(arg.keyword.value, arg.value) for arg in node.args if arg.keyword]
    elements = node.elements if isinstance(node, cst.Dict) else ()
    pairs = [(text_of(e.key), e.value) for e in elements if isinstance(e, cst.DictElement)]
    return [(key, value) for key, value in pairs if key]
