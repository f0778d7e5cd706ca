"""Words for tests of an entity's routes, as its contract has them."""

from collections.abc import Mapping

from archwright.build.resources.naming import address, key_name, slash, spelled
from archwright.model.blueprint import Entity, Field, Wire
from archwright.model.resources import Verb

# Where the things are in the answer of a list.
LISTED = {
    "page": 'listed.json()["items"]',
    "data": 'listed.json()["data"]',
    "plain": "listed.json()",
    "named": 'listed.json()["{plural}"]',
}
UNKNOWN = {"uuid": "01890000-0000-7000-8000-000000000000", "int": "999999"}


def test_words(entity: Entity, wire: Wire) -> dict[str, str]:
    """`one` finds the thing in an answer, `opening` and `closing` wrap one that is sent, `url` begins every path."""
    wrapped = spelled(entity.slug, wire)
    return {
        "slug": entity.slug,
        "plural": entity.plural,
        "model": entity.name,
        "key": entity.external_key or "id",
        "key_name": key_name(entity),
        "url": address(entity, wire),
        "slash": slash(wire),
        "opening": f'{{"{wrapped}": ' if wire.wrap else "",
        "closing": "}" if wire.wrap else "",
        "one": f'["{wrapped}"]' if wire.wrap else "",
        "listed": LISTED[wire.lists].replace("{plural}", spelled(entity.plural, wire)),
        "unknown": UNKNOWN[wire.ids],
        "unknown_json": UNKNOWN[wire.ids] if wire.ids == "int" else f'"{UNKNOWN[wire.ids]}"',
    }


# What a test writes into a text.
CHANGED = "changed"


def changeable(entity: Entity) -> Field | None:
    """A field into which one may write that, and read it again."""
    return next((field for field in entity.fields if _takes(field) and field.name != entity.external_key), None)


def _takes(field: Field) -> bool:
    if field.type not in ("str", "text") or field.hidden or field.readonly or field.computed or field.fixed:
        return False
    low, high = field.bounds.low, field.bounds.high
    return not field.pattern and (low is None or low <= len(CHANGED)) and (high is None or len(CHANGED) <= high)


def sent(verb: Verb) -> str:
    """Stands in the text of a test for the headers that a route asks for."""
    return f"<headers of {verb}>"


def with_headers(text: str, headers: Mapping[Verb, Mapping[str, str]]) -> str:
    """A test with the headers that its requests need."""
    for verb, given in headers.items():
        shown = ", ".join(f'"{name}": "{value}"' for name, value in given.items())
        text = text.replace(sent(verb), f", headers={{{shown}}}" if given else "")
    return text
