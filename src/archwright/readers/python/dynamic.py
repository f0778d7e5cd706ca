"""Code that cannot be known by reading: exec, eval, star imports, names made at run time."""

import ast
from collections.abc import Iterator

from archwright.model.place import Gap, Place
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.world import World

WORDS = ("exec(", "eval(", "globals()[", "import *", "__import__(", "import_module(")
_REASONS = {
    "exec": "runs code that is put together while the program runs",
    "eval": "evaluates an expression that is put together while the program runs",
    "__import__": "imports a module whose name is not written down",
    "importlib.import_module": "imports a module whose name is not written down",
}
EXAMPLES = (
    Example(
        "exec(code)\nx = eval('1')\nglobals()['y'] = 1\nfrom numpy import *\n",
        (
            "gaps: app.py:1 exec: runs code that is put together while the program runs",
            "gaps: app.py:3 globals(): names are made while the program runs",
            "gaps: app.py:4 star import: brings in names from numpy that are not listed",
        ),
    ),
)


def read(module: Module) -> Iterator[Gap]:
    """Dynamic calls; a literal argument is no secret and no gap."""
    if not any(word in module.text for word in WORDS):
        return
    for scope in module.scopes:
        for call in scope.of(ast.Call):
            origin = module.origin(call.func)
            if origin in _REASONS and not (call.args and isinstance(call.args[0], ast.Constant)):
                yield Gap(module.place(call), origin, _REASONS[origin])
        for item in scope.of(ast.Subscript):
            called = isinstance(item.value, ast.Call) and module.origin(item.value.func) in ("globals", "locals")
            if called and not isinstance(item.ctx, ast.Load):
                yield Gap(module.place(item), "globals()", "names are made while the program runs")


def join(world: World) -> Iterator[Gap]:
    """Star imports of modules that are not ours (our own are followed)."""
    for path, found in world.files.items():
        for module, line in found.imports.stars:
            if world.locate(module) is None and module.partition(".")[0] not in ("flask", "tkinter", "typing"):
                yield Gap(Place(path, line), "star import", f"brings in names from {module} that are not listed")
