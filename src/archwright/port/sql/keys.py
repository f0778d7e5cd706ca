"""Dictionaries whose keys the code itself writes down: nothing that a request brings can become one."""

import ast
import textwrap
from collections.abc import Callable, Iterator

import libcst as cst

from archwright.port.code import code_of

_READS = frozenset({"copy", "get", "items", "keys", "pop", "values"})
_READERS = frozenset({"bool", "dict", "execute", "jsonify", "len", "list", "print", "set", "sorted", "str", "tuple"})
_PLACES = (ast.BoolOp, ast.Compare, ast.Dict, ast.For, ast.If, ast.UnaryOp, ast.comprehension, ast.keyword)
IsWritten = Callable[[str], bool]


def has_written_keys(name: str, function: cst.CSTNode, is_written: IsWritten) -> bool:
    """Whether a local name only ever holds such a dictionary. `is_written` tells it of a list or tuple of keys."""
    tree = ast.parse(textwrap.dedent(code_of(function)))
    around = {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == name]
    made = [around[id(use)] for use in uses if isinstance(use.ctx, ast.Store)]
    read = [around[id(use)] for use in uses if isinstance(use.ctx, ast.Load)]
    return (
        bool(made)
        and all(isinstance(each, ast.Assign) and _is_written(each.value, is_written) for each in made)
        and all(_leaves_keys(each) for each in read)
    )


def _is_written(value: ast.expr, is_written: IsWritten) -> bool:
    if isinstance(value, ast.Dict):
        return all(isinstance(key, ast.Constant) for key in value.keys)
    if not isinstance(value, ast.DictComp) or len(value.generators) != 1:
        return False
    loop = value.generators[0]
    same = isinstance(value.key, ast.Name) and isinstance(loop.target, ast.Name) and value.key.id == loop.target.id
    return same and is_written(ast.unparse(loop.iter))


def _leaves_keys(use: ast.AST) -> bool:
    """Whether a place that names the dictionary can give it no other key."""
    if isinstance(use, ast.Subscript):
        return isinstance(use.ctx, ast.Load) or isinstance(use.slice, ast.Constant)
    if isinstance(use, ast.Attribute):
        return use.attr in _READS
    if isinstance(use, ast.Call):
        return _last(use.func) in _READERS
    return isinstance(use, _PLACES)


def _last(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def loops_over(node: cst.GeneratorExp | cst.ListComp) -> Iterator[tuple[str, str]]:
    """(the name that takes the keys, the name that they are taken from) of `... for key in new`, also of `new.items()`
    and `new.keys()`; nothing for another loop."""
    tree = ast.parse(f"({code_of(node)})", mode="eval").body
    loop = tree.generators[0] if isinstance(tree, ast.GeneratorExp | ast.ListComp) else None
    if loop is None or len(getattr(tree, "generators", ())) != 1:
        return
    target, source = loop.target, loop.iter
    method = source.func if isinstance(source, ast.Call) and not source.args else None
    if isinstance(method, ast.Attribute) and method.attr in ("items", "keys"):
        source = method.value
        target = target.elts[0] if method.attr == "items" and isinstance(target, ast.Tuple) else target
    if isinstance(target, ast.Name) and isinstance(source, ast.Name):
        yield target.id, source.id
