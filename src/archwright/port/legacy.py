"""The fallback: the original, carried over verbatim, answering what did not move."""

import re
from collections.abc import Iterable
from pathlib import Path

from archwright.model.parts import Asset, Dependency, Part, TextFile
from archwright.port.recipe import Original
from archwright.port.source import External, Module

MONGO_CLIENTS = frozenset({"pymongo", "pymongo.MongoClient", "pymongo.mongo_client.MongoClient"})
_DRAWN = re.compile(r"\b(?:secret_key|SECRET_KEY)\b[\"'\]]*\s*=.*\b(?:urandom|token_\w+|uuid\d|choices?|randbytes)\b")
THREADS = frozenset({"threading", "threading.Thread"})
_SKIPPED = frozenset({".git", "node_modules", "venv", ".venv", "env", "__pycache__", ".archwright", ".pytest_cache"})


def carried(root: Path) -> list[Path]:
    """Every file of the original that is worth carrying, relative to the root, in order."""
    found = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.is_file() and not path.is_symlink() and not _SKIPPED & set(relative.parts):
            found.append(relative)
    return found


def whole_original(root: Path) -> list[Asset]:
    """The whole original under `app/legacy`."""
    return [Asset(f"app/legacy/source/{path.as_posix()}", str(root / path)) for path in carried(root)]


def data_files(root: Path, code: str = "") -> list[Asset]:
    """What the moved code may open by a path relative to the working folder: all but code and version control.

    Files of a kind that mostly serves tools are carried when `code`, the text of the application, names them.
    """
    return [
        Asset(path.as_posix(), str(root / path))
        for path in carried(root)
        if path.suffix not in {".py", ".pyc", ".lock"}
        and (path.suffix not in {".md", ".toml", ".yml", ".yaml", ".ini", ".cfg"} or path.name in code)
        and not path.name.startswith(".")
        and path.name not in {"Dockerfile", "Procfile", "LICENSE", "Makefile", "requirements.txt", "Pipfile"}
    ]


LOADER = '''"""The original application, which still answers what has not moved."""

import importlib.util
import sys
{partial}from pathlib import Path
{thread}from typing import Any

{context}from app.core.compat.legacy import LegacyApp
{starters}{client}{imports}
SOURCE = Path(__file__).parent / "source"
MOVED = {moved}
{servers}

{sharing}{lateness}{apart}def load_original() -> Any:
    """The WSGI application of the original, loaded from its own folder the way it is started."""
    sys.path.insert(0, str(SOURCE))
{share}{late}    spec = importlib.util.spec_from_file_location("{name}", SOURCE / "{entry}")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
{load}    return {application}


def legacy() -> LegacyApp:
    """Everything of the original that the routers do not answer."""
    original = {loaded}
    original.debug = False
{secret}{tables}    endpoints = {{rule.endpoint for rule in original.url_map.iter_rules()}}
    return LegacyApp(original, endpoints - MOVED, unmatched=True)
'''


def legacy_parts(original: Original, moved: Iterable[str], *, as_program: bool, shares: bool) -> list[Part]:
    """The loader, the source, and what the source needs. `moved` endpoints are answered by the routers.

    `as_program`: the original is started as one, so that what stands under its main guard is done.
    `shares`: the backend has a database of its own, which the original works on too.
    """
    facts = original.facts
    program = as_program and "__main__" in (original.source.root / facts.entry).read_text("utf-8", errors="replace")
    stem = original.source.root.name if facts.entry == "__init__.py" else Path(facts.entry).stem
    text = LOADER.format(
        name="__main__" if program else stem,
        load=AS_PROGRAM.format(entry=facts.entry) if program else AS_MODULE.format(stem=stem),
        **_servers(original, program),
        entry=facts.entry,
        application=_application(original),
        moved=_set(moved),
        **_sharing(original, shares),
        **_lateness(original),
        **_apartness(original),
        **_secrecy(original),
    )
    return [
        TextFile("app/legacy/__init__.py", text),
        *whole_original(original.source.root),
        *(
            Dependency(name)
            for name in sorted({"flask>=3.1", *(e.package.replace("_", "-") for e in facts.extensions)})
        ),
    ]


def _set(names: Iterable[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in sorted(names))
    return f"{{{listed}}}" if listed else "set()"


AS_MODULE = """    sys.modules["{stem}"] = module
    spec.loader.exec_module(module)
"""
AS_PROGRAM = """    sys.modules["__main__"] = module
    own_argv, sys.argv = sys.argv, [str(SOURCE / "{entry}")]
    for owner, start in SERVERS:
        setattr(owner, start, lambda *_arguments, **_options: None)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.argv = own_argv
"""
SERVERS = {
    "flask": ("from flask import Flask", "Flask", "run"),
    "flask_socketio": ("from flask_socketio import SocketIO", "SocketIO", "run"),
    "uvicorn": ("import uvicorn", "uvicorn", "run"),
    "waitress": ("import waitress", "waitress", "serve"),
    "werkzeug.serving": ("from werkzeug import serving", "serving", "run_simple"),
}
"""Modules that start a server: how they are imported, and what the original must not start."""
TABLES = """    with original.app_context():
        original.extensions["sqlalchemy"].create_all()
"""
SHARING = '''
def share_database() -> None:
    """Lets the original work on the database that the rest works on."""
    place = engine.url.database
    url = engine.url.set(database=str(Path(place).resolve())) if engine.name == "sqlite" and place else engine.url
    init_app = SQLAlchemy.init_app

    def init_on_it(extension: SQLAlchemy, app: Any) -> None:
        app.config["SQLALCHEMY_DATABASE_URI"] = url.render_as_string(hide_password=False)
        init_app(extension, app)

    SQLAlchemy.init_app = init_on_it


'''


def _sharing(original: Original, shares: bool) -> dict[str, str]:
    if "flask_sqlalchemy.SQLAlchemy" not in original.objects.values():
        return {"imports": "", "sharing": "", "share": "", "tables": ""}
    if not shares:
        return {"imports": "", "sharing": "", "share": "", "tables": TABLES}
    imports = "\nfrom app.core.database import engine\nfrom flask_sqlalchemy import SQLAlchemy\n"
    return {"imports": imports, "sharing": SHARING, "share": "    share_database()\n", "tables": ""}


def _servers(original: Original, program: bool) -> dict[str, str]:
    """What would start a server while the original is loaded."""
    imported = [name.module for module in original.source.modules.values() for name in _outside(module)]
    found = [said for module, said in SERVERS.items() if module in {"flask", *imported}] if program else []
    pairs = ", ".join(f'({owner}, "{start}")' for _, owner, start in found)
    return {
        "starters": "".join(f"{line}\n" for line, _, _ in found),
        "servers": f"SERVERS: list[tuple[Any, str]] = [{pairs}]\n" if found else "",
    }


def _outside(module: Module) -> list[External]:
    return [name for name in module.imports.values() if isinstance(name, External)]


APART = '''
def load_apart() -> Any:
    """The original, with the name `app` to itself while it is loaded: it has a module of that name too."""
    ours = {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "app"}
    paths = sys.path[:]
    sys.path[:] = [path for path in paths if Path(path).resolve() != SOURCE.parents[2]]
    try:
        return load_original()
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "app"]:
            del sys.modules[name]
        sys.modules.update(ours)
        sys.path[:] = [str(SOURCE), *paths]


'''


def _apartness(original: Original) -> dict[str, str]:
    """Where the backend's own package would hide a module of the original from it."""
    if "app" not in {name.partition(".")[0] for name in original.source.modules}:
        return {"apart": "", "loaded": "load_original()"}
    return {"apart": APART, "loaded": "load_apart()"}


LATE = '''
def connect_late() -> None:
    """Lets the original's MongoDB clients look for their server when it is first needed."""
    MongoClient.__init__ = partialmethod(MongoClient.__init__, connect=False)


'''
BEHIND = '''
def stay_behind() -> None:
    """Lets the process end although a thread of the original goes on."""
    Thread.__init__ = partialmethod(Thread.__init__, daemon=True)


'''


def _lateness(original: Original) -> dict[str, str]:
    """What keeps the original from asking the network while it is loaded, and from outliving the server."""
    imported = {str(name) for module in original.source.modules.values() for name in _outside(module)}
    connects = bool(imported & MONGO_CLIENTS)
    goes_on = bool(imported & THREADS) and any("Thread(" in statement.code for statement in original.source)
    return {
        "partial": "from functools import partialmethod\n" * (connects or goes_on),
        "thread": "from threading import Thread\n" * goes_on,
        "client": "from pymongo import MongoClient\n" * connects,
        "lateness": LATE * connects + BEHIND * goes_on,
        "late": "    connect_late()\n" * connects + "    stay_behind()\n" * goes_on,
    }


def draws_secret(original: Original) -> bool:
    """Whether the original draws its secret key anew at each start."""
    return any(_DRAWN.search(statement.code) for statement in original.source)


def _secrecy(original: Original) -> dict[str, str]:
    """What gives the original the key that the rest has drawn, so that both read the same session."""
    if not draws_secret(original):
        return {"context": "", "secret": ""}
    line = "    original.secret_key = current_app.secret_key or original.secret_key\n"
    return {"context": "from app.core.compat.context import current_app\n", "secret": line}


def _application(original: Original) -> str:
    """How the loaded module gives its application: a variable, or a factory to call."""
    text = (original.source.root / original.facts.entry).read_text("utf-8", errors="replace")
    factory = re.search(
        r"^def (\w+)\([^)]*\).*?:(?:\n(?:[ \t].*)?)*?\n[ \t]+return " + original.facts.app_variable, text, re.MULTILINE
    )
    made = re.search(rf"^{original.facts.app_variable}\s*=", text, re.MULTILINE)
    return f"module.{factory[1]}()" if factory and not made else f"module.{original.facts.app_variable}"
