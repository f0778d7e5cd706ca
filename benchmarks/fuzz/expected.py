"""What a check of schemathesis does not know of, operation by operation, with the reason.

No check is left out: each is told of one status more, of those operations that declare it, and of no other.
"""

import json
from collections.abc import Iterator
from typing import Any

from archwright.language import load

# What the checks allow by themselves.
ALLOWED = {
    "positive_data_acceptance": ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx"],
    "missing_required_header": ["400", "401", "403", "406", "415", "422"],
}
INVALID = 422
METHODS = ("get", "post", "put", "patch", "delete")


def expectations(contract: dict[str, Any], page: str) -> list[str]:
    """Lines of schemathesis.toml."""
    refused = set(_refused(page))
    lines: list[str] = []
    for operation in _operations(contract):
        more = [
            f"checks.{check}.expected-statuses = {json.dumps([*ALLOWED[check], status])}"
            for check, status in _more(operation, refused)
        ]
        if more:
            lines += ["[[operations]]", f"include-operation-id = {json.dumps(operation['operationId'])}", *more]
    return lines


def _more(operation: dict[str, Any], refused: set[str]) -> Iterator[tuple[str, str]]:
    # RFC 9110, 13.1.1: an If-Match that is well-formed and names another version than that of the row. Like 409, it
    # depends on the row and not on the schema.
    if "412" in operation["responses"]:
        yield "positive_data_acceptance", "412"
    # RFC 6585, 3: the answer to a change without If-Match.
    if "428" in operation["responses"]:
        yield "missing_required_header", "428"
    # The page gives it an error of its own, in the words of a foreign contract: 422 "has already been taken".
    if any(operation["operationId"].startswith(f"{name}_") for name in refused):
        yield "positive_data_acceptance", "422"


def _refused(page: str) -> Iterator[str]:
    for operation in load(page, "blueprint.yaml").operations:
        if any(error.status == INVALID for error in operation.errors):
            yield operation.name


def _operations(contract: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in contract["paths"].values():
        yield from (methods[method] for method in METHODS if method in methods)
