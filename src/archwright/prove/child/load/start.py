"""Run the entry file as `python app.py` would, or import it, and find the Flask application in it."""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import inspect
import os
import re
import sys
import types
from typing import Any

from archwright.prove.child.load import servers
from archwright.prove.child.load.failure import NoApplicationError

_FACTORY = re.compile(r"^(create|make|build|get|init|setup)_?(app|application|server|flask)$|^app_factory$|^create_app")


def start(entry: str, root: str, mode: str, variable: str, package: str) -> tuple[Any, types.ModuleType]:
    """The application and its module. `mode`: "main" or "import"; `variable` is preferred when it names one; `package`
    is what the root is called where it stands."""
    servers.disarm()
    os.chdir(os.path.dirname(entry))
    sys.argv[:] = [entry]
    module = _run(entry) if mode == "main" else _import(entry, root, package)
    app = _found(module, variable)
    if app is None:
        raise NoApplicationError(entry)
    return app, module


def _run(entry: str) -> types.ModuleType:
    """Not runpy: it takes the module out of sys.modules again, and a factory called later would miss it."""
    sys.path.insert(0, os.path.dirname(entry))
    module = types.ModuleType("__main__")
    module.__file__ = entry
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    with open(entry, "rb") as file:
        code = compile(file.read(), entry, "exec", dont_inherit=True)
    try:
        exec(code, module.__dict__)  # noqa: S102 - the user's program, in the child
    except SystemExit:
        if not servers.served:
            raise
    return module


def _import(entry: str, root: str, package: str) -> types.ModuleType:
    folder, name = os.path.dirname(entry), os.path.splitext(os.path.basename(entry))[0]
    parts = [] if name == "__init__" else [name]
    while folder != root and os.path.isfile(os.path.join(folder, "__init__.py")):
        parts.insert(0, os.path.basename(folder))
        folder = os.path.dirname(folder)
    if not parts or (len(parts) == 1 and os.path.isfile(os.path.join(folder, "__init__.py"))):
        parts.insert(0, package if folder == root else os.path.basename(folder))
        _name(parts[0], folder)
        folder = os.path.dirname(folder)
    sys.path[:0] = list(dict.fromkeys([folder, os.path.dirname(entry)]))
    return importlib.import_module(".".join(parts))


def _name(package: str, folder: str) -> None:
    """Lets a package be found by its name in a folder that is called otherwise."""
    if os.path.basename(folder) == package:
        return
    spec = importlib.util.spec_from_file_location(package, os.path.join(folder, "__init__.py"))
    if spec is None or spec.loader is None:
        return
    sys.path.insert(0, folder)
    module = sys.modules[package] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


def _found(module: types.ModuleType, variable: str) -> Any:
    from flask import Flask

    named = [vars(module).get(variable)] if variable else []
    wrapped = [getattr(each, name, None) for each in servers.served for name in ("app", "wsgi_app")]
    for candidate in [*servers.served, *wrapped, *named, *vars(module).values()]:
        if issubclass(type(candidate), Flask):  # not isinstance: context proxies raise on it
            return candidate
    return _made(module, Flask)


def _made(module: types.ModuleType, kind: type) -> Any:
    for name, value in list(vars(module).items()):
        if inspect.isfunction(value) and _FACTORY.match(name) and not _required(value):
            app = value()
            app = app[0] if isinstance(app, tuple) and app else app
            if isinstance(app, kind):
                return app
    return None


def _required(function: Any) -> bool:
    parameters = inspect.signature(function).parameters.values()
    return any(each.default is each.empty and each.kind < each.VAR_POSITIONAL for each in parameters)
