"""Operations: what is not plain CRUD. The contract is declared, the body is the user's own code."""

from collections.abc import Iterator

from archwright.build.template import Templates
from archwright.kit.names import camel
from archwright.model.blueprint import PLATFORM_ERRORS, Blueprint
from archwright.model.parts import Dependency, Part
from archwright.model.resources import ErrorPart, OperationPart, WorkPart

_templates = Templates(__name__)

UNWRITTEN = ErrorPart("Unwritten", "not_written", 501, "Nobody has written this yet.")
# What a slot may raise though nothing else does.
BAD_REQUEST = ErrorPart("BadRequest", "bad_request", 400, "The request cannot be understood.")
DOWNLOADS = ("app/core/downloads.py", "app/api/downloads.py")
# Values in a path that have a module of their own.
PLACES = (":int}", ":float}", ":path}")
REPLY = WorkPart(
    "reply",
    "Reply",
    "request: Request, response: Response",
    'Reply(response, secure=request.url.scheme == "https")',
    ("from app.core.reply import Reply",),
    ("from app.core.reply import Reply", "from fastapi import Request, Response"),
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A route and a slot for each operation, and the errors it declares."""
    for operation in blueprint.operations:
        yield OperationPart(operation)
        for error in operation.errors:
            if error.code in PLATFORM_ERRORS and not (blueprint.auth is None and error.status in (401, 403)):
                continue
            message = error.message or f"{error.code.replace('_', ' ').capitalize()}."
            yield ErrorPart(camel(error.code), error.code, error.status, message)
    if blueprint.operations:
        yield from (UNWRITTEN, BAD_REQUEST)
        yield from (_templates.file("app/core/reply.py"), REPLY)
    if any("file" in (operation.output.kind, operation.output.other) for operation in blueprint.operations):
        yield from (_templates.file(path) for path in DOWNLOADS)
    if any(operation.output.other for operation in blueprint.operations):
        yield _templates.file("app/core/accepts.py")
    if any(operation.input.kind in ("text", "file") for operation in blueprint.operations):
        yield _templates.spare("app/api/bodies.py")
    if any(kind in operation.path for operation in blueprint.operations for kind in PLACES):
        yield _templates.spare("app/schemas/paths.py")
    if any(operation.form for operation in blueprint.operations):
        yield Dependency("python-multipart>=0.0.34")
