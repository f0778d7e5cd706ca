"""Acceptance scenarios, edge cases and promises: what of them a blueprint holds."""

import re

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.spec.language import Things, actions_in
from archwright.design.intake.spec.sections import Spec
from archwright.model.blueprint import Blueprint, Budgets

_WITHIN = re.compile(
    r"(?:within|under|less than|in|below)\s+(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|seconds?)\b", re.IGNORECASE
)
_ANSWERED = re.compile(
    r"\b(api|response|respond|request|results?|lists?|load|query|queries|search|page)\w*", re.IGNORECASE
)


def scenarios(spec: Spec, blueprint: Blueprint, things: Things, ledger: Ledger) -> tuple[int, int]:
    """How many there are, and how many of them run into a route; the others are told."""
    routes = {each.name: set(each.actions) for each in blueprint.entities}
    moved = {each.output.entity for each in blueprint.operations}
    total = carried = 0
    for entry in spec.of("scenario"):
        when = re.search(r"\bwhen\b(.*?)(?:\bthen\b|$)", entry.text, re.IGNORECASE)
        if not when:
            continue
        total += 1
        name = things.first(when[1]) or things.first(entry.text)
        actions = {each for each in actions_in(when[1]) if each in routes.get(name, set())}
        if actions or (name in moved and name):
            carried += 1
        else:
            reason = "acceptance scenarios that no route answers yet: they are tests to write with the slots"
            ledger.tell_common(entry.line, f"line {entry.line}", reason)
    for entry in spec.of("edge"):
        ledger.tell_common(entry.line, f"line {entry.line}", "edge cases: what happens is decided in the services")
    return total, carried


def budgets(spec: Spec, ledger: Ledger) -> Budgets:
    """The shortest promise about answers; the others are measured elsewhere."""
    best = 0
    for entry in spec.of("promise"):
        found = _WITHIN.search(entry.text)
        if found and _ANSWERED.search(entry.text):
            value = float(found[1]) * (1 if found[2].lower().startswith("m") else 1000)
            best = round(value) if not best or value < best else best
        else:
            named = re.match(r"\W*(SC[-_ ]?\d+)", entry.text, re.IGNORECASE)
            what = named[1] if named else f"line {entry.line}"
            ledger.tell_common(entry.line, what, "promises about people or the business: not measured by a backend")
    return Budgets(p95=best)
