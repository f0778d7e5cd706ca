"""Which types become which, and how: a wider type takes every value, a narrower one has to be told how."""

from dataclasses import dataclass, replace

from archwright.evolve import names
from archwright.model.schema import Column, ColumnType

_WIDER = {
    ("str", "text"), ("int", "bigint"), ("int", "float"), ("int", "decimal"), ("bigint", "decimal"), ("bool", "int"),
    ("date", "datetime"), ("int", "str"), ("bigint", "str"), ("int", "text"), ("bigint", "text"), ("uuid", "str"),
    ("uuid", "text"), ("json", "text"), ("bool", "bigint"),
}  # fmt: skip
_POSTGRES = {
    ("bool", "int"): "{0}::integer",
    ("bool", "bigint"): "{0}::integer::bigint",
    ("int", "bool"): "{0} <> 0",
    ("bigint", "bool"): "{0} <> 0",
    ("date", "datetime"): "{0}::timestamp AT TIME ZONE 'UTC'",
    ("datetime", "date"): "({0} AT TIME ZONE 'UTC')::date",
    ("float", "int"): "round({0})::integer",
    ("float", "bigint"): "round({0})::bigint",
    ("decimal", "int"): "round({0})::integer",
    ("decimal", "bigint"): "round({0})::bigint",
    ("uuid", "str"): "{0}::text",
    ("uuid", "text"): "{0}::text",
}
_DASHED = "substr({0},1,8)||'-'||substr({0},9,4)||'-'||substr({0},13,4)||'-'||substr({0},17,4)||'-'||substr({0},21)"
_SQLITE = {
    ("date", "datetime"): "{0} || ' 00:00:00.000000'",
    ("datetime", "date"): "date({0})",
    ("bool", "int"): "{0}",
    ("int", "bool"): "{0} <> 0",
    ("bigint", "bool"): "{0} <> 0",
    ("uuid", "str"): _DASHED,
    ("uuid", "text"): _DASHED,
    ("str", "uuid"): "lower(replace({0}, '-', ''))",
    ("text", "uuid"): "lower(replace({0}, '-', ''))",
}
_CASTS = {
    "str": ("varchar", "TEXT"), "text": ("text", "TEXT"), "int": ("integer", "INTEGER"),
    "bigint": ("bigint", "INTEGER"), "float": ("double precision", "REAL"),
    "decimal": ("numeric", "NUMERIC"), "uuid": ("uuid", "TEXT"), "json": ("json", "TEXT"), "date": ("date", "TEXT"),
    "datetime": ("timestamptz", "TEXT"), "time": ("time", "TEXT"),
}  # fmt: skip


@dataclass(frozen=True)
class Conversion:
    """The SQL for both databases, whether values may be lost, and whether PostgreSQL writes every row anew."""

    using: str
    sqlite: str
    narrow: bool
    rewrites: bool


def conversion(before: Column, after: Column) -> Conversion | None:
    """How values of one type become values of the other; None when they cannot."""
    way, name = _converted(before, after), names.quoted(after.name)
    if way is None or not becomes_folded(before, after):
        return way
    return Conversion(f"lower({way.using or name})", f"lower({way.sqlite or name})", way.narrow, rewrites=True)


def becomes_folded(before: Column, after: Column) -> bool:
    """Whether texts are kept in small letters from now on."""
    return after.folded and not before.folded


def _converted(before: Column, after: Column) -> Conversion | None:
    if becomes_enum(before, after):
        return _chosen(before, after)
    was, now = before.type, after.type
    name = names.quoted(after.name)
    if after.evolution.using:
        return Conversion(after.evolution.using, after.evolution.using, narrow=False, rewrites=True)
    if was.kind == now.kind:
        return _resized(name, was, now)
    pair = (was.kind, now.kind)
    if now.kind not in _CASTS and pair not in _POSTGRES:
        return None
    postgres, sqlite = _CASTS.get(now.kind, ("", ""))
    using = _POSTGRES.get(pair, f"CAST({{0}} AS {postgres})").format(name)
    lite = _SQLITE.get(pair, f"CAST({{0}} AS {sqlite})").format(name)
    short = now.kind == "str" and 0 < now.length < 36
    narrow = pair not in _WIDER or short or _fewer_digits(was, now)
    return Conversion(using, lite, narrow, rewrites=pair not in {("str", "text"), ("text", "str")})


def becomes_enum(before: Column, after: Column) -> bool:
    """Whether only some values are allowed from now on."""
    return bool(after.choices) and not before.choices


def _chosen(before: Column, after: Column) -> Conversion | None:
    """Values that are no choice become the one for old rows."""
    way = conversion(before, replace(after, choices=(), evolution=replace(after.evolution, using="")))
    if way is None:
        return None
    name = names.quoted(after.name)
    fill = names.literal(str(after.evolution.backfill if after.evolution.backfill is not None else after.choices[0]))
    choices = ", ".join(names.literal(choice) for choice in after.choices)

    def chosen(value: str) -> str:
        return f"CASE WHEN {value} IN ({choices}) OR {name} IS NULL THEN {value} ELSE {fill} END"

    return Conversion(chosen(way.using or name), chosen(way.sqlite or name), narrow=True, rewrites=True)


def _resized(name: str, was: ColumnType, now: ColumnType) -> Conversion:
    if was.kind == "str":
        if not now.length or (was.length and now.length >= was.length):
            return Conversion("", "", narrow=False, rewrites=False)
        cut = f"substr({name}, 1, {now.length})"
        return Conversion(cut, cut, narrow=True, rewrites=True)
    if _fewer_digits(was, now):
        rounded = f"round({name}, {now.scale})"
        return Conversion(rounded, rounded, narrow=True, rewrites=True)
    return Conversion("", "", narrow=False, rewrites=was.scale != now.scale)


def _fewer_digits(was: ColumnType, now: ColumnType) -> bool:
    """Whether a number may not fit any more."""
    if now.kind != "decimal":
        return False
    room = {"int": 10, "bigint": 19, "decimal": was.precision - was.scale}.get(was.kind, 400)
    return now.scale < was.scale or now.precision - now.scale < room
