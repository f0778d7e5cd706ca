"""Environment variables that the source asks for and nobody set."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator

from archwright.prove.child.afterwards import when_imported
from archwright.prove.child.standins.noted import note

_VALUES = (
    (r"DATABASE|DB_UR[IL]|SQLALCHEMY|POSTGRES_UR", "sqlite:///stand_in.db"),
    (r"PORT$", "5000"),
    (r"MONGO", "mongodb://localhost/stand_in"),
    (r"REDIS", "redis://localhost:6379/0"),
    (r"EXPIR|SECONDS|TIMEOUT|TTL|SIZE|COUNT|LIMIT|DAYS|HOURS|MINUTES", "3600"),
    (r"DEBUG|ENABLE|^USE_", "0"),
    (r"E?MAIL|SENDER|USERNAME$", "ada@example.com"),
    (r"URL|URI|ENDPOINT|HOST|DOMAIN", "https://example.com"),
    (r"^ENV$|_ENV$", "dev"),
)


def fill(folder: str, sources: dict[str, ast.Module]) -> None:
    """Set what is asked for without a default."""
    lend(sorted({name for tree in sources.values() for name in _asked(tree)}), folder)


def lend(names: list[str], folder: str) -> None:
    """Set variables that nobody set: in the original and in what replaces it to the same values."""
    for name in names:
        if name not in os.environ:
            os.environ[name] = value_of(name, folder)
            note(f"env {name}")


def lend_keys() -> None:
    """An SDK without any credentials refuses what it can do offline, such as signing a URL."""
    when_imported("boto3", lambda _: _set("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"))


def _set(*names: str) -> None:
    lend(list(names), "")


def value_of(name: str, folder: str) -> str:
    """What a variable of that name may hold."""
    if name.startswith("AWS_"):
        return "eu-central-1" if name.endswith("REGION") else "standin" + name.replace("_", "").lower()
    if re.search(r"(_DIR|_FOLDER|_PATH)$", name):
        return _folder_like(name, folder)
    for pattern, value in _VALUES:
        if re.search(pattern, name, re.IGNORECASE):
            return value
    return "stand_in_" + name.lower()


def _folder_like(name: str, folder: str) -> str:
    """A folder of the source that goes by the same word, else the source itself."""
    word = name.split("_", maxsplit=1)[0].lower()
    for found in sorted(os.listdir(folder)):
        if word in found.lower() and os.path.isdir(os.path.join(folder, found)):
            return os.path.join(folder, found)
    return folder


def _asked(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) in ("os.environ", "environ"):
            yield from _text(node.slice)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in _GETTERS and node.args:
            yield from _text(node.args[0]) if len(node.args) == 1 or _is_empty(node.args[1]) else ()


_GETTERS = ("os.environ.get", "os.getenv", "getenv", "environ.get")


def _is_empty(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in (None, "")


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
