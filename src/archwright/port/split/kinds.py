"""Which names of a moved piece speak HTTP, which reach the database, and which locals carry either on."""

import ast
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from archwright.port.rewrite import Import

NEUTRAL = frozenset({"current_app", "Markup", "escape"})
SESSIONS = frozenset({"current_session", "PageQuery"})
"""Names that reach the database through the session of the request: any expression with them can move alone."""
QUERIES = "app.core.compat.database"
SPOKEN = ("app.core.compat", "app.api", "werkzeug.exceptions")
"""Modules whose names speak HTTP: what uses them stays in the route."""
DATA = frozenset({"request", "session", "current_user", "g"})
REMEMBERING = frozenset({"begin", "connect", "connection", "cursor", "fetchall", "fetchmany", "fetchone", "lastrowid"})
"""What connections and cursors have: the next use rests on the one before."""
SQL = re.compile(r"\s*(?:select|insert|update|delete|replace|with)\s", re.IGNORECASE)
DRIVERS = frozenset({"sqlite3", "psycopg2", "pymysql", "MySQLdb", "mysql", "pymongo", "redis", "pyodbc"})


@dataclass(frozen=True)
class Kinds:
    """Names of one function by kind; `handles` are locals that hold a connection or a cursor.

    `alone`: names of `database` that remember nothing between two uses, so that any expression with them moves alone.
    """

    http: frozenset[str]
    database: frozenset[str]
    handles: frozenset[str]
    alone: frozenset[str] = SESSIONS

    def is_http(self, names: Iterable[str]) -> bool:
        """Whether any of the names speaks HTTP."""
        return not self.http.isdisjoint(names)

    def is_database(self, names: Iterable[str]) -> bool:
        """Whether any of the names reaches the database."""
        names = set(names)
        return not (self.database | self.handles).isdisjoint(names)


def kinds_of(code: str, imports: Iterable[Import]) -> Kinds:
    """Sorts the names of a function by what they were imported from and what they were assigned."""
    imports = list(imports)
    http = {i.bound for i in imports if i.module.startswith(SPOKEN) and i.name not in NEUTRAL and i.module != QUERIES}
    database = {
        i.bound for i in imports if i.module in ("app.core.database", QUERIES) or i.module.partition(".")[0] in DRIVERS
    }
    makers = http - DATA
    tree = ast.parse(textwrap.dedent(code))
    http |= _carried(tree, makers)
    stored = {i.bound for i in imports if i.module.startswith("app.repositories")}
    shared = _shared(tree, stored)
    alone = SESSIONS | {name for name, verbs in shared.items() if not verbs & REMEMBERING}
    database |= shared.keys()
    handles = _handles(tree, database - alone, _openers(tree, stored - shared.keys()))
    return Kinds(frozenset(http), frozenset(database), frozenset(handles), frozenset(alone))


def _shared(tree: ast.AST, stored: set[str]) -> dict[str, set[str]]:
    """Objects beside the queries that are used by their methods and keys alone (`db.execute(...)`, `TASKS[number]`),
    and those methods.

    Functions that are given SQL (`query_db("SELECT ...")`) count as objects without methods.
    """
    verbs: dict[str, set[str]] = {}
    bare = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & stored
    uses = dict.fromkeys(bare, 0)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in bare:
            uses[node.id] += 1
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in bare:
            verbs.setdefault(node.value.id, set()).add(node.attr)
            uses[node.value.id] -= 1
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in bare:
            verbs.setdefault(node.value.id, set())
            uses[node.value.id] -= 1
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in bare and _is_sql(node):
            verbs.setdefault(node.func.id, set())
            uses[node.func.id] -= 1
    return {name: found for name, found in verbs.items() if not uses[name]}


def _is_sql(call: ast.Call) -> bool:
    match call.args:
        case [ast.Constant(value=str(text)), *_]:
            return bool(SQL.match(text))
        case _:
            return False


def _carried(tree: ast.AST, makers: set[str]) -> set[str]:
    """Locals that hold something only HTTP knows: a response, a form."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _root(node.value.func) in makers:
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return found


def _handles(tree: ast.AST, database: set[str], openers: set[str]) -> set[str]:
    """Locals that hold a connection or cursor: made by a driver, or by calling `.cursor()` and the like on one."""
    found: set[str] = set()
    for _ in range(4):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                pairs = [(target, node.value) for target in node.targets]
            elif isinstance(node, ast.withitem) and node.optional_vars is not None:
                pairs = [(node.optional_vars, node.context_expr)]
            else:
                continue
            found |= {t.id for t, v in pairs if isinstance(t, ast.Name) and _opens(v, database, openers, found)}
    return found - _fetched(tree)


def _openers(tree: ast.AST, stored: set[str]) -> set[str]:
    """Functions beside the queries that give connections: by their names, or by what is done with what they give."""
    given = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)]
    named = {t.id: _root(node.value) for node in given for t in node.targets if isinstance(t, ast.Name)}
    used = {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in {"cursor", "commit"}
    }
    told = {name for name in stored if any(word in name for word in ("db", "conn", "cursor"))}
    return told | {named[name] for name in used & named.keys()} & stored


def _fetched(tree: ast.AST) -> set[str]:
    """Names that end up with rows: `row = cursor.execute(...)`, then `row = cursor.fetchone()`."""
    given = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)]
    rows = [n for n in given if isinstance(n.value.func, ast.Attribute) and n.value.func.attr.startswith("fetch")]  # type: ignore[attr-defined]
    return {target.id for node in rows for target in node.targets if isinstance(target, ast.Name)}


def _opens(value: ast.expr, database: set[str], openers: set[str], handles: set[str]) -> bool:
    if not isinstance(value, ast.Call):
        return isinstance(value, ast.Name) and value.id in handles
    root, last = _root(value.func), value.func.attr if isinstance(value.func, ast.Attribute) else ""
    if root in handles:
        return last in {"cursor", "execute", "executemany"}
    if root in database:
        return last in {"connect", "cursor", "execute"} or isinstance(value.func, ast.Name)
    return root in openers


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
