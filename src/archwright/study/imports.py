"""The import table of a file: local names, where they come from, and which star imports hide names."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archwright.kit.words import words

_SETTINGS = re.compile(r"""\.from_(?:object|pyfile)\(\s*["']([\w./]+?)(?:\.py)?["']""")
_INDENTED = re.compile(r"^[ \t]+(?:from|import)\s", re.MULTILINE)
# What `from flask import *` and star imports of a prototype's own modules usually bring along.
_FLASK_NAMES = words(
    """
    Blueprint Flask Response abort current_app flash g get_flashed_messages jsonify make_response redirect
    render_template render_template_string request send_file send_from_directory session stream_with_context url_for
    """
)


@dataclass(frozen=True)
class Imports:
    """`names`: local name -> dotted origin. `modules`: all that are named. `stars`: of star imports, with lines."""

    names: dict[str, str]
    modules: tuple[str, ...]
    stars: tuple[tuple[str, int], ...] = ()


def imports_of(tree: ast.Module, text: str, module: str, *, is_package: bool) -> Imports:
    """The table of one module. Relative imports are made absolute within the root."""
    names: dict[str, str] = {}
    modules: dict[str, None] = {}
    stars: list[tuple[str, int]] = []
    for node in _statements(tree, deep=_INDENTED.search(text) is not None):
        if isinstance(node, ast.Import):
            for alias in node.names:
                modules[alias.name] = None
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
            continue
        base = _absolute(node, module, is_package=is_package)
        for alias in node.names:
            origin = f"{base}.{alias.name}".lstrip(".")
            modules[base if alias.name == "*" else origin] = None
            if alias.name == "*":
                stars.append((base, node.lineno))
            else:
                names[alias.asname or alias.name] = _modern(origin)
    for name in _SETTINGS.findall(text):  # Flask imports it by that text
        modules[name.replace("/", ".")] = None
    if stars:
        names = {name: f"flask.{name}" for name in _FLASK_NAMES} | names
    return Imports(names, tuple(modules), tuple(stars))


def _statements(tree: ast.Module, *, deep: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    stack: list[ast.AST] = list(reversed(tree.body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif deep and not isinstance(node, ast.expr):
            stack.extend(reversed(list(_blocks(node))))


def _blocks(node: ast.AST) -> Iterator[ast.AST]:
    for name in ("body", "handlers", "orelse", "finalbody", "cases"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield from block


def _absolute(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".") if module else []
    up = node.level - int(is_package)
    base = parts[: len(parts) - up] if up else parts
    return ".".join([*base, *([node.module] if node.module else [])])


def _modern(origin: str) -> str:
    """`flask.ext.login` -> `flask_login`: the alias that old Flask offered."""
    return "flask_" + origin.removeprefix("flask.ext.") if origin.startswith("flask.ext.") else origin
