"""Rows to begin with, and values of them: what is drawn by chance names no row, and what needs one is never reached."""

import json
from collections.abc import Iterator, Mapping, Sequence

from archwright.build.resources.naming import key_name, spelled, wire_name
from archwright.language import load
from archwright.model.blueprint import Blueprint

ROWS = 25
# How often such a value is taken where there is one.
SHARE = 0.6
# Versions of rows that were hardly changed.
VERSIONS = ("*", '"1"', '"2"')
Values = Sequence[str | int]
Rows = Mapping[str, Sequence[Mapping[str, str | int]]]

# Runs in the folder of a backend, after those who have a login.
MAKING = """
def made(count):
    import importlib, pathlib
    found = {}
    for path in sorted(pathlib.Path("tests/factories").glob("*.py")):
        make = getattr(importlib.import_module(f"tests.factories.{path.stem}"), path.stem, None)
        rows = [make() for _ in range(count)] if make else []
        found[path.stem] = [{name: value if isinstance(value, int) else str(value) for name, value in row.items()}
                            for row in rows]
    return found
"""


def bindings(page: str, rows: Rows) -> list[str]:
    """Lines of schemathesis.toml: where an id or a key stands, and those there are."""
    blueprint = load(page, "blueprint.yaml")
    places = {**dict(_ids(blueprint, rows)), **dict(_keys(blueprint, rows)), "header.If-Match": list(VERSIONS)}
    named = {f"values{number}": place for number, place in enumerate(places) if places[place]}
    lines = [f"dictionaries.{name}.values = {json.dumps(places[place])}" for name, place in named.items()]
    bound = [
        f"{json.dumps(place)} = {{ dictionary = {json.dumps(name)}, probability = {SHARE} }}"
        for name, place in named.items()
    ]
    return [*lines, "[parameters]", *bound]


def _ids(blueprint: Blueprint, rows: Rows) -> Iterator[tuple[str, Values]]:
    """Relations in a body, and in a body of many."""
    slugs = {entity.name: entity.slug for entity in blueprint.entities}
    for relation in (relation for entity in blueprint.entities for relation in entity.relations):
        name = spelled(wire_name(relation), blueprint.wire) + ("[*]" if relation.many else "")
        values = [row["id"] for row in rows.get(slugs.get(relation.target, ""), ())]
        yield from ((f"body.{name}", values), (f"body.[*].{name}", values))


def _keys(blueprint: Blueprint, rows: Rows) -> Iterator[tuple[str, Values]]:
    """What finds a row, and whatever else is in no two of them."""
    for entity in blueprint.entities:
        for field in entity.fields:
            if field.unique:
                yield f"path.{field.name}", [row[field.name] for row in rows.get(entity.slug, ())]
    for entity in blueprint.entities:
        yield f"path.{key_name(entity)}", [row[entity.external_key or "id"] for row in rows.get(entity.slug, ())]
