"""Which names a piece of code binds, uses from outside, and keeps to itself."""

import ast
import builtins
import symtable
import textwrap
from functools import lru_cache

BUILTINS = frozenset(dir(builtins)) | {"__file__", "__name__"}

_COMPREHENSIONS = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})


@lru_cache(maxsize=4096)
def free_names(code: str) -> frozenset[str]:
    """Names that `code` (module-level statements) takes from around itself, builtins left out."""
    table = symtable.symtable(textwrap.dedent(code), "<ported>", "exec")
    return frozenset(_loaded(table, frozenset(_bound_in(table)))) - BUILTINS


def _loaded(table: symtable.SymbolTable, own: frozenset[str]) -> set[str]:
    top = table.get_type() == "module"
    found = set()
    for symbol in table.get_symbols():
        name = symbol.get_name()
        outside = (symbol.is_referenced() or symbol.is_assigned()) if not top else symbol.is_referenced()
        # A class body may read a name of the module and then bind the same name itself.
        reaches_out = top or symbol.is_global() or (table.get_type() == "class" and symbol.is_referenced())
        if reaches_out and outside and name not in own:
            found.add(name)
    for child in table.get_children():
        found |= _loaded(child, own)
    return found


def _bound_in(table: symtable.SymbolTable) -> set[str]:
    return {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported() or s.is_namespace()}


@lru_cache(maxsize=4096)
def bound_names(code: str) -> frozenset[str]:
    """Names that module-level `code` binds: definitions, assignments, imports, loop targets."""
    return frozenset(_bound_in(symtable.symtable(textwrap.dedent(code), "<ported>", "exec")))


@lru_cache(maxsize=4096)
def local_names(code: str) -> frozenset[str]:
    """Names local to the one function that `code` defines: parameters and everything it assigns."""
    table = symtable.symtable(textwrap.dedent(code), "<ported>", "exec")
    functions = [child for child in table.get_children() if child.get_type() == "function"]
    return frozenset(name for function in functions for name in _locals(function))


def _locals(function: symtable.SymbolTable) -> set[str]:
    found = {s.get_name() for s in function.get_symbols() if s.is_local()}
    for child in function.get_children():
        if child.get_name() in _COMPREHENSIONS:
            found |= _locals(child)
    return found


@lru_cache(maxsize=4096)
def global_writes(code: str) -> frozenset[str]:
    """Module-level names that functions inside `code` rebind through a `global` statement."""
    return frozenset(
        name
        for node in ast.walk(ast.parse(textwrap.dedent(code)))
        if isinstance(node, ast.Global)
        for name in node.names
    )
