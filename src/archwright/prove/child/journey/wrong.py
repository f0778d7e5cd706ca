"""Wrong input: nothing, the wrong type, broken JSON, the wrong kind of body, things that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archwright.prove.child.journey.draft import Draft
from archwright.prove.child.journey.steps import Step

if TYPE_CHECKING:
    from archwright.prove.child.journey.driver import Driver


def send_wrong(driver: Driver, steps: list[Step]) -> None:
    """A few for each step that takes a body or arguments."""
    for step in steps:
        if step.logs_out:
            continue
        if step.method not in ("GET", "DELETE"):
            for draft in _broken(driver, step):
                driver.send(driver.filler.authorize(draft, step.need))
        if step.has_arguments:
            for draft in driver.filler.drafts(step, 0, "unknown", driver.filler.path(step, known=False))[:1]:
                driver.send(driver.filler.authorize(draft, step.need))


def _broken(driver: Driver, step: Step) -> Iterator[Draft]:
    right = driver.filler.drafts(step, 0, "")[0]
    empty = right.copy("empty")
    if empty.has_json:
        empty.json = {}
    else:
        empty.form, empty.files = _hidden(right.form), {}
    yield empty
    if right.has_json:
        content = right.json[0] if isinstance(right.json, list) else right.json
        yield _without_body(right.copy("no body"))
        broken = right.copy("broken JSON")
        broken.raw = ("application/json", b'{"name": ')
        yield broken
        other = right.copy("a form instead of JSON")
        other.has_json, other.form = False, {key: str(item) for key, item in content.items()}
        yield other
        mistyped = right.copy("wrong types")
        mistyped.json = {key: [1] if isinstance(item, str) else "not a number" for key, item in content.items()}
        yield mistyped
    elif right.form:
        mistyped = right.copy("wrong types")
        mistyped.form = {
            key: item if "csrf" in key else "" if isinstance(item, str) else "not a number"
            for key, item in right.form.items()
        }
        yield mistyped


def _hidden(form: Any) -> dict[str, Any]:
    return {key: item for key, item in (form or {}).items() if "csrf" in key}


def _without_body(draft: Draft) -> Draft:
    draft.json, draft.has_json, draft.form, draft.files = None, False, None, {}
    return draft
