"""Which moved modules are excused from which of mypy's strict checks: the prototype's own logic, and nothing else."""

from collections.abc import Iterable, Iterator

from archwright.model.parts import MypyExemption
from archwright.port.modules import ModuleText
from archwright.port.services import PROVIDERS

WRITTEN = frozenset({PROVIDERS, "app.repositories.base", "app.api.bodies", "app.api.submitted", "app.api.visit"})
"""Modules without a line of the prototype's logic, beside the schemas."""

UNANNOTATED = (
    "import-untyped",
    "no-any-return",
    "no-untyped-call",
    "no-untyped-def",
    "type-arg",
    "untyped-decorator",
    "var-annotated",
)
UNCHECKED = (
    "arg-type",
    "assignment",
    "attr-defined",
    "call-arg",
    "call-overload",
    "comparison-overlap",
    "dict-item",
    "exit-return",
    "func-returns-value",
    "has-type",
    "import-not-found",
    "index",
    "list-item",
    "literal-required",
    "method-assign",
    "misc",
    "name-match",
    "name-defined",
    "no-redef",
    "operator",
    "override",
    "return",
    "return-value",
    "str-bytes-safe",
    "str-format",
    "truthy-function",
    "type-var",
    "typeddict-item",
    "typeddict-unknown-key",
    "union-attr",
    "unused-coroutine",
    "unused-ignore",
    "used-before-def",
    "valid-type",
)


def exemptions(modules: Iterable[ModuleText]) -> Iterator[MypyExemption]:
    """What was written around the prototype's logic is checked strictly; the logic is as it was."""
    for module in modules:
        if module.name in WRITTEN or module.name.startswith("app.schemas."):
            continue
        yield MypyExemption(module.name, UNANNOTATED, "logic carried over from the prototype, which has no annotations")
        yield MypyExemption(module.name, UNCHECKED, "and which no type checker has seen")
