"""The layout policy: where the files of an entity stand. The same code under other paths; one table says which."""

import re
from collections.abc import Mapping

from archwright.build.template import render
from archwright.model.blueprint import Blueprint, Entity

DOMAINS = "app/domains"
# Where a file stands in layers, and where in domains; in imports "/" is ".".
PLACES = (
    ("app/api/routes/v1/{plural}", "app/domains/{plural}/routes"),
    ("app/repositories/{slug}", "app/domains/{plural}/repository"),
    ("app/schemas/{slug}", "app/domains/{plural}/schemas"),
    ("app/services/{slug}", "app/domains/{plural}/service"),
)
INDEX = "app/repositories/__init__.py"


def arranged(texts: Mapping[str, str], blueprint: Blueprint) -> dict[str, str]:
    """Path -> text in the layout of the blueprint."""
    if blueprint.stack.layout == "layers":
        return dict(texts)
    moves = dict(move for entity in blueprint.entities for move in _moves(entity, texts))
    found = {moves.get(path, path): _imports(text, moves) for path, text in texts.items() if path != INDEX}
    domains = sorted({path.split("/")[2] for path in moves.values()})
    found[f"{DOMAINS}/__init__.py"] = _imports(texts.get(INDEX, ""), moves).replace(
        "Queries, and nothing else.", "One package for each resource."
    )
    found[INDEX] = '"""What the queries of all domains share."""\n'
    for name in domains:
        found[f"{DOMAINS}/{name}/__init__.py"] = f'"""{name.replace("_", " ").capitalize()}."""\n'
    return {**found, ".importlinter": render("resources/importlinter_domains", domains=domains)}


def _moves(entity: Entity, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    names = {"plural": entity.plural, "slug": entity.slug}
    pairs = [(f"{old.format(**names)}.py", f"{new.format(**names)}.py") for old, new in PLACES]
    return [(old, new) for old, new in pairs if old in texts]


def _imports(text: str, moves: Mapping[str, str]) -> str:
    for old, new in moves.items():
        (before, name), (after, other) = _split(old), _split(new)
        text = re.sub(rf"\bfrom {re.escape(before)}\.{name} import\b", f"from {after}.{other} import", text)
        text = re.sub(rf"\bfrom {re.escape(before)} import {name} as\b", f"from {after} import {other} as", text)
        text = re.sub(
            rf"\bfrom {re.escape(before)} import {name}$", f"from {after} import {other} as {name}", text, flags=re.M
        )
    return text


def _split(path: str) -> tuple[str, str]:
    package, _, name = path.removesuffix(".py").replace("/", ".").rpartition(".")
    return package, name
