"""What is added to a table after it was made: ALTER TABLE, CREATE INDEX, COMMENT ON."""

from typing import Any

from sqlglot import exp

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.sql.declarations import add_column, add_part, add_unique, columns_of
from archwright.design.intake.sql.tables import SourceSchema, SourceTable


def alter(tree: Any, line: int, schema: SourceSchema, ledger: Ledger) -> None:
    """Apply one ALTER TABLE."""
    table = schema.tables.get(tree.this.name.lower())
    actions = tree.args.get("actions") or ()
    if table is None:
        ledger.tell_common(line, f"a change of `{tree.this.name}`", "there is no such table in the script")
        return
    for action in actions:
        if not _apply(action, table, line, ledger):
            ledger.tell(line, f"`{table.name}`: {action.sql()[:80]}", "this change is not carried over")


def _apply(action: Any, table: SourceTable, line: int, ledger: Ledger) -> bool:
    if isinstance(action, exp.AddConstraint):
        for part in action.expressions:
            add_part(part, table, "", line, ledger)
    elif isinstance(action, exp.ColumnDef):
        add_column(action, table, "", line)
    elif isinstance(action, exp.ModifyColumn) and isinstance(action.this, exp.ColumnDef):
        _modify(action.this, table, line)
    elif isinstance(action, exp.AlterColumn):
        return _alter_column(action, table)
    elif isinstance(action, exp.Drop):
        table.columns.pop(action.this.name.lower(), None)
    elif isinstance(action, exp.RenameColumn):
        _rename_column(action, table)
    else:
        return isinstance(action, exp.AttachOption | exp.AlterSet) or "OWNER" in action.sql().upper()
    return True


def _modify(part: Any, table: SourceTable, line: int) -> None:
    """The column is said anew; keys that stand on it hold, and its place in the table."""
    before = table.columns.get(part.name.lower())
    add_column(part, table, "", line)
    after = table.columns[part.name.lower()]
    if before:
        after.line, after.unique, after.doc = before.line, before.unique or after.unique, after.doc or before.doc
        after.nullable = after.nullable and part.name.lower() not in table.primary


def _alter_column(action: Any, table: SourceTable) -> bool:
    column = table.columns.get(action.name.lower())
    if column is None:
        return False
    if action.args.get("default") is not None:
        column.default = action.args["default"]
    elif action.args.get("dtype") is not None:
        column.type = action.args["dtype"]
    elif action.args.get("allow_null") is not None:
        column.nullable = bool(action.args["allow_null"])
    elif action.args.get("drop"):
        column.default = None
    else:
        return False
    return True


def _rename_column(action: Any, table: SourceTable) -> None:
    old, new = action.this.name, action.args["to"].name
    columns = [(name, column) for name, column in table.columns.items()]
    table.columns.clear()
    for name, column in columns:
        if name == old.lower():
            column.name = new
        table.columns[column.name.lower()] = column


def index(tree: Any, line: int, schema: SourceSchema, ledger: Ledger) -> None:
    """Apply one CREATE INDEX."""
    made = tree.this
    table = schema.tables.get(made.args["table"].name.lower()) if made.args.get("table") else None
    params = made.args.get("params")
    names = columns_of(exp.Tuple(expressions=params.args.get("columns") or [])) if params else ()
    label = f"index `{made.name or 'without a name'}`"
    if table is None:
        ledger.tell_common(line, label, "its table is not in the script")
    elif not names:
        ledger.tell_common(line, label, "an index over an expression or of another kind than btree")
    elif params.args.get("where") is not None:
        ledger.tell_common(line, label, "a partial index: its condition is not part of a blueprint")
    elif str(params.args.get("using") or "btree").lower() not in {"btree", "hash"}:
        ledger.tell_common(line, label, "an index over an expression or of another kind than btree")
    elif tree.args.get("unique"):
        add_unique(table, names)
    else:
        table.indexes.append(names)


def comment(tree: Any, schema: SourceSchema) -> None:
    """Keep the text of COMMENT ON."""
    target, kind, said = tree.this, str(tree.args.get("kind") or "").upper(), tree.expression
    text = said.name if said is not None else ""
    if kind == "TABLE" and target.name.lower() in schema.tables:
        schema.tables[target.name.lower()].doc = text
    elif kind == "COLUMN" and (table := schema.tables.get(str(target.args.get("table") or "").strip('"').lower())):
        column = table.columns.get(target.name.lower())
        if column:
            column.doc = text
