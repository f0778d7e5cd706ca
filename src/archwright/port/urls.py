"""Flask's URL rules in FastAPI's words, and the type each path parameter has."""

import re
from dataclasses import dataclass

from archwright.model.facts import Route
from archwright.port.rewrite import Unmovable

_PARAM = re.compile(r"<(?:(?P<converter>[a-zA-Z_]\w*)(?:\((?P<args>.*?)\))?:)?(?P<name>[a-zA-Z_]\w*)>")
_TYPES = {"string": "str", "default": "str", "int": "int", "float": "float", "path": "str", "uuid": "UUID"}


@dataclass(frozen=True)
class Path:
    """A FastAPI path and the annotation of each of its parameters."""

    text: str
    types: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...] = ()


def path_of(route: Route) -> Path:
    """The FastAPI path of a route. Raises Unmovable for converters of the app's own.

    `options` are what FastAPI's path cannot say: defaults, a lenient slash, a converter with arguments.
    """
    types: list[tuple[str, str]] = []
    options = [("defaults", f"{{{', '.join(f'{key!r}: {value}' for key, value in route.defaults)}}}")] * bool(
        route.defaults
    )
    if not route.strict_slashes:
        options.append(("strict_slashes", "False"))

    def replace(match: re.Match[str]) -> str:
        converter, name = match["converter"] or "string", match["name"]
        if converter not in _TYPES and converter != "any":
            raise Unmovable(f"the URL converter {converter} in {route.rule}", "a converter registered with the router")
        if match["args"] and ("rule", repr(route.rule)) not in options:
            options.append(("rule", repr(route.rule)))
        types.append((name, _TYPES.get(converter, "str")))
        return f"{{{name}}}" if converter in ("string", "default", "any") else f"{{{name}:{converter}}}"

    return Path(_PARAM.sub(replace, route.rule), tuple(types), tuple(options))


def specificity(rule: str) -> tuple[int, int, int]:
    """Sorts rules so that fixed parts win over parameters, and longer over shorter, as werkzeug has it."""
    parts = rule.strip("/").split("/")
    weights = [2 if "<path:" in part else 1 if "<" in part else 0 for part in parts]
    return (max(weights, default=0), sum(weights), -len(parts))
