"""The runtime modules as text: their top-level pieces, and which other pieces each one needs."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PACKAGE = "app.core.compat"


@dataclass(frozen=True)
class Alias:
    """One imported name: `from module import name as bound`, or `import module` when `name` is "".

    `line` tells names of one statement from those of another.
    """

    module: str
    name: str
    bound: str
    line: int


@dataclass(frozen=True)
class Piece:
    """One top-level statement with the comment above it. `gap`: a blank line stood before it.

    `changes` and `key` are set for `changes["key"] = ...`, which belongs to the table that it fills.
    """

    text: str
    binds: frozenset[str]
    uses: frozenset[str]
    is_definition: bool
    gap: bool
    changes: str = ""
    key: str = ""


@dataclass(frozen=True)
class Shelved:
    """One runtime module, taken apart. `declared` is its `__provides__`."""

    name: str
    docstring: str
    imports: tuple[Alias, ...]
    pieces: tuple[Piece, ...]
    declared: dict[str, str]


@cache
def shelf() -> dict[str, Shelved]:
    """All runtime modules by name."""
    folder = files(__package__) / "runtime"
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".py"))
    modules = (_read(entry.name.removesuffix(".py"), entry.read_text("utf-8")) for entry in found)
    return {module.name: module for module in sorted(modules, key=lambda module: module.name)}


def _read(name: str, text: str) -> Shelved:
    body = ast.parse(text).body
    docstring, rest = body[0], body[1:]
    assert isinstance(docstring, ast.Expr)
    lines = text.splitlines()
    imports = [node for node in rest if isinstance(node, ast.Import | ast.ImportFrom)]
    others = [node for node in rest if not isinstance(node, ast.Import | ast.ImportFrom)]
    return Shelved(
        name=name,
        docstring="\n".join(lines[docstring.lineno - 1 : docstring.end_lineno]),
        imports=tuple(alias for node in imports for alias in _aliases(node)),
        pieces=tuple(_piece(node, lines) for node in others if not _is_declaration(node)),
        declared=next((ast.literal_eval(_value(node)) for node in others if _is_declaration(node)), {}),
    )


def _is_declaration(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__provides__"


def _value(node: ast.stmt) -> ast.expr:
    assert isinstance(node, ast.Assign)
    return node.value


def _aliases(node: ast.Import | ast.ImportFrom) -> Iterator[Alias]:
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            yield Alias(node.module or "", alias.name, alias.asname or alias.name, node.lineno)
        else:
            yield Alias(alias.name, "", alias.asname or alias.name.partition(".")[0], node.lineno)


def _piece(node: ast.stmt, lines: list[str]) -> Piece:
    is_definition = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)]) - 1
    while lines[first - 1].startswith("#"):
        first -= 1
    binds = frozenset(_bound(node))
    return Piece(
        text="\n".join(lines[first : node.end_lineno]),
        binds=binds,
        uses=frozenset(used.id for used in ast.walk(node) if isinstance(used, ast.Name)) - binds,
        is_definition=is_definition,
        gap=not lines[first - 1].strip(),
        changes="" if binds else _root(node),
        key=_key(node),
    )


def _bound(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    for target in targets:
        yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name) and _stores(part))


def _stores(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _root(node: ast.stmt) -> str:
    """The name that a statement which binds nothing is about: `environment` of `environment.globals["x"] = x`."""
    subject = node.targets[0] if isinstance(node, ast.Assign) else node
    return next((part.id for part in ast.walk(subject) if isinstance(part, ast.Name)), "")


def _key(node: ast.stmt) -> str:
    match node:
        case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=str(key)))]):
            return key
        case _:
            return ""
