"""Loaded by schemathesis: what a client that knows the contract does beside what a schema can say."""

import hashlib
from typing import Any

import schemathesis

KEY = "Idempotency-Key"
LONGEST = 255


@schemathesis.hook
def before_call(_context: schemathesis.HookContext, case: schemathesis.Case, _kwargs: dict[str, Any]) -> None:
    """A key that stands for this request: the same for the same, another for another.

    What is drawn repeats itself, and a key of another request is refused with 422, as its specification says
    (draft-ietf-httpapi-idempotency-key-header, 2.7). A key that is no key stays what it is.
    """
    key = case.headers.get(KEY)
    if isinstance(key, str) and 1 <= len(key) <= LONGEST:
        request = repr((key, case.method, case.path, case.path_parameters, case.query, case.media_type, case.body))
        case.headers[KEY] = hashlib.sha256(request.encode("utf-8", "surrogatepass")).hexdigest()
