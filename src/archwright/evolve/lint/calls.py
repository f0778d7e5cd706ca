"""The calls of a migration."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """`op.add_column(...)` is of `op`. `new`: about a table that the same migration makes. `alone`: in autocommit."""

    of: str
    name: str
    line: int
    arguments: tuple[ast.expr, ...]
    options: tuple[tuple[str, ast.expr], ...]
    down: bool = False
    new: bool = False
    alone: bool = False

    def option(self, name: str) -> ast.expr | None:
        """What is given by that name."""
        return dict(self.options).get(name)

    def says(self, name: str, value: object) -> bool:
        """Whether that option is that constant."""
        given = self.option(name)
        return isinstance(given, ast.Constant) and given.value == value

    def text(self, place: int) -> str:
        """The argument in that place, as written; "" without one."""
        return ast.unparse(self.arguments[place]) if place < len(self.arguments) else ""


# Where the name of the table stands among the arguments.
_TABLE = {"create_index": 1, "create_unique_constraint": 1, "create_check_constraint": 1, "create_foreign_key": 1}


def calls(tree: ast.Module) -> Iterator[Call]:
    """All calls on `op`, `operations`, or a batch, of `upgrade` and `downgrade`."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name in {"upgrade", "downgrade"}:
            found = list(_calls(function, function.name == "downgrade", alone=False))
            made = {call.text(0) for call in found if call.name == "create_table"}
            for call in found:
                new = call.text(_TABLE.get(call.name, 0)) in made
                yield Call(call.of, call.name, call.line, call.arguments, call.options, call.down, new, call.alone)


def _calls(node: ast.AST, down: bool, alone: bool) -> Iterator[Call]:
    if isinstance(node, ast.With):
        alone = alone or any("autocommit_block" in ast.unparse(item.context_expr) for item in node.items)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        options = tuple((word.arg, word.value) for word in node.keywords if word.arg)
        of = ast.unparse(node.func.value)
        yield Call(of, node.func.attr, node.lineno, tuple(node.args), options, down, alone=alone)
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, down, alone)
