"""What locks or rewrites a large table, or loses what is in it. Each rule has a bad and a good example."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

from archwright.evolve.lint.calls import Call


@dataclass(frozen=True)
class Rule:
    """`finds` says whether a call is one of those. `bad` and `good` are statements of an upgrade."""

    id: str
    message: str
    fix: str
    bad: str
    good: str
    finds: Callable[[Call], bool]
    downward: bool = False


_VOLATILE = re.compile(r"random|uuid|clock_timestamp|timeofday|nextval", re.IGNORECASE)
_UPDATE = re.compile(r"""^f?['"(]*\s*(UPDATE|DELETE)\s""", re.IGNORECASE)


def _of_op(call: Call, name: str) -> bool:
    return call.name == name and call.of != "operations" and not call.new


RULES = (
    Rule(
        "index-locks",
        "Nobody can write to the table while the index is made.",
        "Make it concurrently, outside the transaction: `operations.create_index` does.",
        'op.create_index("ix_tasks_due", "tasks", ["due"])',
        'operations.create_index("tasks", sa.Index("ix_tasks_due", "due"))',
        lambda call: _of_op(call, "create_index") and not call.says("postgresql_concurrently", True),
    ),
    Rule(
        "concurrently-in-transaction",
        "PostgreSQL refuses to make an index concurrently inside a transaction.",
        "Put it into `with op.get_context().autocommit_block():`.",
        'op.create_index("ix_tasks_due", "tasks", ["due"], postgresql_concurrently=True)',
        'with op.get_context().autocommit_block():\n'
        '    op.create_index("ix_tasks_due", "tasks", ["due"], postgresql_concurrently=True)',
        lambda call: call.says("postgresql_concurrently", True) and not call.alone,
        downward=True,
    ),
    Rule(
        "required-without-value",
        "The rows that are there have no value for the new column: this fails as soon as there is one.",
        "Give old rows a value: `table.add_column(..., fill=...)` of `operations.altered`, or a `server_default`.",
        'op.add_column("tasks", sa.Column("points", sa.Integer(), nullable=False))',
        'op.add_column("tasks", sa.Column("points", sa.Integer(), nullable=False, server_default="0"))',
        lambda call: _of_op(call, "add_column")
        and "nullable=False" in _column(call)
        and not re.search("server_default|Computed|Identity", _column(call)),
        downward=True,
    ),
    Rule(
        "default-rewrites",
        "A default that is another for each row is worked out row by row, with the table locked.",
        "Add the column empty, fill it in batches, then require it.",
        'op.add_column("tasks", sa.Column("code", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))',
        'op.add_column("tasks", sa.Column("made", sa.DateTime(), server_default=sa.func.now()))',
        lambda call: _of_op(call, "add_column")
        and bool(_VOLATILE.search(_column(call).partition("server_default=")[2])),
    ),
    Rule(
        "not-null-locks",
        "Nobody can read or write while every row is looked at, and it fails when one is empty.",
        "`table.require` of `operations.altered` checks first, without the lock.",
        'op.alter_column("tasks", "points", nullable=False)',
        'op.alter_column("tasks", "points", nullable=True)',
        lambda call: _of_op(call, "alter_column") and call.says("nullable", False),
    ),
    Rule(
        "type-rewrites",
        "Most changes of a type write every row anew, and nobody can read or write meanwhile.",
        "For a large table: a new column, filled in batches, then renamed. A longer text is free.",
        'op.alter_column("tasks", "points", type_=sa.BigInteger())',
        'op.alter_column("tasks", "title", type_=sa.String(300), existing_type=sa.String(200))',
        lambda call: _of_op(call, "alter_column") and call.option("type_") is not None and not _longer(call),
    ),
    Rule(
        "check-locks",
        "Nobody can write while every row is checked.",
        "Add it with `postgresql_not_valid=True` and validate it in a second step: `table.add` does both.",
        'op.create_check_constraint("ck_tasks_points", "tasks", "points >= 0")',
        'op.create_check_constraint("ck_tasks_points", "tasks", "points >= 0", postgresql_not_valid=True)',
        lambda call: _of_op(call, "create_check_constraint") and not call.says("postgresql_not_valid", True),
    ),
    Rule(
        "reference-locks",
        "Nobody can write to either table while every row is checked.",
        "Add it with `postgresql_not_valid=True` and validate it in a second step: `table.add` does both.",
        'op.create_foreign_key("fk_tasks_user_id_users", "tasks", "users", ["user_id"], ["id"])',
        'op.create_foreign_key("fk_x", "tasks", "users", ["user_id"], ["id"], postgresql_not_valid=True)',
        lambda call: _of_op(call, "create_foreign_key") and not call.says("postgresql_not_valid", True),
    ),
    Rule(
        "unique-locks",
        "Nobody can write while the index behind the key is made.",
        "Make a unique index concurrently and the key from it: `table.add` of `operations.altered` does.",
        'op.create_unique_constraint("uq_tasks_title", "tasks", ["title"])',
        'with operations.altered(tasks()) as table:\n    table.add("uq_tasks_title")',
        lambda call: _of_op(call, "create_unique_constraint"),
    ),
    Rule(
        "update-locks",
        "The rows stay locked until the migration is done.",
        "`operations.in_batches` in an autocommit block lets go after each batch.",
        'op.execute("UPDATE tasks SET points = 0 WHERE points IS NULL")',
        'with op.get_context().autocommit_block():\n'
        '    operations.in_batches("tasks", "points = 0", "points IS NULL")',
        lambda call: call.name == "execute" and bool(_UPDATE.match(_statement(call))),
    ),
    Rule(
        "batch-forgets",
        "On SQLite the table is written anew from what is read off the database: checks are lost, and with foreign "
        "keys on, the rows that refer to it too.",
        "`operations.altered` is told the whole table and switches foreign keys off.",
        'with op.batch_alter_table("tasks") as batch:\n    batch.drop_column("points")',
        'with operations.altered(tasks()) as table:\n    table.drop_column("points")',
        lambda call: call.name == "batch_alter_table" and call.option("copy_from") is None,
        downward=True,
    ),
    Rule(
        "rename-breaks",
        "Code that still runs knows the former name only.",
        "Stop it before, or take two steps: add the new one and write both, then drop the old one.",
        'op.alter_column("tasks", "points", new_column_name="estimate")',
        'op.add_column("tasks", sa.Column("estimate", sa.Integer(), nullable=True))',
        lambda call: _of_op(call, "rename_table")
        or (_of_op(call, "alter_column") and call.option("new_column_name") is not None),
    ),
    Rule(
        "data-goes",
        "What is stored there is gone, and going down does not bring it back.",
        "Keep a copy, or deploy code that does not use it first and drop it later.",
        'op.drop_table("tasks")',
        'op.rename_table("tasks", "old_tasks")  # noqa: rename-breaks',
        lambda call: call.name in {"drop_table", "drop_column"} and call.of != "operations",
    ),
)  # fmt: skip


def _column(call: Call) -> str:
    return call.text(0 if call.of.startswith("batch") else 1)


def _longer(call: Call) -> bool:
    """Whether a text is only given more room."""
    now = call.option("type_")
    was = call.option("existing_type")
    sizes = [re.fullmatch(r"(?:sa\.)?String\((?:length=)?(\d+)\)", _written(kind)) for kind in (was, now)]
    if sizes[0] is None:
        return False
    return _written(now) in {"sa.Text()", "sa.String()"} or (
        sizes[1] is not None and int(sizes[1][1]) >= int(sizes[0][1])
    )


def _written(node: ast.expr | None) -> str:
    return ast.unparse(node) if node is not None else ""


def _statement(call: Call) -> str:
    return re.sub(r"^(?:sa\.)?text\(", "", call.text(0))
