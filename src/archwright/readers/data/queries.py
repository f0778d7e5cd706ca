"""Raw SQL in strings: the text, how it is built, and the tables it makes or touches."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from archwright.kit.syntax import dotted, source
from archwright.model.facts import Entity, Query
from archwright.model.place import Gap
from archwright.readers.data._sql import CREATE_TABLE, created_tables, tables_of, verb_of
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope

WORDS = (".execute(", "SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "CREATE TABLE")
_CALLS = frozenset({"execute", "executemany", "executescript", "read_sql", "read_sql_query", "text"})
EXAMPLES = (
    Example(
        "c.execute('SELECT * FROM users WHERE id = ?', (1,))\n"
        "c.execute(f\"DELETE FROM users WHERE name = '{name}'\")\n"
        "c.execute('UPDATE users SET a = %s' % a)\n"
        "c.execute('INSERT INTO log VALUES (' + x + ')')\n"
        "c.execute('select a from {} join b'.format(t))\n"
        "print('Select a name from the list')\n",
        (
            "queries: SELECT users literal",
            "queries: DELETE users format",
            "queries: UPDATE users format",
            "queries: INSERT log format",
            "queries: SELECT b format",
        ),
    ),
    Example(
        "c.execute('''CREATE TABLE IF NOT EXISTS task (\n  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
        "  title TEXT NOT NULL DEFAULT 'x',\n"
        "  owner INTEGER REFERENCES user(id),\n  code VARCHAR(8) UNIQUE)''')\n",
        (
            "entities: task (sql task): id INTEGER key, title TEXT not null = 'x', owner INTEGER -> user.id, "
            "code TEXT(8) unique",
            "queries: CREATE task literal",
        ),
    ),
    Example("def run(c, sql):\n    c.execute(sql)\n", ("queries:   unknown",)),
)


@dataclass(frozen=True)
class _Text:
    node: ast.expr
    sql: str
    built: str


def read(module: Module) -> Iterator[Query | Entity | Gap]:
    """Every string that is SQL, each node once, and executed text that is not written down here."""
    for scope in module.scopes:
        for found in _texts(scope):
            verb = verb_of(found.sql)
            if verb:
                place = module.place(found.node)
                yield Query(found.sql, tables_of(found.sql), verb, found.built, place)
                if CREATE_TABLE.search(found.sql):
                    yield from _created(module, found)
        yield from _unknown(module, scope)


def _created(module: Module, found: _Text) -> Iterator[Entity | Gap]:
    place = module.place(found.node)
    entities = created_tables(found.sql, place)
    if entities is None:
        yield Gap(place, "CREATE TABLE", "no SQL dialect reads this text")
    else:
        yield from entities


def _texts(scope: Scope) -> Iterator[_Text]:
    used: set[int] = set()
    for outer in scope.of(ast.BinOp):
        if id(outer) not in used:
            yield from _joined(outer, used)
    for call in scope.of(ast.Call):
        function = call.func
        if (
            isinstance(function, ast.Attribute)
            and function.attr == "format"
            and isinstance(function.value, ast.Constant)
        ):
            used.add(id(function.value))
            yield _Text(call, str(function.value.value), "format")
    for string in scope.of(ast.JoinedStr):
        if id(string) not in used:
            used.update(id(part) for part in ast.walk(string))
            yield _Text(string, _pattern(string), "format" if _has_values(string) else "literal")
    for constant in scope.of(ast.Constant):
        if isinstance(constant.value, str) and id(constant) not in used and len(constant.value) > 9:
            yield _Text(constant, constant.value, "literal")


def _joined(node: ast.BinOp, used: set[int]) -> Iterator[_Text]:
    """A chain of + or %: one text with {} where values go in."""
    used.update(id(part) for part in ast.walk(node) if isinstance(part, ast.BinOp))
    pieces = list(_pieces(node))
    first = pieces[0]
    if not isinstance(first, ast.Constant | ast.JoinedStr):
        return
    used.update(
        id(part) for piece in pieces for part in ast.walk(piece) if isinstance(piece, ast.Constant | ast.JoinedStr)
    )
    plain = all(isinstance(piece, ast.Constant) for piece in pieces) and not isinstance(node.op, ast.Mod)
    yield _Text(node, "".join(_pattern(piece) for piece in pieces), "literal" if plain else "format")


def _pieces(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _pieces(node.left)
        yield from _pieces(node.right)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        yield from _pieces(node.left)
    else:
        yield node


def _pattern(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_pattern(part) for part in node.values)
    return "{" + source(node.value if isinstance(node, ast.FormattedValue) else node) + "}"


def _has_values(node: ast.JoinedStr) -> bool:
    return any(isinstance(part, ast.FormattedValue) for part in node.values)


def _unknown(module: Module, scope: Scope) -> Iterator[Query]:
    """`cursor.execute(sql)` where nothing in this scope or module says what `sql` is."""
    known = {dotted(target) for assign in scope.of(ast.Assign) for target in assign.targets} | set(module.constants)
    for call in scope.of(ast.Call):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _CALLS - {"text"} or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.Name) and first.id not in known and dotted(call.func.value):
            yield Query("", (), "", "unknown", module.place(call))
