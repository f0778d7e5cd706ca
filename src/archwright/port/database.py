"""Which database layer the backend needs, and where the original keeps its data."""

import re
from collections.abc import Iterable
from pathlib import Path

import libcst as cst

from archwright.model.parts import TextFile
from archwright.model.platform import DatabaseNeed
from archwright.port.code import only, target, text_of
from archwright.port.recipe import Original
from archwright.port.source import Source
from archwright.port.tables import schema, sqlite_file

KEY = "SQLALCHEMY_DATABASE_URI"
_FILE = re.compile(r"""([\w./\\-]*[\w-]\.(?:db3?|sqlite3?))["']""")


def database_need(original: Original, files: Iterable[TextFile]) -> DatabaseNeed:
    """SQLAlchemy models with the original's own default place, one SQLite file, or no database of the platform's."""
    if not any(file.path.startswith("app/models/") for file in files):
        return _sqlite(original)
    stated = [s.default or "" for s in original.facts.settings if s.name == KEY]
    place = _spelled_out(stated[-1] if stated else "", original.source)
    return DatabaseNeed("models", _url(place, original.source.root))


def _spelled_out(code: str, source: Source) -> str:
    """`f"sqlite:///{NAME}"` with the constant that names the file, as it is often written."""
    if _FILE.search(code):
        return code
    named = {}
    for statement in source:
        small = only(statement.node)
        text = text_of(small.value) if isinstance(small, cst.Assign) else None
        if text and _FILE.search(f'{text}"'):
            named[target(statement.node)] = text
    code = re.sub(r"\{(\w+)\}", lambda found: named.get(found[1], found[0]), code)
    return re.sub(r"\b\w+\b", lambda found: repr(named[found[0]]) if found[0] in named else found[0], code)


def _sqlite(original: Original) -> DatabaseNeed:
    """For an app that speaks SQL to one SQLite file; the app makes its tables itself when they are not all known."""
    file = sqlite_file(original.source)
    if file is None:
        return DatabaseNeed()
    return DatabaseNeed("sqlite3", f"sqlite:///{file.path}", schema=schema(original.facts, file.path))


def _url(code: str, root: Path) -> str:
    if re.search(r"""["']sqlite://["']|:memory:""", code):
        return "sqlite://"
    found = _FILE.search(code)
    if not found:
        return "sqlite:///instance/app.db"
    name = found[1].replace("\\", "/").lstrip("./").rsplit(":", 1)[-1].strip("/")
    if re.match(r"""["']sqlite:////""", code) and not Path("/" + name).is_file():
        return f"sqlite:///instance/{Path(name).name}"
    beside = code.strip("\"'").startswith("sqlite:////") or "path" in code or "dir" in code.lower()
    if (beside or (root / name).is_file()) and not (root / "instance" / name).is_file():
        inside = name if (root / name).is_file() else Path(name).name
        return f"sqlite:///{inside}"
    return f"sqlite:///instance/{name}"
