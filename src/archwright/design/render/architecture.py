"""docs/architecture.md."""

from collections.abc import Iterator

from archwright.design.render.markdown import bullets, mermaid, places, table
from archwright.design.words import capital, count
from archwright.model.design import Design, Risk

_SHOWN_GAPS = 20


def architecture_page(design: Design) -> str:
    """Pictures first, then what was decided, what can hurt, and what was not understood."""
    return "\n".join([f"# Architecture of {design.draft.name}\n", *_pictures(design), *_rest(design)])


def _pictures(design: Design) -> Iterator[str]:
    pictures = design.diagrams
    for title, text in (("System", pictures.system), ("Data", pictures.entities), ("Login", pictures.login)):
        if text:
            yield f"## {title}\n\n{mermaid(text)}"


def _rest(design: Design) -> Iterator[str]:
    yield "Routes: [routes.md](routes.md). Steps ahead: [migration-ladder.md](migration-ladder.md).\n"
    if design.decisions:
        links = [f"[{each.number}. {each.title}]({each.path.removeprefix('docs/')})" for each in design.decisions]
        yield f"## Decisions\n\n{bullets(links)}"
    if design.risks:
        yield "## Risks\n\n" + "".join(_risk(number, risk) for number, risk in enumerate(design.risks, start=1))
    if design.questions:
        rows = [(each.question, each.default, each.consequence) for each in design.questions]
        yield "## Open questions\n\n" + table(("question", "taken until answered", "so"), rows)
    if design.gaps:
        yield f"## Not understood ({count(len(design.gaps), 'place')})\n\n{_gaps(design)}"


def _risk(number: int, risk: Risk) -> str:
    what = f"**{risk.title}** ({places(risk.evidence)})"
    return f"{number}. {what}: {risk.why}. {capital(risk.mitigation)}.\n"


def _gaps(design: Design) -> str:
    shown = [f"`{gap.place}` {gap.what}: {gap.reason}" for gap in design.gaps[:_SHOWN_GAPS]]
    more = len(design.gaps) - _SHOWN_GAPS
    return bullets([*shown, f"and {more} more"] if more > 0 else shown)
