"""The one SQLite file of an app: every `sqlite3.connect` means it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import libcst as cst

from archwright.port.code import code_of
from archwright.port.source import External, Own, Source, Statement
from archwright.port.tables.paths import Paths

CONNECT = frozenset({"sqlite3.connect", "sqlite3.dbapi2.connect"})
OPTIONS = frozenset({"check_same_thread", "timeout", "isolation_level", "detect_types", "cached_statements"})
_ORMS = frozenset({"flask_sqlalchemy", "sqlalchemy", "sqlmodel", "peewee"})


@dataclass(frozen=True)
class SqliteFile:
    """`path` is relative to the app's folder, or absolute; `variable`: the one of the environment that may name it."""

    path: str
    variable: str = ""


@lru_cache(maxsize=8)
def sqlite_file(source: Source) -> SqliteFile | None:
    """The file, None when there are several, none, or one that is only known when the app runs."""
    if any(_top(origin) in _ORMS for module in source.modules.values() for origin in module.imports.values()):
        return None
    found: set[SqliteFile] = set()
    for statement in source:
        for call in connects(statement, source):
            file = _file_of(call, statement, source)
            if file is None:
                return None
            found.add(file)
    return found.pop() if len(found) == 1 else None


def connects(statement: Statement, source: Source) -> Iterator[cst.Call]:
    """The calls of `sqlite3.connect` in a statement."""
    finder = _Calls()
    statement.node.visit(finder)
    return (call for call in finder.found if meaning_of(call, statement.module, source) in CONNECT)


def meaning_of(call: cst.Call, module: str, source: Source) -> str:
    """The qualified name of what is called, "" when it is not imported."""
    head, _, rest = code_of(call.func).partition(".")
    origin = source.origin(module, head) if head.isidentifier() else None
    if not isinstance(origin, External):
        return "sqlite3.connect" if head == "sqlite3" and rest == "connect" and not origin else ""
    return f"{origin}.{rest}" if rest else str(origin)


def is_plain(call: cst.Call) -> bool:
    """Whether a call gives a place and options that are passed on as they are."""
    first = call.args[0] if call.args else None
    if first is None or first.star or (first.keyword and first.keyword.value != "database"):
        return False
    return all(arg.keyword is not None and arg.keyword.value in OPTIONS for arg in call.args[1:])


def _file_of(call: cst.Call, statement: Statement, source: Source) -> SqliteFile | None:
    if not is_plain(call):
        return None
    paths = Paths(source, statement)
    found = paths.of(call.args[0].value)
    if found is None or found.name.startswith(":") or str(found) == "." or "file:" in str(found):
        return None
    return SqliteFile(_usable(found, source.root), paths.variable)


def _usable(path: PurePosixPath, root: Path) -> str:
    """Of a path on another machine the name is kept."""
    if not path.is_absolute():
        return path.as_posix()
    if Path(path).is_relative_to(root):
        return Path(path).relative_to(root).as_posix()
    return path.as_posix() if Path(path.parent).is_dir() else path.name


def _top(origin: External | Own) -> str:
    return origin.module.partition(".")[0] if isinstance(origin, External) else ""


class _Calls(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[cst.Call] = []

    def visit_Call(self, node: cst.Call) -> None:  # noqa: N802
        self.found.append(node)
