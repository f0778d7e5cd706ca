"""CREATE TABLE -> a table with its columns, keys, references and checks."""

import re
from typing import Any

from sqlglot import exp

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.sql.tables import SourceCheck, SourceColumn, SourceReference, SourceSchema, SourceTable

PART = "a partition: its rows belong to the table it is a part of"
_ACTION = re.compile(r"\bON\s+(DELETE|UPDATE)\s+(CASCADE|SET\s+NULL|SET\s+DEFAULT|RESTRICT|NO\s+ACTION)", re.IGNORECASE)


def name_of(node: Any) -> str:
    """The name of a table or column, without its schema."""
    return str(node.this.name if isinstance(node, exp.Schema) else node.name)


def declare(tree: Any, text: str, line: int, schema: SourceSchema, ledger: Ledger) -> None:
    """Add the table of one CREATE TABLE."""
    name = name_of(tree.this)
    if re.search(r"\bPARTITION\s+OF\b", text, re.IGNORECASE):
        ledger.tell_common(line, f"`{name}`", PART)
        return
    if not isinstance(tree.this, exp.Schema):
        ledger.tell(line, f"table `{name}`", "a table made from a query declares no columns")
        return
    table = SourceTable(name, line, tree.this.this.db or "")
    inherits = tree.find(exp.InheritsProperty)
    if inherits and not tree.this.find(exp.ColumnDef):
        ledger.tell_common(line, f"`{name}`", PART)
        return
    if inherits:
        ledger.tell(line, f"table `{name}`", "columns it inherits from another table are not added")
    schema.tables[name.lower()] = table
    for part in tree.this.expressions:
        add_part(part, table, text, line, ledger)
    properties = tree.args.get("properties")
    remark = properties.find(exp.SchemaCommentProperty) if properties else None
    table.doc = remark.this.name if remark else ""


def add_part(part: Any, table: SourceTable, text: str, line: int, ledger: Ledger) -> None:
    """Add a column or a constraint to its table."""
    if isinstance(part, exp.Constraint):
        for inner in part.expressions:
            _constraint(inner, part.name, table, line, ledger)
    elif isinstance(part, exp.ColumnDef):
        add_column(part, table, text, line)
    elif isinstance(part, exp.Identifier | exp.Column):
        table.columns[part.name.lower()] = SourceColumn(part.name, _line_of(part.name, text, line))
    elif not isinstance(part, exp.LikeProperty):
        _constraint(part, "", table, line, ledger)
    else:
        ledger.tell(line, f"table `{table.name}`", "columns of LIKE are not added")


def add_column(part: Any, table: SourceTable, text: str, line: int) -> None:
    """One column, with what stands beside it."""
    here = _line_of(part.name, text, line)
    column = SourceColumn(part.name, here, part.args.get("kind"))
    column.doc = " ".join(" ".join(part.comments or ()).split())
    table.columns[part.name.lower()] = column
    for constraint in part.constraints:
        _beside(constraint.kind, constraint.name, column, table)
    if column.type is not None and "SERIAL" in column.type.sql().upper():
        column.counted, column.nullable = True, False


def _beside(kind: Any, name: str, column: SourceColumn, table: SourceTable) -> None:
    if isinstance(kind, exp.PrimaryKeyColumnConstraint):
        table.primary, column.nullable = (column.name.lower(),), False
    elif isinstance(kind, exp.NotNullColumnConstraint):
        column.nullable = bool(kind.args.get("allow_null"))
    elif isinstance(kind, exp.UniqueColumnConstraint):
        column.unique = True
    elif isinstance(kind, exp.DefaultColumnConstraint):
        column.default = kind.this
    elif isinstance(kind, exp.CheckColumnConstraint):
        table.checks.append(SourceCheck(name, kind.this, column.line))
    elif isinstance(kind, exp.Reference):
        table.references.append(reference((column.name,), kind, column.line))
    elif isinstance(kind, exp.CommentColumnConstraint):
        column.doc = kind.this.name
    elif isinstance(kind, exp.GeneratedAsIdentityColumnConstraint | exp.AutoIncrementColumnConstraint):
        column.counted, column.nullable = True, False
    elif isinstance(kind, exp.ComputedColumnConstraint | exp.GeneratedAsRowColumnConstraint):
        column.generated = kind


def _constraint(part: Any, name: str, table: SourceTable, line: int, ledger: Ledger) -> None:
    if isinstance(part, exp.PrimaryKey | exp.PrimaryKeyColumnConstraint):
        table.primary = columns_of(part)
        for key in table.primary:
            if key in table.columns:
                table.columns[key].nullable = False
    elif isinstance(part, exp.UniqueColumnConstraint):
        add_unique(table, columns_of(part.this))
    elif isinstance(part, exp.ForeignKey):
        names = tuple(item.name for item in part.expressions)
        table.references.append(reference(names, part.args.get("reference"), line))
    elif isinstance(part, exp.CheckColumnConstraint):
        table.checks.append(SourceCheck(name, part.this, line))
    elif isinstance(part, exp.IndexColumnConstraint):
        table.indexes.append(columns_of(part))
    else:
        ledger.tell(line, f"`{table.name}`: {part.sql()[:80]}", "this kind of constraint is not carried over")


def add_unique(table: SourceTable, names: tuple[str, ...]) -> None:
    """A unique key over one column belongs to the column."""
    if len(names) == 1 and names[0] in table.columns:
        table.columns[names[0]].unique = True
    elif names and names not in table.uniques:
        table.uniques.append(names)


def columns_of(part: Any) -> tuple[str, ...]:
    """The columns that a key or an index names, in lower case; () when one of them is an expression."""
    plain = [item.this if isinstance(item, exp.Ordered) else item for item in part.expressions]
    bare = [item.this if isinstance(item, exp.ColumnPrefix) else item for item in plain]
    if not all(isinstance(item, exp.Identifier | exp.Column) for item in bare):
        return ()
    return tuple(item.name.lower() for item in bare)


def reference(columns: tuple[str, ...], tree: Any, line: int) -> SourceReference:
    """A foreign key of these columns."""
    target = tree.this
    named = tuple(item.name.lower() for item in target.expressions) if isinstance(target, exp.Schema) else ()
    actions = dict[str, str]()
    for option in tree.args.get("options") or ():
        if found := _ACTION.search(str(option)):
            actions[found[1].lower()] = " ".join(found[2].lower().split())
    lower = tuple(name.lower() for name in columns)
    return SourceReference(
        lower, name_of(target).lower(), named, actions.get("delete", ""), actions.get("update", ""), line
    )


def _line_of(name: str, text: str, line: int) -> int:
    found = re.search(rf"[\s(,`\"\[]{re.escape(name)}[`\"\]]?\s+\S", text[text.find("(") :])
    at = text.find("(") + (found.start() + 1 if found else 0)
    return line + text.count("\n", 0, at)
