"""Flask-SQLAlchemy: models become mapped classes of their own, `db.session` the session of the request."""

import re
from textwrap import dedent

import libcst as cst

from archwright.model.parts import Part, TextFile
from archwright.port.code import called, code_of, decorators, dotted, statement, target, text_of
from archwright.port.example import Example
from archwright.port.names import bound_names
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope, Unmovable
from archwright.port.roles import Claim, Dropped, Home
from archwright.port.source import Own, Statement
from archwright.recipes._columns import snake, typed_column
from archwright.recipes._foreign_keys import with_type_of_target

OBJECTS = ("flask_sqlalchemy.SQLAlchemy",)
DATABASE = "@flask_sqlalchemy.SQLAlchemy"
ORM = frozenset(
    {"relationship", "backref", "aliased", "joinedload", "selectinload", "subqueryload", "contains_eager", "validates",
     "column_property", "synonym", "composite", "Mapped", "mapped_column", "DeclarativeBase", "defer", "undefer",
     "lazyload", "scoped_session", "sessionmaker", "Session", "deferred", "reconstructor", "foreign",
     "remote", "with_polymorphic"}
)  # fmt: skip
ENDINGS = frozenset({"get_or_404", "first_or_404", "one_or_404", "paginate"})
_PLAIN_QUERY = re.compile(r"current_session\(\)\.query\((\w+)\)")
BASE = '''"""The base of all tables."""

from sqlalchemy import MetaData, inspect
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every model is one of these. Printed as its class and primary key, as pages may show it."""

    metadata = MetaData(naming_convention=NAMES)

    def __repr__(self) -> str:
        state = inspect(self)
        if state.transient or state.pending:
            key = f"({'transient' if state.transient else 'pending'} {id(self)})"
        else:
            key = ", ".join(str(part) for part in state.identity or ())
        return f"<{type(self).__name__} {key}>"
'''
LISTENERS = frozenset({f"{DATABASE}.event.listens_for", "sqlalchemy.event.listens_for"})
SETUP = frozenset({"init_app", "create_all"})


_START = (
    "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n"
    "app = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///notes.db'\ndb = SQLAlchemy(app)\n"
)
_NOTE = (
    "class NoteBook(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
    "    title = db.Column(db.String(80))\n"
)
EXAMPLES = (
    Example(
        "a model gets a module of its own, typed columns and its table's name",
        _START + _NOTE + "@app.route('/')\ndef index():\n    return ''\n",
        {
            "app/models/note_book.py": "from app.models.base import Base\n"
            "class NoteBook(Base):\n    __tablename__ = 'note_book'\n"
            "    id: Mapped[int] = mapped_column(Integer, primary_key=True)\n"
            "    title: Mapped[str | None] = mapped_column(String(80))\n",
            "app/core/constants.py": "",
        },
    ),
    Example(
        "a model that only looks at its table still gets the name",
        _START + _NOTE + "    def shown(self):\n        return [c.name for c in self.__table__.columns]\n"
        "@app.route('/')\ndef index():\n    return ''\n",
        {
            "app/models/note_book.py": "class NoteBook(Base):\n    __tablename__ = 'note_book'\n"
            "    id: Mapped[int] = mapped_column(Integer, primary_key=True)\n"
            "    title: Mapped[str | None] = mapped_column(String(80))\n"
            "    def shown(self):\n        return [c.name for c in self.__table__.columns]\n",
        },
    ),
    Example(
        "a column that is called like its type does not hide it",
        _START + "class Day(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
        "    date = db.Column(db.Date)\n    due = db.Column(db.Date)\n@app.route('/')\ndef index():\n    return ''\n",
        {
            "app/models/day.py": "from datetime import date as date_type\n"
            "class Day(Base):\n    __tablename__ = 'day'\n"
            "    id: Mapped[int] = mapped_column(Integer, primary_key=True)\n"
            "    date: Mapped[date_type | None] = mapped_column(Date)\n"
            "    due: Mapped[date_type | None] = mapped_column(Date)\n",
        },
    ),
    Example(
        "a foreign key has the type of what it points at",
        _START + "class Place(db.Model):\n    __tablename__ = 'places'\n"
        "    name = db.Column(db.String(20), primary_key=True)\n"
        "class Move(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
        "    place = db.Column(db.Integer, db.ForeignKey('places.name'))\n"
        "    before = db.Column(db.Integer, db.ForeignKey('move.id'))\n@app.route('/')\ndef index():\n    return ''\n",
        {
            "app/models/move.py": "class Move(Base):\n    __tablename__ = 'move'\n"
            "    id: Mapped[int] = mapped_column(Integer, primary_key=True)\n"
            "    place: Mapped[str | None] = mapped_column(String(20), ForeignKey('places.name'))\n"
            "    before: Mapped[int | None] = mapped_column(Integer, ForeignKey('move.id'))\n",
        },
    ),
    Example(
        "the session and the query of a model are those of the request",
        _START + _NOTE + "def find(key):\n    return NoteBook.query.get(key)\n"
        "def keep(note):\n    db.session.add(note)\n    db.session.commit()\n"
        "@app.route('/')\ndef index():\n    keep(find(1))\n    return ''\n",
        {
            "app/services/logic.py": "def find(key):\n    return current_session().query(NoteBook).get(key)\n"
            "def keep(note):\n    current_session().add(note)\n    current_session().commit()\n"
        },
    ),
    Example(
        "a query that ends in a method of the extension keeps it",
        _START + _NOTE + "def find(key):\n    return NoteBook.query.get_or_404(key)\n"
        "@app.route('/')\ndef index():\n    return str(find(1))\n",
        {
            "app/services/logic.py": "from app.core.compat.database import PageQuery\n"
            "def find(key):\n    return PageQuery(NoteBook, session=current_session()).get_or_404(key)\n"
        },
    ),
    Example(
        "what waits for a change of a model stands beside it",
        _START + _NOTE + "@db.event.listens_for(NoteBook.title, 'set')\ndef renamed(target, value, old, initiator):\n"
        "    print(value)\n@app.route('/')\ndef index():\n    return ''\n",
        {
            "app/models/note_book.py": "from sqlalchemy import event\n"
            "@event.listens_for(NoteBook.title, 'set')\n"
            "def renamed(target, value, old, initiator):\n    print(value)\n",
        },
    ),
    Example(
        "an association table is a module, create_all is the migrations' work",
        _START + _NOTE + "tags = db.Table('tags', db.Column('note', db.ForeignKey('note_book.id')))\n"
        "with app.app_context():\n    db.create_all()\n@app.route('/')\ndef index():\n    return ''\n",
        {
            "app/models/tags.py": "tags = Table('tags', Base.metadata, Column('note', ForeignKey('note_book.id')))\n",
            "app/services/startup.py": "",
        },
    ),
)


def claim(statement: Statement, original: Original) -> Claim | None:
    """The object is dropped, models and association tables get modules of their own."""
    node = statement.node
    if isinstance(node, cst.ClassDef) and is_model(node, statement.module, original):
        return Claim(Home("models", snake(node.name.value)), 10)
    listened = _listened(statement, original)
    if listened:
        return Claim(Home("models", snake(listened)), 10)
    call = called(node)
    meaning = original.meaning(statement, call.func) if call else ""
    if meaning in OBJECTS or meaning == f"{DATABASE}.init_app":
        return Claim(Dropped("app/core/database.py makes the engine and the session"), 10)
    if meaning == f"{DATABASE}.create_all":
        return Claim(Dropped("the migrations make the tables"), 10)
    if call and meaning == f"{DATABASE}.Table":
        named = text_of(call.args[0].value) if call.args else None
        return Claim(Home("models", snake(target(node) or named or "tables")), 10)
    return None


def _listened(statement: Statement, original: Original) -> str:
    """The model that a function waits for a change of; "" for any other statement."""
    for decorator in decorators(statement.node):
        call = decorator.decorator
        if not isinstance(call, cst.Call) or original.meaning(statement, call.func) not in LISTENERS or not call.args:
            continue
        origin = original.source.origin(statement.module, dotted(call.args[0].value).partition(".")[0])
        binder = original.source.modules[origin.module].binder(origin.name) if isinstance(origin, Own) else None
        if binder and isinstance(binder.node, cst.ClassDef) and is_model(binder.node, binder.module, original):
            return binder.node.name.value
    return ""


def is_model(node: cst.ClassDef, module: str, original: Original) -> bool:
    """Whether a class is mapped by Flask-SQLAlchemy, directly or through another model."""
    scope = Scope(original.source, module, original.objects)
    for base in node.bases:
        meaning = scope.meaning(base.value)
        if meaning == f"{DATABASE}.Model":
            return True
        if meaning.startswith("own:"):
            _, owner, name = meaning.split(":")
            found = original.source.modules[owner].binder(name) if owner in original.source.modules else None
            if (
                found
                and found.node is not node
                and isinstance(found.node, cst.ClassDef)
                and is_model(found.node, owner, original)
            ):
                return True
    return False


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | cst.RemovalSentinel | None:
    """Everything reached through the object or through `Model.query`."""
    if isinstance(node, cst.SimpleStatementLine) and isinstance(original, cst.SimpleStatementLine):
        call = called(original)
        setup = call and scope.meaning(call.func) in {f"{DATABASE}.{verb}" for verb in SETUP}
        return cst.RemoveFromParent() if setup else None
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in ENDINGS:
        return _paged(node, scope)
    if (
        isinstance(node, cst.Call)
        and isinstance(original, cst.Call)
        and scope.meaning(original.func) == f"{DATABASE}.Table"
    ):
        scope.need("app.models.base", "Base")
        metadata = cst.Arg(cst.parse_expression("Base.metadata"))
        return node.with_changes(args=[node.args[0], metadata, *node.args[1:]])
    if isinstance(node, cst.Call) and isinstance(original, cst.Call) and not original.args:
        return node.func if scope.meaning(original.func) == f"{DATABASE}.session" else None
    if isinstance(node, cst.ClassDef) and isinstance(original, cst.ClassDef):
        return _named_table(node, original, scope)
    if isinstance(node, cst.Attribute) and isinstance(original, cst.Attribute):
        return _attribute(original, scope)
    return None


def parts(original: Original) -> list[Part]:
    """The base class, when there are models."""
    uses = any(kind in OBJECTS for kind in original.objects.values())
    return [TextFile("app/models/base.py", BASE)] if uses else []


def _paged(node: cst.Call, scope: Scope) -> cst.CSTNode | None:
    """A query that ends in one of Flask-SQLAlchemy's own methods."""
    code = code_of(node)
    made = _PLAIN_QUERY.sub(r"PageQuery(\1, session=current_session())", code)
    if made == code:
        return None
    scope.need("app.core.compat.database", "PageQuery")
    return cst.parse_expression(made)


def _attribute(original: cst.Attribute, scope: Scope) -> cst.CSTNode | None:
    if original.attr.value == "query":
        return _query(original, scope)
    owner, _, name = scope.meaning(original).rpartition(".")
    if owner != DATABASE or name in SETUP:  # the line around it falls away
        return None
    return _member(name, scope)


def _member(name: str, scope: Scope) -> cst.CSTNode:
    if name == "session":
        scope.need("app.core.database", "current_session")
        return cst.Call(cst.Name("current_session"))
    if name == "Model":
        scope.need("app.models.base", "Base")
        return cst.Name("Base")
    if name in ("metadata",):
        scope.need("app.models.base", "Base")
        return cst.Attribute(cst.Name("Base"), cst.Name("metadata"))
    if name == "engine":
        scope.need("app.core.database", "engine")
        return cst.Name("engine")
    if name in ("get_or_404", "first_or_404", "one_or_404", "paginate"):
        scope.need("app.core.compat.database", name)
        return cst.Name(name)
    if name in ("drop_all", "reflect", "Query", "app"):
        raise Unmovable(f"calls db.{name}", "a migration or a script that does it")
    scope.need("sqlalchemy.orm" if name in ORM else "sqlalchemy", name)
    return cst.Name(name)


def _query(original: cst.Attribute, scope: Scope) -> cst.CSTNode | None:
    owner = dotted_owner(original)
    meaning = scope.meaning(original.value)
    if owner not in ("cls", "self.__class__") and not _is_model_name(meaning, scope):
        return None
    scope.need("app.core.database", "current_session")
    call = cst.Call(cst.Name("current_session"))
    return cst.Call(cst.Attribute(call, cst.Name("query")), [cst.Arg(original.value)])


def dotted_owner(node: cst.Attribute) -> str:
    """The text before the last dot."""
    return code_of(node.value)


def _is_model_name(meaning: str, scope: Scope) -> bool:
    if not meaning.startswith("own:"):
        return False
    _, module, name = meaning.split(":")
    own = Own(module, name)
    binder = scope.source.modules[module].binder(name) if module in scope.source.modules else None
    if binder is None or not isinstance(binder.node, cst.ClassDef):
        return False
    return is_model(binder.node, own.module, Original(scope.source, None, scope.objects))  # type: ignore[arg-type]


_NAMES_TABLE = re.compile(r"^\s*(?:def )?(?:__tablename__|__abstract__|__table__)\b(?!\.)", re.MULTILINE)


def _named_table(node: cst.ClassDef, original: cst.ClassDef, scope: Scope) -> cst.CSTNode | None:
    """A model with typed columns, and with the table name that Flask-SQLAlchemy would give it."""
    bases = [scope.meaning(base.value) for base in original.bases]
    if f"{DATABASE}.Model" not in bases:
        return None
    body = code_of(node.body)
    if "__bind_key__" in body:
        raise Unmovable("binds a model to a second database", "one database")
    taken = bound_names(dedent(body))
    lines = [typed_column(with_type_of_target(line, scope), scope, taken) for line in node.body.body]
    if not _NAMES_TABLE.search(body):
        line = statement(f'__tablename__ = "{snake(node.name.value)}"\n')
        at = 1 if lines and code_of(lines[0]).lstrip().startswith(('"', "'")) else 0
        lines = [*lines[:at], line, *lines[at:]]
    return node.with_changes(body=node.body.with_changes(body=lines))
