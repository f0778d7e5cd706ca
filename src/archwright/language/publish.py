"""The JSON Schema of a page, for editors."""

from typing import Any

from archwright.language.documents import PageDocument
from archwright.language.words import ENTITY, FIELD

SCHEMA_FILE = "blueprint.schema.json"


def json_schema() -> dict[str, Any]:
    """Generated from the documents, so that it says what `load` reads."""
    schema = PageDocument.model_json_schema()
    for definition in (schema, *schema["$defs"].values()):
        definition.pop("title", None)
        for key, each in definition.get("properties", {}).items():
            each.pop("title", None)
            if key == "entities":
                each["propertyNames"] = {"pattern": f"^{ENTITY.pattern}$"}
            if key in {"fields", "query", "operations", "roles"} and each.get("type") == "object":
                each["propertyNames"] = {"pattern": f"^{FIELD.pattern}$"}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:archwright:blueprint:1",
        "title": "Archwright blueprint",
    }
    return head | schema
