"""The layer that a definition belongs to by what it touches itself: the wire, the database, or neither."""

import re
from collections.abc import Callable

from archwright.port.counterparts import counterpart
from archwright.port.recipe import Original
from archwright.port.roles import Layer
from archwright.port.source import External, Own, Source, Statement

DATABASES = frozenset(
    {"sqlite3", "sqlalchemy", "flask_sqlalchemy", "pymongo", "flask_pymongo", "psycopg2", "mysql", "MySQLdb", "pymysql",
     "redis", "cs50", "mongoengine", "peewee", "pyodbc", "psycopg", "asyncpg", "bson", "pony"}
)  # fmt: skip
SQL_DRIVERS = frozenset({"MySQLdb", "mysql", "psycopg", "psycopg2", "pymssql", "pymysql", "pyodbc", "sqlite3"})
FRAMEWORKS = ("flask", "flasgger", "werkzeug.local")
_RUNS_SQL = re.compile(r"\.execute(?:many)?\(\s*f?[\"']|\bsqlite3\.connect\(")
"""A function with a statement in SQL, whoever gave it the connection."""
NEUTRAL = frozenset({"_app_ctx_stack", "_request_ctx_stack", "g", "current_app", "json", "escape", "Markup"})


def is_framework(name: str) -> bool:
    """Whether a package is Flask or needs Flask to run."""
    return name.startswith(FRAMEWORKS)


def base_layer(original: Original) -> Callable[[Statement], Layer]:
    """Tells the layer of one statement by its own uses; helpers it calls count separately."""

    def layer(statement: Statement) -> Layer:
        origins = [original.source.origin(statement.module, name) for name in statement.uses]
        if any(_is_wire(origin) for origin in origins):
            return "api"
        if any(_is_database(origin, original) for origin in origins):
            return "repositories"
        return "repositories" if _RUNS_SQL.search(statement.code) else "core"

    return layer


def speaks_sql(statement: Statement, source: Source) -> bool:
    """Whether a statement has SQL in it, or opens a connection: it stays by the queries, whoever uses it."""
    origins = [source.origin(statement.module, name) for name in statement.uses]
    opens = any(isinstance(o, External) and o.module.partition(".")[0] in SQL_DRIVERS for o in origins)
    return opens or bool(_RUNS_SQL.search(statement.code))


def _is_wire(origin: object) -> bool:
    if not isinstance(origin, External):
        return False
    found = counterpart(str(origin))
    return (found is not None and found.name not in NEUTRAL) or (
        is_framework(origin.module) and origin.name not in NEUTRAL and not origin.module.startswith("flask_sqlalchemy")
    )


def _is_database(origin: object, original: Original) -> bool:
    if isinstance(origin, Own):
        return original.objects.get(origin, "").partition(".")[0] in DATABASES
    return isinstance(origin, External) and origin.module.partition(".")[0] in DATABASES
