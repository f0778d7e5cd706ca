"""Runs in a child, inside the written backend: compares its models with an empty database. Imports nothing of ours.

Usage: python autogenerate.py RESULT. Writes JSON: imports, upgrade, downgrade.
"""

import importlib
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations
from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.render import _render_cmd_body
from alembic.migration import MigrationContext
from alembic.operations.ops import DowngradeOps, UpgradeOps
from sqlalchemy import Enum, ForeignKeyConstraint, MetaData, create_engine
from sqlalchemy.sql.ddl import sort_tables_and_constraints


def main(result: Path) -> None:
    """Writes what the first revision has to do."""
    sys.path.insert(0, os.getcwd())
    metadata: MetaData = importlib.import_module("app.models").Base.metadata
    tied, untied = _circles(metadata)
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        script = produce_migrations(context, metadata)
    imports: set[str] = set()
    tables = _with_shared_enums(_code(script.upgrade_ops, context, imports), metadata)
    upgrade = "\n".join([tables, *tied])
    downgrade = "\n".join([*untied, _code(script.downgrade_ops, context, imports), *_dropped_enums(metadata)])
    imports |= {f"import {module}" for module in re.findall(r"\b(app(?:\.\w+)+)\.\w+\(", upgrade + downgrade)}
    result.write_text(json.dumps({"imports": sorted(imports), "upgrade": upgrade, "downgrade": downgrade}), "utf-8")


def _code(ops: UpgradeOps | DowngradeOps | None, context: MigrationContext, imports: set[str]) -> str:
    options: dict[str, Any] = {
        "sqlalchemy_module_prefix": "sa.",
        "alembic_module_prefix": "op.",
        "render_item": None,
        "render_as_batch": False,
        "user_module_prefix": None,
    }
    rendering = AutogenContext(context, opts=options)
    assert ops is not None
    body = _render_cmd_body(ops, rendering)
    imports |= rendering.imports
    return "\n".join(f"    {line}" for line in body.splitlines() if line.strip() and not line.startswith("# ###"))


def _with_shared_enums(upgrade: str, metadata: MetaData) -> str:
    """A type of two tables is made once, before them; their columns do not make it again."""
    tables: dict[Enum, set[str]] = {}
    for table in metadata.sorted_tables:
        for kind in (column.type for column in table.columns):
            if isinstance(kind, Enum) and kind.native_enum and kind.name:
                known = next((each for each in tables if each.name == kind.name), kind)
                tables.setdefault(known, set()).add(table.name)
    for kind in (kind for kind, names in tables.items() if len(names) > 1):
        arguments = f"{', '.join(map(repr, kind.enums))}, name={kind.name!r}"
        upgrade = re.sub(rf"sa\.Enum\(([^()]*name={kind.name!r})\)", r"sa.Enum(\1, create_type=False)", upgrade)
        upgrade = f"    sa.Enum({arguments}).create(op.get_bind(), checkfirst=True)\n{upgrade}"
    return upgrade


def _circles(metadata: MetaData) -> tuple[list[str], list[str]]:
    """Foreign keys of tables that point at each other: added when all tables are there, taken away before they go."""
    tied, untied = [], []
    for table, constraints in sort_tables_and_constraints(metadata.tables.values()):  # type: ignore[no-untyped-call]
        for key in constraints if table is None else ():
            tied += _tied(key)
            untied += [f"    with op.batch_alter_table({key.table.name!r}) as table:"]
            untied += [f"        table.drop_constraint({_key_name(key)!r}, type_='foreignkey')"]
            _forget(key)
    return tied, untied


def _tied(key: ForeignKeyConstraint) -> list[str]:
    targets = [element.target_fullname.rpartition(".")[2] for element in key.elements]
    options = "".join(
        f", {name}={value!r}" for name, value in (("ondelete", key.ondelete), ("onupdate", key.onupdate)) if value
    )
    columns = list(key.column_keys)
    ends = f"{key.referred_table.name!r}, {columns}, {targets}{options}"
    return [
        f"    with op.batch_alter_table({key.table.name!r}) as table:",
        f"        table.create_foreign_key({_key_name(key)!r}, {ends})",
    ]


def _key_name(key: ForeignKeyConstraint) -> str:
    return str(key.name or f"fk_{key.table.name}_{'_'.join(key.column_keys)}")


def _forget(key: ForeignKeyConstraint) -> None:
    key.table.constraints.discard(key)
    for element in key.elements:
        element.parent.foreign_keys.discard(element)


def _dropped_enums(metadata: MetaData) -> list[str]:
    """PostgreSQL keeps a type when its table is dropped, and the next upgrade would meet it."""
    kinds = (column.type for table in metadata.sorted_tables for column in table.columns)
    names = {kind.name for kind in kinds if isinstance(kind, Enum) and kind.native_enum and kind.name}
    return [f"    sa.Enum(name={name!r}).drop(op.get_bind(), checkfirst=True)" for name in sorted(names)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
