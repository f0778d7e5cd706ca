"""docs/migration-ladder.md."""

from archwright.design.render.markdown import bullets, places
from archwright.design.words import capital, codes, count
from archwright.model.design import LadderRung, Step

_HEAD = """# Migration ladder

One rung at a time; a gate must hold before the next. All steps below are off until they are taken.
"""
_EMPTY = {
    "declared differences": "No step is offered: nothing in the source asks for one.\n",
    "new contract": "No step is offered: no route answers JSON.\n",
    "async": "No step is offered: no view waits on another server. Staying sync is right here.\n",
}


def ladder_page(ladder: tuple[LadderRung, ...]) -> str:
    """Each rung with its gate, who stands on it, and the steps offered."""
    return "\n".join([_HEAD, *(_rung(number, rung) for number, rung in enumerate(ladder, start=1))])


def _rung(number: int, rung: LadderRung) -> str:
    parts = [f"## {number}. {capital(rung.name)}\n", f"Gate: {rung.gate}.\n"]
    if rung.standing:
        parts.append(
            bullets(f"**{floor}**, {count(len(names), 'view')}: {codes(names, 30)}" for floor, names in rung.standing)
        )
    parts += [_step(step) for step in rung.steps]
    if not rung.steps and not rung.standing:
        parts.append(_EMPTY.get(rung.name, "No route.\n"))
    return "\n".join(parts)


def _step(step: Step) -> str:
    return f"### `{step.id}`: {step.title}\n\n" + bullets(
        [f"before: {step.before}", f"after: {step.after}", f"where: {places(step.evidence)}"]
    )
