"""`archwright schema`."""

import json

from archwright.faces.cli.output import write


def schema() -> int:
    """Print the JSON Schema of the blueprint, for editors."""
    from archwright.language import json_schema

    write(json.dumps(json_schema(), indent=2) + "\n")
    return 0
