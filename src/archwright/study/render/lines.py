"""One line for each fact: what examples are compared with and what tables are made of."""

from collections.abc import Callable
from typing import Any

from archwright.model.facts import Facts


def lines(facts: Facts, field: str) -> list[str]:
    """The facts of one field, in order, as readable lines."""
    write = _WRITERS.get(field, str)
    return [write(item) for item in getattr(facts, field)]


def _route(item: Any) -> str:
    parts = [f"{','.join(item.methods)} {item.rule} -> {item.view} [{item.endpoint}]"]
    if item.defaults:
        parts.append("defaults " + ", ".join(f"{name}={value}" for name, value in item.defaults))
    if not item.strict_slashes:
        parts.append("slashes free")
    if item.guards:
        parts.append("guarded by " + ", ".join(item.guards))
    return " ".join(parts)


def _view(item: Any) -> str:
    plural = "" if item.statements == 1 else "s"
    calls = f" calls {', '.join(item.calls)}" if item.calls else ""
    return f"{item.name} {item.statements} statement{plural}{calls}"


def _entity(item: Any) -> str:
    columns = ", ".join(_field(column) for column in item.fields)
    related = "".join(f"; {relation.name} -> {relation.target}" for relation in item.relations)
    return f"{item.name} ({item.kind} {item.table}): {columns}{related}"


def _field(item: Any) -> str:
    marks = [
        "key" if item.primary_key else "",
        "unique" if item.unique else "",
        "index" if item.index else "",
        "" if item.nullable or item.primary_key else "not null",
        f"-> {item.foreign_key}" if item.foreign_key else "",
        f"= {item.default}" if item.default is not None else "",
    ]
    return " ".join([f"{item.name} {item.type}".strip(), *filter(None, marks)])


def _setting(item: Any) -> str:
    value = f" = {item.default}" if item.default is not None else ""
    marks = [" secret" if item.secret else "", " from environment" if item.from_environment else ""]
    return f"{item.name}{value}{''.join(marks)}"


def read_line(item: Any) -> str:
    """One read of a view."""
    marks = [
        "required" if item.required else "",
        f"default {item.default}" if item.default is not None else "",
        f"as {item.cast}" if item.cast else "",
        "many" if item.many else "",
    ]
    return " ".join([f"{item.source} {item.key or '*'}", *filter(None, marks)])


def answer_line(item: Any) -> str:
    """One answer of a view."""
    shape = f" {{{', '.join(item.shape)}}}" if item.shape else ""
    return f"{item.kind} {item.status or '?'}{' ' + item.target if item.target else ''}{shape}"


_WRITERS: dict[str, Callable[[Any], str]] = {
    "routes": _route,
    "views": _view,
    "entities": _entity,
    "settings": _setting,
    "gaps": lambda item: f"{item.place} {item.what}: {item.reason}",
    "blueprints": lambda item: f"{item.variable} = {item.name}{' at ' + item.prefix if item.prefix else ''}",
    "hooks": lambda item: (
        f"{item.kind} {item.function}{' for ' + item.argument if item.argument else ''}"
        f"{' in ' + item.blueprint if item.blueprint else ''}"
    ),
    "extensions": lambda item: f"{item.package}{' as ' + item.variable if item.variable else ''}",
    "outside_calls": lambda item: f"{item.library}: {item.call}",
    "states": lambda item: (
        f"{item.name} {item.kind} written by {', '.join(item.writers) or 'nobody'}"
        f" read by {', '.join(item.readers) or 'nobody'}"
    ),
    "queries": lambda item: f"{item.verb} {', '.join(item.tables)} {item.built}",
    "threads": str,
}
