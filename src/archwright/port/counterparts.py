"""What stands in for the framework's names and for extension objects, as imports."""

import ast
from functools import cache
from importlib.resources import files

from archwright.port.compat import provides
from archwright.port.rewrite import Import


def counterpart(qualified: str) -> Import | None:
    """The import that replaces a framework name ("flask.request"), None when there is none."""
    found = provides().get(qualified)
    return Import(found.module, found.name) if found else None


@cache
def extensions() -> frozenset[str]:
    """Classes of Flask extensions whose objects move: each runtime module declares its own in `__extensions__`."""
    folder = files("archwright.port.compat") / "runtime"
    found: set[str] = set()
    for entry in folder.iterdir():
        if entry.name.endswith(".py"):
            found |= set(_declared(entry.read_text("utf-8")))
    return frozenset(found)


def _declared(text: str) -> tuple[str, ...]:
    if "__extensions__" not in text:
        return ()
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__extensions__":
            names: tuple[str, ...] = ast.literal_eval(node.value)
            return names
    return ()
