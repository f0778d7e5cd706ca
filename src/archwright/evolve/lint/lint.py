"""Notices about what a migration does to a large table."""

import ast
import re
from collections.abc import Iterable

from archwright.evolve.describe import describe, kind
from archwright.evolve.lint.calls import Call, calls
from archwright.evolve.lint.rules import RULES, Rule
from archwright.model.change import Change, Notice

_ALLOWED = re.compile(r"#\s*noqa:\s*([\w, -]+)")


def lint(text: str, path: str = "") -> tuple[Notice, ...]:
    """Of a migration, written by us or by hand; `# noqa: <rule>` at the end of a line takes one back."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        return (Notice("unreadable", path, getattr(error, "lineno", 0) or 0, f"It is not Python: {error}."),)
    lines = text.splitlines()
    found = []
    for call in calls(tree):
        allowed = _ALLOWED.search(lines[call.line - 1])
        for rule in RULES:
            if _breaks(call, rule) and not (allowed and rule.id in allowed[1]):
                found.append(Notice(rule.id, path, call.line, rule.message, rule.fix))
    return tuple(sorted(found, key=lambda notice: notice.line))


def lint_changes(changes: Iterable[Change]) -> tuple[Notice, ...]:
    """The same for changes of which no migration is written yet: those that are not simply safe."""
    return tuple(
        Notice(kind(change), "", 0, f"{describe(change)}. {change.reason}")
        for change in changes
        if change.risk != "safe"
    )


def _breaks(call: Call, rule: Rule) -> bool:
    return rule.finds(call) and (rule.downward or not call.down)
