"""Names for extracted methods, read off the query or the view they came from."""

import ast
import re
import textwrap

_ENTITY = re.compile(r"(?:[qQ]uery|select|get)\(\s*([A-Z]\w*)")
_BY = re.compile(r"filter_by\(([^)]*)\)")
_COLUMN = re.compile(r"filter\(\s*[A-Z]\w*\.(\w+)\s*(?:==|\.)")

_SQL = re.compile(
    r"(?:\b(SELECT)\b.*?\bFROM|\b(?:(INSERT)\s+(?:OR\s+\w+\s+)?INTO|(DELETE)\s+FROM|(UPDATE)))\s+[`\"\[]?(\w+)",
    re.I | re.S,
)
_SELECTED = re.compile(r"\bSELECT\s+(\w+(?:\s*,\s*\w+)*)\s+FROM\b", re.I)
_SET = re.compile(r"\bSET\s+(.*?)(?:\bWHERE\b|[\"']|$)", re.I | re.S)
_GIVEN = re.compile(r"\b(\w+)\s*(?:=|LIKE\b)\s*[?:%$@]", re.I)
_METHOD = re.compile(r"(?:\w+\.)*(\w+)\.([a-z_]+)\(")
_SESSION_VERB = re.compile(r"current_session\(\)\.(add|delete|merge)\((?:new_)?([a-z]\w*)\)")
FEW = 2
_HELD = re.compile(r"(\w+)\[")
_VERBS = {"select": "find", "insert": "add", "delete": "delete", "update": "update"}


def snake(name: str) -> str:
    """`saveDetails` -> "save_details"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def plural(noun: str) -> str:
    """The plain English plural, good enough for names; a name that is one already stays."""
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "es" if noun.endswith(("s", "x", "ch", "sh")) else noun + "s"


def query_name(code: str, fallback: str) -> str:
    """A method name for a query expression; `fallback` when the query names no entity."""
    entity = _ENTITY.search(code)
    if not entity:
        return sql_name(code) or _of_method(code) or f"query_{fallback.removeprefix('query_')}"
    noun = snake(entity[1])
    return _verb(code, noun) + _condition(code)


def sql_name(code: str) -> str:
    """`"SELECT * FROM users WHERE id = ?"` -> "find_users_by_id"; "" for no statement, and for several."""
    statements = list(_SQL.finditer(code))
    if len(statements) != 1:
        return ""
    found = statements[0]
    told, table = next(word for word in found.groups()[:4] if word).lower(), snake(found[5])
    verb = "count" if told == "select" and re.match(r"select\s+count\(", found[0], re.I) else _VERBS[told]
    where = re.split(r"\bwhere\b", re.split("[\"']", code[found.end() :])[0], maxsplit=1, flags=re.I)[1:]
    columns = list(dict.fromkeys(_GIVEN.findall("".join(where))))
    by = "_and_".join(snake(column) for column in columns[:2])
    return f"{verb}_{table}_by_{by}" if by else f"{verb}_{table}"


def precise_name(code: str) -> str:
    """`"SELECT cash FROM users WHERE id = ?"` -> "find_users_cash_by_id"; "" where the columns are many or not told."""
    columns = [snake(each) for each in _columns(code)]
    if not sql_name(code) or not 0 < len(columns) <= FEW:
        return ""
    table, by, condition = sql_name(code).partition("_by_")
    return f"{table}_{'_and_'.join(columns)}{by}{condition}"


def verb_name(code: str) -> str:
    """`current_session().add(new_note)` -> "add_note"; "" for several such verbs, and for none."""
    found = set(_SESSION_VERB.findall(code))
    return "_".join(next(iter(found))) if len(found) == 1 else ""


def _columns(code: str) -> list[str]:
    selected, given = _SELECTED.search(code), _SET.search(code)
    if selected:
        return re.findall(r"\w+", selected[1])
    return re.findall(r"(\w+)\s*=", given[1]) if given else []


def _of_method(code: str) -> str:
    """`users.find_one({...})` -> "find_one_of_users", `mongo.db.users.insert_one(...)` -> "insert_one_of_users",
    `TASKS[number]` -> "find_in_tasks".
    """
    found = _METHOD.match(code.strip())
    held = _HELD.match(code.strip())
    if held and not found:
        return f"find_in_{snake(held[1])}"
    return f"{snake(found[2])}_of_{snake(found[1])}" if found and found[2] not in {"execute", "query"} else ""


def _verb(code: str, noun: str) -> str:
    tail = re.sub(r"\s+", "", code)
    if re.search(r"\.count\(\)$", tail):
        return f"count_{plural(noun)}"
    if re.search(r"\.paginate\(", tail):
        return f"page_of_{plural(noun)}"
    if re.search(r"\.delete\(", tail):
        return f"delete_{plural(noun)}"
    if re.search(r"\.update\(", tail):
        return f"update_{plural(noun)}"
    if re.search(r"\.(all|scalars|limit|order_by)\([^()]*\)$", tail):
        return f"list_{plural(noun)}"
    if re.search(r"\.(get|get_or_404)\(", tail) or tail.startswith("current_session().get("):
        return f"get_{noun}"
    return f"find_{noun}"


def _condition(code: str) -> str:
    by = _BY.search(code)
    if by:
        keys = re.findall(r"(\w+)\s*=", by[1])[:2]
        return f"_by_{'_and_'.join(keys)}" if keys else ""
    column = _COLUMN.search(code)
    return f"_by_{column[1]}" if column else ""


def parameter_name(code: str) -> str:
    """A parameter name for a hoisted read: `request.form["title"]` -> "title", `form.email.data` -> "email"."""
    keyed = re.findall(r"""["'](\w+)["']""", code)
    if keyed:
        return snake(keyed[-1])
    parts = [
        part
        for part in re.findall(r"[A-Za-z_]\w*", code)
        if part not in ("data", "get", "request", "form", "strip", "lower")
    ]
    return snake("_".join(parts[-2:])) if parts else "value"


class Names:
    """Gives each extracted method a name of its own; the same code gets the same name again."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def give(self, wanted: str, code: str, *otherwise: str) -> tuple[str, bool]:
        """(name, whether it is new); where the wanted name is another's, the first of the others that is free.

        The same code has the same name, however it is laid out.
        """
        code = _plain(code)
        free = (each for each in (wanted, *otherwise) if each and self._taken.get(each, code) == code)
        name = next(free, "") or self._numbered(wanted, code)
        new = name not in self._taken
        self._taken[name] = code
        return name, new

    def _numbered(self, wanted: str, code: str) -> str:
        numbered = (f"{wanted}_{number}" for number in range(2, len(self._taken) + 3))
        return next(name for name in numbered if self._taken.get(name, code) == code)


def _plain(code: str) -> str:
    try:
        return ast.unparse(ast.parse(textwrap.dedent(code)))
    except SyntaxError:
        return code
