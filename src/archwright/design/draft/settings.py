"""Configured values -> settings of the draft. A secret's value is never repeated."""

import re

from archwright.design.words import masked, snake
from archwright.model.draft import SettingDraft
from archwright.model.facts import Facts, Setting

_LITERAL = re.compile(r"^(-?\d+(\.\d+)?|True|False|None|'[^'\n]*'|\"[^\"\n]*\")$")


def draft_settings(facts: Facts) -> tuple[SettingDraft, ...]:
    """One line a setting; the first place of a name counts."""
    found: dict[str, SettingDraft] = {}
    for setting in facts.settings:
        name = snake(setting.name)
        found.setdefault(name, SettingDraft(name, _spec(setting), setting.place, _note(setting)))
    return tuple(found.values())


def _spec(setting: Setting) -> str:
    if setting.secret:
        return "secret"
    default = (setting.default or "").strip()
    if not _LITERAL.match(default):
        return "str" if not default else "any"
    if default[0] in "\"'":
        return f"str = {masked(default[1:-1])}".rstrip()
    if default in {"True", "False"}:
        return f"bool = {default.lower()}"
    if default == "None":
        return "str?"
    return f"{'float' if '.' in default else 'int'} = {default}"


def _note(setting: Setting) -> str:
    if setting.secret and not setting.from_environment and setting.default not in {None, "None"}:
        return "written in the code"
    return "from the environment" if setting.from_environment else ""
