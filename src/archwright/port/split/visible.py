"""What a scope sees of the code in it: what comprehensions, lambdas and definitions bind is their own."""

import ast
from collections.abc import Iterable, Iterator


def visible(node: ast.AST, skip: frozenset[int] = frozenset()) -> Iterator[ast.AST]:
    """The node and what is in it, as far as the scope around sees it; `skip`: ids of nodes to leave out."""
    if id(node) in skip:
        return
    yield node
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        first = node.generators[0].iter
        targets = {n.id for each in node.generators for n in ast.walk(each.target) if isinstance(n, ast.Name)}
        yield from visible(first)
        yield from _unless_hidden(ast.iter_child_nodes(node), targets, skip | {id(first)})
    elif isinstance(node, ast.Lambda):
        yield from _unless_hidden([node.body], _parameters(node.args), skip)
        yield from _around(node.args, skip)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield from _of_definition(node, skip)
    else:
        for child in ast.iter_child_nodes(node):
            yield from visible(child, skip)


def _of_definition(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, skip: frozenset[int]
) -> Iterator[ast.AST]:
    """What a definition reads from around itself: decorators, defaults, bases, and what its body does not bind."""
    hidden = {n.id for s in node.body for n in visible(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    heads: list[ast.AST] = [*node.decorator_list]
    if isinstance(node, ast.ClassDef):
        heads += [*node.bases, *node.keywords]
    else:
        hidden |= _parameters(node.args) | {node.name}
        yield from _around(node.args, skip)
    for head in heads:
        yield from visible(head, skip)
    inside = _unless_hidden(node.body, hidden, skip)
    yield from (each for each in inside if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load))


def _unless_hidden(nodes: Iterable[ast.AST], hidden: set[str], skip: frozenset[int]) -> Iterator[ast.AST]:
    for node in nodes:
        for each in visible(node, skip):
            if not isinstance(each, ast.Name) or each.id not in hidden:
                yield each


def _parameters(arguments: ast.arguments) -> set[str]:
    return {each.arg for each in ast.walk(arguments) if isinstance(each, ast.arg)}


def _around(arguments: ast.arguments, skip: frozenset[int]) -> Iterator[ast.AST]:
    for default in [*arguments.defaults, *arguments.kw_defaults]:
        if default is not None:
            yield from visible(default, skip)
