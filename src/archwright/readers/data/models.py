"""Mapped classes: Flask-SQLAlchemy and SQLAlchemy, old and 2.0 style; mixins, abstract bases and association tables."""

import ast
import re
from collections.abc import Iterator

from archwright.kit.syntax import argument, dotted, keyword, literal, source, text
from archwright.model.facts import Entity, Relation
from archwright.model.notes import Mapped
from archwright.readers.data._columns import column, is_column, mapped_type
from archwright.study.module import Module
from archwright.study.reader import Example
from archwright.study.scopes import Scope
from archwright.study.world import World

WORDS = ("sqlalchemy", "Column(", "mapped_column(", "db.Model", "SQLModel")
_RELATIONS = ("relationship", "dynamic_loader", "relation")
_START = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n"
EXAMPLES = (
    Example(
        _START + "class UserPost(db.Model):\n"
        "    id = db.Column(db.Integer, primary_key=True)\n"
        "    title = db.Column(db.String(80), nullable=False, unique=True, default='x')\n"
        "    owner_id = db.Column(db.Integer, db.ForeignKey('user.id'), index=True)\n"
        "    owner = db.relationship('User', backref='posts')\n",
        (
            "entities: UserPost (orm user_post): id Integer key, title String(80) unique not null = 'x', "
            "owner_id Integer index -> user.id; owner -> User",
        ),
    ),
    Example(
        "from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship\n"
        "class Base(DeclarativeBase): pass\n"
        "class Stamped:\n"
        "    made: Mapped[str]\n"
        "class User(Stamped, Base):\n    __tablename__ = 'users'\n"
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    nick: Mapped[str | None] = mapped_column(String(9))\n"
        "    posts: Mapped[list['Post']] = relationship(back_populates='user')\n",
        ("entities: User (orm users): id int key, nick String(9), made str not null; posts -> Post",),
    ),
    Example(
        _START
        + "tags = db.Table('tags', db.Column('tag_id', db.Integer, db.ForeignKey('tag.id'), primary_key=True))\n",
        ("entities: tags (orm tags): tag_id Integer key -> tag.id",),
    ),
    Example(
        "from models import db, Base\nclass Car(Base):\n    name = db.Column(db.Text)\n",
        ("entities: Car (orm car): name Text, id Integer key",),
        (
            (
                "models.py",
                _START
                + "class Base(db.Model):\n    __abstract__ = True\n    id = db.Column(db.Integer, primary_key=True)\n",
            ),
        ),
    ),
)


def read(module: Module) -> Iterator[Mapped | Entity]:
    """Every class with columns or a table name, and every `Table(...)`."""
    for scope in module.scopes:
        if isinstance(scope.node, ast.ClassDef):
            yield from _mapped(module, scope, scope.node)
        else:
            yield from _tables(module, scope)


def join(world: World) -> Iterator[Entity]:
    """Concrete classes with the columns of their mixins and abstract bases."""
    classes = {(path, note.name): note for path, note in world.notes(Mapped)}
    for (path, _), note in classes.items():
        above = list(_above(world, classes, path, note))
        concrete = any(base.table for base in above if not base.abstract)
        if note.abstract or not (note.table or _is_model(note, above)):
            continue
        inherited = [item for base in above if base.abstract or not base.table for item in base.fields]
        table = note.table or (above[0].table if concrete and not _has_key(note) else _snake(note.name))
        fields = {item.name: item for item in [*note.fields, *(item for item in inherited)]}
        own = {item.name: item for item in note.fields}
        relations = {item.name: item for base in [*reversed(above), note] for item in base.relations}
        yield Entity(note.name, table, "orm", note.place, tuple((fields | own).values()), tuple(relations.values()))


def _mapped(module: Module, scope: Scope, node: ast.ClassDef) -> Iterator[Mapped]:
    fields, relations, table, abstract = [], [], "", False
    for item in node.body:
        name, value, annotation = _binding(item)
        if name == "__tablename__":
            table = text(value, module.constants) or ""
        elif name == "__abstract__":
            abstract = bool(literal(value, module.constants))
        elif name == "__table__" and isinstance(value, ast.Call) and value.args:
            table = text(value.args[0], module.constants) or ""
        elif value is not None and dotted(getattr(value, "func", None)).rpartition(".")[2] in _RELATIONS:
            relations.append(_relation(module, name, value, annotation))
        elif name and (is_column(value) or mapped_type(annotation)):
            fields.append(column(module, name, item, value, annotation))
    bases = tuple(name for base in node.bases if (name := module.origin(base)))
    if fields or relations or table or abstract or any(base.endswith((".Model", "DeclarativeBase")) for base in bases):
        yield Mapped(
            scope.name.rpartition(".")[2], bases, table, abstract, module.place(node), tuple(fields), tuple(relations)
        )


def _binding(item: ast.stmt) -> tuple[str, ast.expr | None, ast.expr | None]:
    if isinstance(item, ast.Assign) and len(item.targets) == 1:
        return dotted(item.targets[0]), item.value, None
    if isinstance(item, ast.AnnAssign):
        return dotted(item.target), item.value, item.annotation
    if isinstance(item, ast.FunctionDef) and any("declared_attr" in source(mark) for mark in item.decorator_list):
        last = item.body[-1]
        return item.name, last.value if isinstance(last, ast.Return) else None, None
    return "", None, None


def _relation(module: Module, name: str, value: ast.expr, annotation: ast.expr | None) -> Relation:
    assert isinstance(value, ast.Call)
    target = argument(value, 0, "argument")
    written = text(target, module.constants) or source(target) or _last_name(annotation)
    backref = keyword(value, "backref") or keyword(value, "back_populates")
    if isinstance(backref, ast.Call) and backref.args:
        backref = backref.args[0]
    other = keyword(value, "secondary")
    return Relation(name, written, module.place(value), text(backref) or source(backref), text(other) or source(other))


def _last_name(annotation: ast.expr | None) -> str:
    """`Mapped[list["Post"]]` -> "Post"."""
    names = re.findall(r"[A-Za-z_]\w*", source(annotation))
    skipped = {"Mapped", "list", "List", "Optional", "None", "set", "Set", "WriteOnlyMapped", "DynamicMapped"}
    return next((name for name in reversed(names) if name not in skipped), "")


def _tables(module: Module, scope: Scope) -> Iterator[Entity]:
    for assign in scope.of(ast.Assign):
        call, variable = assign.value, dotted(assign.targets[0])
        if isinstance(call, ast.Call) and dotted(call.func).rpartition(".")[2] == "Table" and variable and call.args:
            fields = tuple(column(module, "", assign, item, None) for item in call.args[1:] if is_column(item))
            if fields:
                yield Entity(
                    variable, text(call.args[0], module.constants) or variable, "orm", module.place(call), fields
                )


def _above(
    world: World, classes: dict[tuple[str, str], Mapped], path: str, note: Mapped, depth: int = 0
) -> Iterator[Mapped]:
    """The mapped classes a class inherits from, nearest first."""
    for base in note.bases:
        where = world.locate(base) or (path, base)
        found = classes.get(where)
        if found and found is not note and depth < 6:
            yield found
            yield from _above(world, classes, where[0], found, depth + 1)


def _is_model(note: Mapped, above: list[Mapped]) -> bool:
    bases = {base for item in [note, *above] for base in item.bases}
    named = any(base.rpartition(".")[2] in ("Model", "SQLModel") for base in bases)
    return named and bool(note.fields or any(item.table or not item.abstract for item in above) or above)


def _has_key(note: Mapped) -> bool:
    return any(item.primary_key for item in note.fields)


def _snake(name: str) -> str:
    """The table name that Flask-SQLAlchemy gives."""
    name = re.sub(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))", r"_\1", name)
    return name.lower().lstrip("_")
