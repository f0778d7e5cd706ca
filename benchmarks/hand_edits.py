"""Edits in a written backend as a person would make them, each with a question whether it is still there."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef
MARK = "kept_by_hand"
QUERIES: tuple[tuple[str, str], ...] = (
    (".all()", ".all()[::-1]"),
    (".fetchall()", ".fetchall()[::-1]"),
    (".find()", ".find()[::-1]"),
)
QUERIES += ((".first()", ".order_by(None).first()"), ("SELECT * FROM", "SELECT DISTINCT * FROM"))


@dataclass(frozen=True)
class Edit:
    """What was done to which file. `holds` looks at the disk."""

    name: str
    path: Path
    holds: Callable[[], bool]


def edit_by_hand(backend: Path, most: int = 10) -> list[Edit]:
    """Make `most` edits; where a kind finds nothing to do, a spare one stands in."""
    made: list[Edit] = []
    for kind in (*KINDS, *SPARES):
        edit = kind(backend) if len(made) < most else None
        if edit:
            assert edit.holds(), f"{edit.name} in {edit.path} was not made"
            made.append(edit)
    return made


def rename_a_variable(backend: Path) -> Edit | None:
    """A local variable in a service, else in a repository or a route, gets another name."""
    for path in _layers(backend, "services", "repositories", "api/routes", "api"):
        for function in [*_functions(ast.walk(_tree(path)))][:0:-1]:  # the first one may be deleted
            name = next(iter(_locals(function)), "")
            if name:
                _replace_names(path, [node for node in ast.walk(function) if _is_name(node, name)], name + MARK)
                return _holding("rename a variable", path, rf"\b{name}{MARK}\b")
    return None


def add_a_method(backend: Path) -> Edit | None:
    """A method at the end of the first class of a service, else a function."""
    for path in _layers(backend, "services", "repositories"):
        classes = [node for node in _tree(path).body if isinstance(node, ast.ClassDef)]
        indent, line = ("    ", classes[0].end_lineno or 0) if classes else ("", len(_lines(path)))
        text = ["\n", f"{indent}def method_{MARK}(self: object) -> int:\n", f"{indent}    return 7\n"]
        _write(path, [*_lines(path)[:line], *([] if classes else ["\n"]), *text, *_lines(path)[line:]])
        return _holding("add a method", path, rf"def method_{MARK}\(self: object\) -> int:\n\s+return 7\n")
    return None


def swap_functions(backend: Path) -> Edit | None:
    """The last two functions of a routes file change places."""
    for path in _layers(backend, "api/routes"):
        functions = list(_functions(_tree(path).body))[-2:]
        if len(functions) == 2:
            lines, (first, second) = _lines(path), functions
            one, two = _span(first), _span(second)
            between = lines[one.stop : two.start]
            _write(path, [*lines[: one.start], *lines[two], *between, *lines[one], *lines[two.stop :]])
            return Edit("swap two functions", path, partial(_in_order, path, second.name, first.name))
    return None


def delete_a_route(backend: Path) -> Edit | None:
    """The first of three functions or more goes, or one of the health routes."""
    paths = [path for path in _layers(backend, "api/routes") if len(list(_functions(_tree(path).body))) > 2]
    for path in [*paths, backend / "app/api/routes/health.py"]:
        functions = list(_functions(_tree(path).body)) if path.is_file() else []
        if functions:
            lines, gone = _lines(path), functions[0]
            _write(path, [*lines[: _span(gone).start], *lines[_span(gone).stop :]])
            return Edit("delete a route", path, partial(_is_without, path, gone.name))
    return None


def change_a_query(backend: Path) -> Edit | None:
    """Rows come in another order."""
    for path in _layers(backend, "repositories", "services", "api/routes"):
        text = path.read_text("utf-8")
        for old, new in QUERIES:
            if old in text and new not in text:
                path.write_text(text.replace(old, new, 1), "utf-8")
                return _holding("change a query", path, re.escape(new))
    return None


def add_a_field(backend: Path) -> Edit | None:
    """A column at the end of a model."""
    for path in _layers(backend, "models"):
        classes = [node for node in _tree(path).body if isinstance(node, ast.ClassDef)]
        if classes and "mapped_column" in path.read_text("utf-8"):
            lines, line = _lines(path), classes[0].end_lineno or 0
            _write(
                path, [*lines[:line], f"    {MARK}: Mapped[str | None] = mapped_column(default=None)\n", *lines[line:]]
            )
            return _holding("add a field", path, rf"^    {MARK}: Mapped\[str \| None\]")
    return None


def reformat_a_file(backend: Path) -> Edit | None:
    """A file in the user's own width of lines; it may get lines of the new build, in the same width."""
    path = backend / "app/main.py"
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--quiet", "--line-length", "50"]
    subprocess.run([*command, str(path)], check=True)
    check = [*command, "--check", str(path)]
    return Edit("reformat a file", path, lambda: subprocess.run(check, check=False).returncode == 0)


def delete_a_file(backend: Path) -> Edit | None:
    """A test goes, for good."""
    path = sorted((backend / "tests").rglob("test_*.py"))[-1]
    path.unlink()
    return Edit("delete a file", path, lambda: not path.exists())


def add_a_file(backend: Path) -> Edit | None:
    """A module of the user's own."""
    path, text = backend / f"app/services/{MARK}.py", '"""Ours."""\n\nANSWER = 42\n'
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return Edit("add a file", path, lambda: path.is_file() and path.read_text("utf-8") == text)


def add_an_import(backend: Path) -> Edit | None:
    """One more import, with a use of it."""
    path = backend / "app/core/config.py"
    last = max(node.end_lineno or 0 for node in _tree(path).body if isinstance(node, ast.Import | ast.ImportFrom))
    lines = _lines(path)
    _write(path, [*lines[:last], "import math\n", *lines[last:], "\n", f"{MARK.upper()} = math.pi\n"])
    return _holding("add an import", path, rf"^import math\n(.*\n)*{MARK.upper()} = math\.pi\n")


def add_a_dependency(backend: Path) -> Edit | None:
    """A requirement of the user's own in pyproject.toml."""
    path, line = backend / "pyproject.toml", '    "zstandard>=0.20",\n'
    path.write_text(path.read_text("utf-8").replace("\ndependencies = [\n", f"\ndependencies = [\n{line}", 1), "utf-8")
    return _holding("add a dependency", path, re.escape(line))


def _appended(name: str, where: str, line: str) -> Callable[[Path], Edit | None]:
    def append(backend: Path) -> Edit | None:
        path = backend / where
        path.write_text(path.read_text("utf-8") + line, "utf-8")
        return _holding(name, path, re.escape(line))

    return append


KINDS: Sequence[Callable[[Path], Edit | None]] = (
    rename_a_variable,
    add_a_method,
    swap_functions,
    delete_a_route,
    change_a_query,
    add_a_field,
    reformat_a_file,
    delete_a_file,
    add_a_file,
    add_an_import,
)
SPARES: Sequence[Callable[[Path], Edit | None]] = (
    add_a_dependency,
    _appended("add a setting", ".env.example", f"\n{MARK.upper()}=1\n"),
    _appended("add a sentence", "README.md", f"\nThis sentence is {MARK}.\n"),
    _appended("add a comment", "app/core/logging.py", f"\n# {MARK}\n"),
    _appended("add a test", "tests/integration/test_health.py", f"\n\ndef test_{MARK}() -> None:\n    assert True\n"),
    _appended("add to the documents", "docs/architecture.md", f"\n{MARK}\n"),
)


def _layers(backend: Path, *layers: str) -> list[Path]:
    found = [path for layer in layers for path in sorted((backend / "app" / layer).glob("*.py"))]
    return [path for path in found if path.stem not in ("__init__", "health", "base", MARK)]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines(keepends=True)


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(lines), "utf-8")


def _functions(nodes: Iterator[ast.AST] | Sequence[ast.AST]) -> Iterator[Function]:
    return (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _names(path: Path) -> list[str]:
    return [function.name for function in _functions(_tree(path).body)]


def _in_order(path: Path, *names: str) -> bool:
    return [name for name in _names(path) if name in names] == list(names)


def _is_without(path: Path, name: str) -> bool:
    return path.is_file() and name not in _names(path)


def _span(function: Function) -> slice:
    start = min([function.lineno, *(each.lineno for each in function.decorator_list)])
    return slice(start - 1, function.end_lineno)


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _locals(function: Function) -> list[str]:
    """Names that only this function binds and that stand in plain code only, not in f-strings or inner scopes."""
    inner = (
        ast.JoinedStr,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.Lambda,
        ast.ClassDef,
        ast.ExceptHandler,
        ast.Global,
    )
    hidden = [
        each
        for node in ast.walk(function)
        if isinstance(node, inner) and node is not function
        for each in ast.walk(node)
    ]
    banned = {node.id for node in hidden if isinstance(node, ast.Name)} | {
        node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)
    }
    banned |= {name for node in hidden if isinstance(node, ast.Global) for name in node.names}
    stored = (node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return [name for name in stored if name not in banned]


def _replace_names(path: Path, nodes: Sequence[ast.AST], new: str) -> None:
    """Columns of a syntax tree count bytes."""
    lines = [line.encode() for line in _lines(path)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset), reverse=True):  # type: ignore[attr-defined]
        line, start, end = node.lineno - 1, node.col_offset, node.end_col_offset  # type: ignore[attr-defined]
        lines[line] = lines[line][:start] + new.encode() + lines[line][end:]
    path.write_bytes(b"".join(lines))


def _holding(name: str, path: Path, pattern: str) -> Edit:
    wanted = re.compile(pattern, re.MULTILINE)
    return Edit(name, path, lambda: path.is_file() and bool(wanted.search(path.read_text("utf-8"))))
