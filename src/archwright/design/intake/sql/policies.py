"""Columns that are a policy: times of creation and change, soft delete, a version, a password."""

import re
from collections.abc import Collection

from sqlglot import exp

from archwright.design.intake.sql.tables import SourceColumn, SourceTable
from archwright.kit.names import snake
from archwright.kit.words import words

CREATED = words("""created_at created created_on create_date creation_date date_created inserted_at create_time
created_time creation_time created_date date_added added_at createdat gmt_create createtime create_at insert_date""")
UPDATED = words("""updated_at updated updated_on update_date modified_at modified modified_on date_modified last_update
last_updated last_modified update_time updated_time modified_date date_updated updatedat gmt_modified changed_at
updatetime modification_date last_updated_at last_modified_at update_at""")
DELETED = words("deleted_at deleted_on deletedat date_deleted deleted_time")
DELETED_FLAG = words("is_deleted deleted isdeleted")
VERSION = words("version lock_version row_version rowversion")
PASSWORD = re.compile(
    r"(user_?)?(password|passwd|pwd|passphrase)(_?(hash|digest|encrypted))?|(hashed|encrypted)_password|pass_?hash"
)


def moments(table: SourceTable) -> set[str]:
    """The columns, by key, that the timestamps of an entity replace."""
    return {
        key for key, column in table.columns.items() if _is_moment(column) and snake(column.name) in CREATED | UPDATED
    }


def deletion(table: SourceTable) -> set[str]:
    """The columns that soft delete replaces."""
    return {
        key
        for key, column in table.columns.items()
        if (snake(column.name) in DELETED and _is_moment(column))
        or (snake(column.name) in DELETED_FLAG and _kind(column) in {"BOOLEAN", "TINYINT", "BIT", "INT", "SMALLINT"})
    }


def version(table: SourceTable) -> set[str]:
    """The column that counts changes."""
    return {
        key
        for key, column in table.columns.items()
        if snake(column.name) in VERSION
        and _kind(column) in {"INT", "BIGINT", "SMALLINT", "UINT"}
        and not column.nullable
    }


def passwords(table: SourceTable) -> set[str]:
    """The columns that hold a password or its hash."""
    return {key for key, column in table.columns.items() if PASSWORD.fullmatch(snake(column.name))}


def renamed(columns: Collection[str], own: str) -> list[str]:
    """Those that are called otherwise than our column."""
    return sorted(column for column in columns if snake(column) != own)


def _is_moment(column: SourceColumn) -> bool:
    kind = _kind(column)
    return (
        kind.startswith(("TIMESTAMP", "DATETIME"))
        or kind in {"DATE", ""}
        or (kind in {"TEXT", "VARCHAR", "INT", "BIGINT"} and snake(column.name).endswith("_at"))
    )


def _kind(column: SourceColumn) -> str:
    kind = column.type.this if column.type is not None else ""
    return kind.name if isinstance(kind, exp.DType) else str(kind).upper()
