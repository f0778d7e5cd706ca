"""Operations: what is not plain CRUD. The contract is declared, the body is the user's own code."""

from collections.abc import Iterator

from archwright.kit.names import camel
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Part
from archwright.model.resources import ErrorPart, OperationPart

UNWRITTEN = ErrorPart("Unwritten", "not_written", 501, "Nobody has written this yet.")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A route and a slot for each operation, and the errors it declares."""
    for operation in blueprint.operations:
        yield OperationPart(operation)
        for error in operation.errors:
            message = error.message or f"{error.code.replace('_', ' ').capitalize()}."
            yield ErrorPart(camel(error.code), error.code, error.status, message)
    if blueprint.operations:
        yield UNWRITTEN
