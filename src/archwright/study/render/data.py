"""Facts for programs: plain JSON in a stable order."""

import json
from dataclasses import fields, is_dataclass

from archwright.model.facts import Facts


def plain(value: object) -> object:
    """Dataclasses to dicts, tuples to lists; everything else as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def render_json(facts: Facts) -> str:
    """All facts. Fields come in the order of the nouns, items in the order of their places."""
    return json.dumps(plain(facts), indent=2, ensure_ascii=False) + "\n"
