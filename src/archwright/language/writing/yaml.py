"""Plain data -> YAML: short things on one line, long things on many."""

import re
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString, SingleQuotedScalarString

_WIDTH = 110
_OPEN = frozenset({"entities", "operations", "fields", "checks"})
_APART = re.compile(r"^(entities|operations|policies|limits):", re.MULTILINE)


def dumped(data: dict[str, Any]) -> str:
    """The text of a page."""
    target = StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump(styled(data), target)
    return _APART.sub(r"\n\1:", target.getvalue())


def styled(value: Any, key: str = "", depth: int = 0) -> Any:
    """The same data with the style that each part is written in."""
    if isinstance(value, dict):
        mapping = CommentedMap((name, styled(each, name, depth + 1)) for name, each in value.items())
        if depth and _short(value, key) and not (key == "" and depth == 0):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        items = CommentedSeq(styled(each, "", depth + 1) for each in value)
        items.fa.set_flow_style()
        return items
    if not isinstance(value, str):
        return value
    return LiteralScalarString(value) if _many_lines(value) else _quoted(value)


def _quoted(text: str) -> str:
    """With quotes where the library writes none, and cannot read it back."""
    return SingleQuotedScalarString(text) if text.startswith(("?", ":")) else text


def _short(value: dict[str, Any], key: str) -> bool:
    if key in _OPEN or any(name in _OPEN for name in value) or any(_many_lines(each) for each in value.values()):
        return False
    return "route" not in value and len(str(value)) + len(key) < _WIDTH


def _many_lines(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\S[^\n]*(\n[^\s][^\n]*)+", value) is not None
