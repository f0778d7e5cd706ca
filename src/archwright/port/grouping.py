"""Which resource a view belongs to: its blueprint, or the first fixed part of its URL when several share it."""

import re
from collections import Counter
from collections.abc import Sequence

from archwright.model.facts import Route

_RESERVED = frozenset({"select", "secrets", "types", "json", "logging", "import", "class", "token", "health", "static"})


def resources(routes: Sequence[Route]) -> dict[str, str]:
    """View endpoint -> module name of its resource."""
    heads = Counter(_head(rules[0].rule) for rules in _by_endpoint(routes).values())
    return {endpoint: _resource(rules[0], heads) for endpoint, rules in _by_endpoint(routes).items()}


def _by_endpoint(routes: Sequence[Route]) -> dict[str, list[Route]]:
    grouped: dict[str, list[Route]] = {}
    for route in routes:
        grouped.setdefault(route.endpoint, []).append(route)
    return grouped


def _resource(route: Route, heads: Counter[str]) -> str:
    if route.blueprint:
        return module_name(route.blueprint)
    head = _head(route.rule)
    return module_name(head) if head and heads[head] > 1 else "pages"


def _head(rule: str) -> str:
    parts = [part for part in rule.split("/") if part and "<" not in part and not re.fullmatch(r"api|v\d+", part)]
    return re.sub(r"\.\w+$", "", parts[0]) if parts else ""


def module_name(text: str) -> str:
    """A module name made from any text; never one that shadows a module of the standard library in use."""
    name = re.sub(r"\W+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)).strip("_").lower()
    if not name or name[0].isdigit():
        name = f"r_{name}"
    return f"{name}_routes" if name in _RESERVED else name
