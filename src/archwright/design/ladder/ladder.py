"""The four rungs, their gates, and what stands on them."""

from archwright.design.ladder.answers import ANSWER_STEPS
from archwright.design.ladder.contract import ASYNC_STEPS, CONTRACT_STEPS
from archwright.design.ladder.safety import SAFETY_STEPS
from archwright.design.survey import Survey
from archwright.design.words import unique
from archwright.model.design import LadderRung
from archwright.model.ported import RUNGS

_REPLAY = "replay equal: every recorded request gets the same answer"
_LISTED = "replay equal but for the differences of the steps taken, each listed with before and after"
_CONTRACT = "contract tests: every answer fits the published OpenAPI document; clients have moved"
_ASYNC = "replay equal again, and a load run that shows the gain"


def ladder(survey: Survey) -> tuple[LadderRung, ...]:
    """Always four rungs; a step is there only when facts ask for it."""
    differences = [step for make in (*ANSWER_STEPS, *SAFETY_STEPS) if (step := make(survey))]
    contract = [step for make in CONTRACT_STEPS if (step := make(survey))]
    waiting = [step for make in ASYNC_STEPS if (step := make(survey))]
    return (
        LadderRung("wire-compatible", _REPLAY, standing=_standing(survey)),
        LadderRung("declared differences", _LISTED, steps=tuple(differences)),
        LadderRung("new contract", _CONTRACT, steps=tuple(contract)),
        LadderRung("async", _ASYNC, steps=tuple(waiting)),
    )


def _standing(survey: Survey) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Endpoints by floor, highest first; "not ported" for those without an outcome."""
    endpoints = unique(route.endpoint for route in survey.facts.routes)
    floors: dict[str, list[str]] = {rung: [] for rung in (*reversed(RUNGS), "not ported")}
    for endpoint in endpoints:
        moved = survey.outcome(endpoint)
        floors[moved.rung if moved else "not ported"].append(endpoint)
    return tuple((floor, tuple(names)) for floor, names in floors.items() if names)
