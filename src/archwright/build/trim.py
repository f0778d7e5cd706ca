"""What nothing in a backend uses is not written: a file of parts that stand for themselves holds those that count."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

IMPORTS = (ast.Import, ast.ImportFrom)
WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Module:
    """`parts`: its statements, each with the name that it defines, or ""."""

    tree: ast.Module
    parts: tuple[tuple[str, ast.stmt], ...]

    def words(self, without: str = "") -> set[str]:
        """What it mentions beside its imports, and beside one of its own definitions."""
        return {word for name, node in self.parts if not without or name != without for word in _words(node)}

    def takes(self, module: str) -> set[str]:
        """Names of another module that it imports and mentions, or hands on (`Base as Base`).

        All that it mentions when it imports the whole.
        """
        package, _, last = module.rpartition(".")
        imports = [node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom)]
        if any(node.module == package and last in {each.name for each in node.names} for node in imports):
            return self.words()
        taken = [each for node in imports if node.module == module for each in node.names]
        words = self.words() | {each.name for each in taken if each.asname == each.name} if taken else set()
        return {each.name for each in taken if (each.asname or each.name) in words}


def trimmed(texts: Mapping[str, str], paths: frozenset[str]) -> dict[str, str]:
    """The files, those of `paths` without definitions that are used nowhere; one that says nothing more goes."""
    found = dict(texts)
    while changed := {
        path: text for path in sorted(paths & found.keys()) if (text := _cut(path, found)) != found[path]
    }:
        found |= changed
        found = {
            path: text
            for path, text in found.items()
            if path not in changed or any(name for name, _ in _read(text).parts)
        }
    return found


def _cut(path: str, texts: Mapping[str, str]) -> str:
    """The file without what nobody mentions."""
    lines, own = texts[path].splitlines(keepends=True), _read(texts[path])
    module = path.removesuffix(".py").replace("/", ".")
    places = f"from {module} import", f"from {module.rpartition('.')[0]} import"
    users = (text for each, text in texts.items() if each.endswith(".py") and any(place in text for place in places))
    asked = {name for text in users for name in _read(text).takes(module)}
    for name, node in reversed(own.parts):
        if name and name not in asked and name not in own.words(without=name):
            del lines[_begin(node, lines) : node.end_lineno]
    return "".join(lines)


def _begin(node: ast.stmt, lines: list[str]) -> int:
    """Its first line, with its decorators and the comment over it."""
    first: int = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))]) - 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return first


@lru_cache(1000)
def _read(text: str) -> Module:
    tree = ast.parse(text)
    return Module(tree, tuple((_name(node), node) for node in tree.body if not isinstance(node, IMPORTS)))


def _name(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _words(tree: ast.AST) -> Iterator[str]:
    """Every name that is mentioned, in types that are written as texts too."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.Constant(value=str(text)) if " " not in text:
                yield from WORD.findall(text)
