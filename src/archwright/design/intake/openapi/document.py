"""An OpenAPI document as plain data that knows its lines."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from archwright.design.intake.openapi.lines import Lines
from archwright.kit.errors import ArchwrightError
from archwright.model.intake import Source

Node = Mapping[str, Any]
_LARGEST = 20_000_000
_DEEPEST = 40


class Document:
    """The data of a document; references are followed inside of it."""

    def __init__(self, source: Source) -> None:
        self.file = source.name
        self.data: Node = _read(source)
        self._lines = Lines(source.text)
        self.outside: list[str] = []
        _version(self.data, source)

    def line(self, *keys: str) -> int:
        """The line a key stands on."""
        return self._lines.line(keys)

    def section(self, *keys: str) -> Node:
        """The mapping below some keys, empty when there is none."""
        here: Any = self.data
        for key in keys:
            here = here.get(key) if isinstance(here, Mapping) else None
        return here if isinstance(here, Mapping) else {}

    def follow(self, node: Any) -> Node:
        """What a node is, after its references; {} for what is outside of the document."""
        for _ in range(_DEEPEST):
            reference = node.get("$ref") if isinstance(node, Mapping) else None
            if not isinstance(reference, str):
                return node if isinstance(node, Mapping) else {}
            if not reference.startswith("#/"):
                self.outside.append(reference)
                return {}
            node = self.section(*(key.replace("~1", "/").replace("~0", "~") for key in reference[2:].split("/")))
        return {}

    def schemas(self) -> dict[str, Node]:
        """The schemas that have a name."""
        return {
            str(name): node for name, node in self.section("components", "schemas").items() if isinstance(node, Mapping)
        }


def ref_name(node: Any) -> str:
    """`Pet` of {"$ref": "#/components/schemas/Pet"}."""
    reference = node.get("$ref") if isinstance(node, Mapping) else None
    return reference.rpartition("/")[2] if isinstance(reference, str) and "/schemas/" in reference else ""


def listed(node: Any) -> list[Any]:
    """A list, empty for anything else."""
    return list(node) if isinstance(node, Iterable) and not isinstance(node, str | Mapping) else []


def _read(source: Source) -> Node:
    if len(source.text) > _LARGEST:
        raise ArchwrightError("This document is larger than 20 MB.", where=source.name, hint="Split it.")
    try:
        data = json.loads(source.text) if source.text.lstrip().startswith("{") else _yaml(source)
    except json.JSONDecodeError as error:
        where = f"{source.name}:{error.lineno}"
        raise ArchwrightError(f"This is not JSON: {error.msg}.", where=where, hint="Put it right there.") from error
    except RecursionError as error:
        raise ArchwrightError("This document is nested too deeply.", where=source.name) from error
    if not isinstance(data, Mapping):
        raise ArchwrightError(
            "This is no OpenAPI document.", where=f"{source.name}:1", hint="It begins with `openapi:`."
        )
    return data


def _yaml(source: Source) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    try:
        return reader.load(source.text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        where = f"{source.name}:{line}"
        raise ArchwrightError(f"This is not YAML: {error.problem}.", where=where, hint="Put it right there.") from error
    except (YAMLError, ValueError) as error:
        said = str(error).splitlines()[0]
        raise ArchwrightError(f"This is not YAML: {said}.", where=f"{source.name}:1") from error


def _version(data: Node, source: Source) -> None:
    if "swagger" in data:
        hint = "Convert it to OpenAPI 3 first, e.g. with https://converter.swagger.io."
        raise ArchwrightError("This is Swagger 2.0; OpenAPI 3.0 and 3.1 are read.", where=source.name, hint=hint)
    if not re.match(r"3\.\d", str(data.get("openapi", ""))):
        raise ArchwrightError("This is no OpenAPI 3 document.", where=source.name, hint="It says `openapi: 3.1.0`.")
    if not isinstance(data.get("paths"), Mapping) and not isinstance(data.get("components"), Mapping):
        raise ArchwrightError("There are neither paths nor schemas here.", where=source.name)
