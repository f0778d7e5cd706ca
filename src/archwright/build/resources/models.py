"""app/models: one class for each table that a capability asked for."""

from collections.abc import Callable, Iterator

from archwright.build.backend import Backend
from archwright.build.resources.kinds import COLUMNS, column_type, made
from archwright.build.template import file
from archwright.kit.names import snake
from archwright.model.parts import TextFile
from archwright.model.resources import TablePart
from archwright.model.schema import Column, ForeignKey, Table

MOMENT = "CURRENT_TIMESTAMP"
CALLED = ("CheckConstraint", "Column", "ForeignKey", "Index", "UniqueConstraint", "false", "func.now", "true")
# The column of rows that are locked by their version; no field may be called that.
VERSION = "version"


def write(backend: Backend, orm: str) -> Iterator[TextFile]:
    """The classes, and the module that knows them all."""
    parts = backend.parts.of(TablePart)
    template, column = STYLES[orm]
    for part in parts:
        lines, arguments = [column(part.table, each) for each in part.table.columns], _arguments(part.table)
        yield file(
            f"app/models/{snake(part.model)}.py",
            template,
            part=part,
            table=part.table,
            lines=lines,
            arguments=arguments,
            imports=sorted(_imports(part.table, " ".join([*lines, *arguments]))),
        )
    names = sorted((snake(part.model), part.model) for part in parts)
    yield file("app/models/__init__.py", "resources/models.py", names=names)


def _column(table: Table, column: Column) -> str:
    reference = next((each for each in table.foreign_keys if each.column == column.name), None)
    inner = [_reference(reference)] if reference else [_type(column)]
    inner += [] if not column.primary else ["primary_key=True"]
    inner += _defaults(column)
    python = COLUMNS[column.type.kind][0]
    optional = " | None" if column.nullable else ""
    return f"{column.name}: Mapped[{python}{optional}] = mapped_column({', '.join(inner)})"


def _sqlmodel_column(table: Table, column: Column) -> str:
    """SQLModel takes the whole column as SQLAlchemy has it: its own words for it leave half of it out."""
    reference = next((each for each in table.foreign_keys if each.column == column.name), None)
    inner = [_reference(reference)] if reference else [_type(column)]
    inner += ["primary_key=True"] if column.primary else [f"nullable={column.nullable}"]
    inner += _defaults(column)
    optional = " | None" if column.nullable else ""
    return f"{column.name}: {COLUMNS[column.type.kind][0]}{optional} = Field(sa_column=Column({', '.join(inner)}))"


def _type(column: Column) -> str:
    kind = column_type(column.type)
    return kind.replace("String", "Folded", 1) if column.folded else kind


# How a class is written: its template, and a line of it.
STYLES: dict[str, tuple[str, Callable[[Table, Column], str]]] = {
    "sqlalchemy": ("resources/model.py", _column),
    "sqlmodel": ("resources/model_sqlmodel.py", _sqlmodel_column),
}


def _reference(key: ForeignKey) -> str:
    deletes = "" if key.on_delete == "restrict" else f', ondelete="{key.on_delete.upper()}"'
    return f'ForeignKey("{key.table}.{key.target}", name="{key.name}"{deletes})'


def _defaults(column: Column) -> list[str]:
    if column.expression == MOMENT:
        again = ["onupdate=utc_now"] if column.name == "updated_at" else []
        return ["default=utc_now", *again, "server_default=func.now()"]
    if column.name == VERSION:
        return ["default=1", f'onupdate=sql("{VERSION} + 1")', f"server_default={_server(column)}"]
    if column.default is not None and column.type.kind == "json":
        return [f"default={made(str(column.default))}", f"server_default={_server(column)}"]
    if column.default is not None:
        return [f"default={column.default!r}", f"server_default={_server(column)}"]
    return ["default=uuid7"] if column.primary and column.type.kind == "uuid" and column.name == "id" else []


def _server(column: Column) -> str:
    match column.default:
        case bool() as flag:
            return "true()" if flag else "false()"
        case str() as words:
            return repr(words)
        case number:
            return f'sql("{number}")'


def _arguments(table: Table) -> list[str]:
    """What `__table_args__` holds."""
    found = []
    for unique in table.uniques:
        columns = ", ".join(f'"{name}"' for name in unique.columns)
        if unique.where:
            partial = f'sqlite_where=sql("{unique.where}"), postgresql_where=sql("{unique.where}")'
            found.append(f'Index("{unique.name}", {columns}, unique=True, {partial})')
        else:
            found.append(f'UniqueConstraint({columns}, name="{unique.name}")')
    found += [f'CheckConstraint({check.expression!r}, name="{check.name}")' for check in table.checks]
    found += [f'Index("{index.name}", {", ".join(map(_quoted, index.columns))})' for index in table.indexes]
    return found


def _quoted(name: str) -> str:
    return f'"{name}"'


def _imports(table: Table, code: str) -> set[str]:
    """More than is needed: what is not used is taken out when the tree is made tidy.

    Of SQLAlchemy only what is: ruff leaves a list in brackets that was once too long for a line.
    """
    found = {line for column in table.columns for line in COLUMNS[column.type.kind][2]}
    found |= {"from app.models.folded import Folded" for column in table.columns if column.folded}
    return found | {
        "from app.core.clock import utc_now",
        "from app.core.ids import uuid7",
        "from app.models.base import Base",
        *(f"from sqlalchemy import {name.partition('.')[0]}" for name in CALLED if f"{name}(" in code),
        "from sqlalchemy import text as sql",
        "from sqlalchemy.orm import Mapped, mapped_column",
        "from sqlmodel import Field",
    }
