"""Names of constraints and indexes, and names as SQL writes them."""

import hashlib
import re

from archwright.kit.words import words

LONGEST = 63
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
_RESERVED = words("""
    abort action add after all alter always analyse analyze and any array as asc asymmetric attach authorization
    autoincrement before begin between binary both by cascade case cast check collate collation column commit
    concurrently conflict constraint create cross current current_catalog current_date current_role current_schema
    current_time current_timestamp current_user database default deferrable deferred delete desc detach distinct do
    drop each else end escape except exclude exclusive exists explain fail false fetch filter first following for
    foreign freeze from full generated glob grant group groups having if ignore ilike immediate in index indexed
    initially inner insert instead intersect into is isnull join key last lateral leading left like limit localtime
    localtimestamp match materialized natural no not nothing notnull null nulls of offset on only or order others
    outer over overlaps partition placing plan pragma preceding primary query raise range recursive references
    regexp reindex release rename replace restrict returning right rollback row rows savepoint select session_user
    similar some symmetric system_user table tablesample temp temporary then ties to trailing transaction trigger
    true unbounded union unique update user using vacuum values variadic verbose view virtual when where window with
    without
""")


def constraint(kind: str, table: str, *columns: str) -> str:
    """The name of a constraint ("pk", "fk", "uq", "ck") or index ("ix"); what is too long ends in a digest."""
    return fitting("_".join((kind, table, *columns)))


def fitting(name: str) -> str:
    """A name that PostgreSQL does not cut."""
    if len(name.encode()) <= LONGEST:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return name.encode()[: LONGEST - 9].decode("utf-8", "ignore") + "_" + digest


def quoted(name: str) -> str:
    """The name as it stands in SQL: in quotes when it is a word of the language or not plain."""
    if _PLAIN.match(name) and name not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | int | float | bool | None) -> str:
    """A value as it stands in SQL of both databases."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return repr(value)
