"""What a file says, by what it is about."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archwright.model.drift import Topic, Written

Key = tuple[Topic, tuple[str, ...]]


@dataclass(frozen=True)
class Fact:
    """One thing, and the line on which it stands."""

    topic: Topic
    name: tuple[str, ...]
    value: Written
    line: int

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.topic, self.name


def by_key(facts: Iterable[Fact]) -> Mapping[Key, Fact]:
    """The last one of each."""
    return {fact.key: fact for fact in facts}


def parsed(text: str) -> ast.Module | None:
    """The syntax tree, None when there is none."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None


def classes(module: ast.Module) -> Iterator[ast.ClassDef]:
    """Classes at the top."""
    return (node for node in module.body if isinstance(node, ast.ClassDef))


def assigned(body: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """Names that are given a value, annotated or not."""
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def words(node: ast.expr | None) -> tuple[str, ...]:
    """The texts of a tuple or list."""
    items = node.elts if isinstance(node, ast.Tuple | ast.List) else []
    return tuple(str(item.value) for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str))
