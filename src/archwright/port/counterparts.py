"""What stands in for the framework's names and for extension objects, as imports."""

import ast
from functools import cache
from importlib.resources import files
from typing import Any

from archwright.port import compat
from archwright.port.rewrite import Import


def counterpart(qualified: str) -> Import | None:
    """The import that replaces a framework name ("flask.request"), None when there is none."""
    found = compat.counterpart(qualified)
    return Import(found.module, found.name) if found else None


@cache
def acts_around(qualified: str) -> bool:
    """Whether objects of an extension class take part in answering requests, so that main must install them."""
    found = counterpart(qualified)
    if found is None:
        return False
    text = _text(found.module)
    classes = {n.name: [ast.unparse(b) for b in n.bases] for n in ast.parse(text).body if isinstance(n, ast.ClassDef)}
    bases = set(classes.get(found.name, ()))
    return "Feature" in bases or any("Feature" in classes.get(base, ()) for base in bases)


@cache
def extensions() -> frozenset[str]:
    """Classes of Flask extensions whose objects move: each runtime module declares its own in `__extensions__`."""
    folder = files("archwright.port.compat") / "runtime"
    found: set[str] = set()
    for entry in folder.iterdir():
        if entry.name.endswith(".py"):
            found |= set(_declared(entry.read_text("utf-8")))
    return frozenset(found)


@cache
def pages_of(qualified: str) -> str:
    """What the endpoints begin with that an extension's counterpart answers itself; "" when there are none."""
    found = counterpart(qualified)
    return str(_literal(_text(found.module), "__pages__")) if found else ""


def _text(module: str) -> str:
    return (files("archwright.port.compat") / "runtime" / f"{module.rpartition('.')[2]}.py").read_text("utf-8")


def _declared(text: str) -> tuple[str, ...]:
    names: tuple[str, ...] = _literal(text, "__extensions__") or ()
    return names


def _literal(text: str, name: str) -> Any:
    """The value that a module gives to a name of its own; "" without one."""
    for node in ast.parse(text).body if name in text else ():
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    return ""


def object_name(qualified: str) -> str:
    """The variable for an extension object that had none: `flask_cors.CORS` -> "cors"."""
    return qualified.rpartition(".")[2].lower()
