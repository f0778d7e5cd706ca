"""Loaded by schemathesis: what it takes to know the contract beside what a schema can say."""
# ruff: noqa: ARG001 - hooks are called with the names of their arguments.

import hashlib
from typing import Any

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.core.transport import Response
from schemathesis.openapi.checks import ObjectLevelAuthorizationViolation

KEY = "Idempotency-Key"
LONGEST = 255
FORM = "multipart/form-data"


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """A key that stands for this request: the same for the same, another for another.

    What is drawn repeats itself, and a key of another request is refused with 422, as its specification says
    (draft-ietf-httpapi-idempotency-key-header, 2.7). A key that is no key stays what it is.
    """
    key = case.headers.get(KEY)
    if isinstance(key, str) and 1 <= len(key) <= LONGEST:
        request = repr((key, case.method, case.path, case.path_parameters, case.query, case.media_type, case.body))
        case.headers[KEY] = hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest()


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext, failure: Failure, case: schemathesis.Case[Any], response: Response
) -> bool:
    """Whether it is one."""
    if isinstance(failure, ObjectLevelAuthorizationViolation):
        return not _for_everybody(case)
    return not (isinstance(failure, AcceptedNegativeData) and _is_file(case, response))


def _for_everybody(case: schemathesis.Case[Any]) -> bool:
    """Nobody owns what the contract shows without a login, too; with one, it may say whether one follows it."""
    ways = case.operation.definition.raw.get("security", ())
    return {} in ways


def _is_file(case: schemathesis.Case[Any], response: Response) -> bool:
    """A file is no wrong file for what it was made of.

    Its part of a form is "violated" by an object or a number in the place of bytes, which goes over the wire as the
    bytes of its text, with a name: a file like any other (RFC 7578, 4.2). Without a name it has to be refused.
    """
    if case.media_type != FORM:
        return False
    sent = response.request.body
    body = sent if isinstance(sent, bytes) else str(sent).encode()
    files = _files(case)
    return bool(files) and all(f'name="{name}"; filename="'.encode() in body for name in files)


def _files(case: schemathesis.Case[Any]) -> list[str]:
    form = case.operation.get_body_for_media_type(FORM)
    properties: dict[str, Any] = form.optimized_schema.get("properties", {}) if form is not None else {}
    return [name for name, schema in properties.items() if "contentMediaType" in schema or "format" in schema]
