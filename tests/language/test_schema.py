"""The published schema is the one of the documents, and takes what loads."""

import json
from pathlib import Path

from archwright.language import json_schema

PUBLISHED = Path(__file__).parents[2] / "schemas" / "blueprint.schema.json"


def test_the_published_schema_is_up_to_date() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json_schema(), (
        "run: archwright schema > schemas/blueprint.schema.json"
    )


def test_every_key_has_a_description_and_an_example() -> None:
    schema = json_schema()
    bare = [
        f"{name}.{key}"
        for name, definition in {"page": schema, **schema["$defs"]}.items()
        for key, each in definition.get("properties", {}).items()
        if not ((each.get("description") or "$ref" in each) and each.get("examples"))
    ]
    assert bare == []
