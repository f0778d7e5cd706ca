"""A design on one or two screens of a terminal."""

from collections.abc import Iterator

from archwright.design.words import count
from archwright.model.design import Design, Evidence


def as_text(design: Design) -> str:
    """Blueprint, decisions, ladder, risks, questions, and how many gaps there were."""
    return (
        "\n".join(
            [
                *_blueprint(design),
                *_decisions(design),
                *_ladder(design),
                *_risks(design),
                *_questions(design),
                *_gaps(design),
            ]
        )
        + "\n"
    )


def _blueprint(design: Design) -> Iterator[str]:
    draft = design.draft
    crud = sum(len(entity.crud) for entity in draft.entities)
    routes = len({(row.rule, row.endpoint) for row in design.routes})
    sizes = {"entity": len(draft.entities), "CRUD route": crud, "operation": len(draft.operations)}
    parts = ", ".join(count(number, noun) for noun, number in {"route": routes, **sizes}.items())
    yield f"{draft.name}: {parts}; database {draft.stack.database}, login {draft.auth.login}"


def _decisions(design: Design) -> Iterator[str]:
    if design.decisions:
        yield "\nDecisions"
    for each in design.decisions:
        yield f"  {each.number:>2}  {_bare(each.title)}{_at(each.evidence)}"


def _ladder(design: Design) -> Iterator[str]:
    yield "\nLadder"
    for number, rung in enumerate(design.ladder, start=1):
        standing = ", ".join(f"{len(names)} {floor}" for floor, names in rung.standing)
        yield f"  {number}  {rung.name}" + (f": {standing}" if standing else "")
        for step in rung.steps:
            yield f"       [ ] {step.id:<20} {_bare(step.title)}{_at(step.evidence)}"


def _risks(design: Design) -> Iterator[str]:
    if design.risks:
        yield "\nRisks"
    for number, risk in enumerate(design.risks, start=1):
        yield f"  {number}  {_bare(risk.title)}{_at(risk.evidence)}: {_bare(risk.why)}"
        yield f"     -> {_bare(risk.mitigation)}"


def _questions(design: Design) -> Iterator[str]:
    if design.questions:
        yield "\nQuestions (nothing waits for them)"
    for each in design.questions:
        names = " / ".join(
            f"[{option.name}]" if option.name == each.default else option.name for option in each.options
        )
        yield f"  {each.id}: {_bare(each.question)} {names}"


def _gaps(design: Design) -> Iterator[str]:
    more = "each is listed in docs/architecture.md" if design.gaps else "nothing was left unread"
    yield f"\n{count(len(design.gaps), 'gap')}: {more}"


def _at(evidence: tuple[Evidence, ...]) -> str:
    return f"  ({evidence[0].place}{f' +{len(evidence) - 1}' if len(evidence) > 1 else ''})" if evidence else ""


def _bare(text: str) -> str:
    return text.replace("`", "")
