"""What surrounds the routes: which templates are plain, and which endpoints a route may name."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from archwright.model.facts import Facts
from archwright.model.ported import Ceiling
from archwright.port.features import folders
from archwright.port.idiom import Surroundings
from archwright.port.recipe import Original

_REFERS = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
_PARAMETER = re.compile(r"<(?:[^<>:]*:)?(\w+)>")
_OWNS_RESPONSE = re.compile(r"\b(\w+)\.Response\b")
_RENDERS = re.compile(r"\brender_template_string\b|\.from_string\b")
_FILLED = re.compile(r"{[{%]")
_REQUEST = re.compile(r"\brequest\b")


def surroundings(original: Original, facts: Facts, ceilings: Mapping[str, Ceiling]) -> Surroundings:
    """Reads the templates once."""
    texts = template_texts(original)
    plain = frozenset(name for name in texts if _is_plain(name, texts, frozenset()))
    return Surroundings(plain, _endpoints(facts, ceilings), _names_response(original))


def _endpoints(facts: Facts, ceilings: Mapping[str, Ceiling]) -> dict[str, frozenset[str]]:
    """Endpoints that moved and have one rule, with the parameters of their URL."""
    moved = [route for route in facts.routes if ceilings.get(route.endpoint) != "mounted"]
    rules: dict[str, set[str]] = {}
    for route in moved:
        rules.setdefault(route.endpoint, set()).add(route.rule)
    one = {route.endpoint: route for route in moved if len(rules[route.endpoint]) == 1 and not route.defaults}
    return {name: frozenset(_PARAMETER.findall(route.rule)) for name, route in one.items()}


def template_texts(original: Original) -> dict[str, str]:
    """Name -> text of every template of the original."""
    template, _, _ = folders(original)
    return _texts(original.source.root / (template or "templates"))


def written_templates(original: Original) -> list[str]:
    """Templates that stand in the code, for an application that renders such: its texts with something to fill in."""
    codes = [statement.code for statement in original.source]
    if not any(_RENDERS.search(code) for code in codes):
        return []
    nodes = (node for code in codes for node in ast.walk(ast.parse(dedent(code))))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text for text in texts if _FILLED.search(text)]


def _names_response(original: Original) -> bool:
    """Whether Flask's class is called by its name, or as an attribute of what is imported from Flask."""
    source = original.source
    owners = ((statement.module, name) for statement in source for name in _OWNS_RESPONSE.findall(statement.code))
    named = [*((module, "Response") for module in source.modules), *owners]
    return any(str(source.origin(module, name)).startswith("flask") for module, name in named)


def _texts(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8", errors="replace") for path in files}


def _is_plain(name: str, texts: Mapping[str, str], seen: frozenset[str]) -> bool:
    """Whether the template and all it refers to leave the name `request` alone."""
    text = texts.get(name)
    if text is None or _REQUEST.search("".join(re.findall(r"{[{%].*?[}%]}", text, re.DOTALL))):
        return False
    return all(_is_plain(other, texts, seen | {name}) for other in _REFERS.findall(text) if other not in seen)
