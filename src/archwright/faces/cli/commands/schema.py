"""`archwright schema`."""

from json import dumps

from archwright.faces.cli.arguments import Json
from archwright.faces.cli.output import write


def schema(json: Json = True) -> int:  # noqa: ARG001 - it is JSON in any case
    """Print the JSON Schema of the blueprint, for editors."""
    from archwright.language import json_schema

    write(dumps(json_schema(), indent=2) + "\n")
    return 0
