"""Whether a merged text still holds together: it parses, and every name it uses is there."""

import ast
import builtins
import json
import re
import symtable
import textwrap
import tomllib
from collections.abc import Iterator

_KNOWN = frozenset(dir(builtins)) | {"__file__", "__name__", "__doc__", "__package__", "__spec__", "__class__"}
_STAR = re.compile(r"^\s*from\s+\S+\s+import\s+\*", re.MULTILINE)


def readable(path: str, text: str) -> bool:
    """Whether the text parses as what its name says; other kinds of files always do."""
    try:
        if path.endswith((".py", ".pyi")):
            ast.parse(text)
        elif path.endswith(".json"):
            json.loads(text)
        elif path.endswith(".toml"):
            tomllib.loads(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def parses(lines: str) -> bool:
    """Whether a piece of code parses, indented or not."""
    return readable("piece.py", textwrap.dedent(lines))


def unbound(text: str) -> frozenset[str]:
    """Names that Python code uses and nothing binds; none when that cannot be told."""
    if _STAR.search(text):
        return frozenset()
    try:
        top = symtable.symtable(text, "merged", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return frozenset()
    tables = list(_tables(top))
    bound = {
        symbol.get_name()
        for table in tables
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
        if table is top or symbol.is_declared_global()
    }
    used = {
        symbol.get_name()
        for table in tables
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (table is top or symbol.is_global())
    }
    return frozenset(used - bound - _KNOWN)


def symbols(text: str) -> tuple[str, ...]:
    """Functions and classes at the top of a module; one that stands twice is named twice."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError):
        return ()
    return tuple(node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef))


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)
