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
from sqlalchemy import Enum, MetaData, create_engine


def main(result: Path) -> None:
    """Writes what the first revision has to do."""
    sys.path.insert(0, os.getcwd())
    metadata: MetaData = importlib.import_module("app.models").Base.metadata
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        script = produce_migrations(context, metadata)
    imports: set[str] = set()
    upgrade = _code(script.upgrade_ops, context, imports)
    downgrade = "\n".join([_code(script.downgrade_ops, context, imports), *_dropped_enums(metadata)])
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


def _dropped_enums(metadata: MetaData) -> list[str]:
    """PostgreSQL keeps a type when its table is dropped, and the next upgrade would meet it."""
    kinds = (column.type for table in metadata.sorted_tables for column in table.columns)
    names = {kind.name for kind in kinds if isinstance(kind, Enum) and kind.native_enum and kind.name}
    return [f"    sa.Enum(name={name!r}).drop(op.get_bind(), checkfirst=True)" for name in sorted(names)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
