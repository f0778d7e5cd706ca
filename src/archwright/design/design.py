"""The room's one verb."""

from collections.abc import Sequence

from archwright.design.diagrams import entity_diagram, login_diagram, system_diagram
from archwright.design.draft import blueprint_text, draft
from archwright.design.ladder import ladder
from archwright.design.panel import decisions
from archwright.design.questions import questions
from archwright.design.risks import top_risks
from archwright.design.routes import route_rows
from archwright.design.survey import survey
from archwright.model.design import Design, Diagrams
from archwright.model.facts import Facts
from archwright.model.ported import Improvement, Moved


def design(facts: Facts, moved: Sequence[Moved] = (), improvements: Sequence[Improvement] = ()) -> Design:
    """The architect's reading of `facts`; the rest adds what porting made of them."""
    seen = survey(facts, moved, improvements)
    drafted = draft(seen)
    return Design(
        draft=drafted,
        blueprint=blueprint_text(drafted),
        routes=route_rows(seen, drafted),
        decisions=decisions(seen),
        ladder=ladder(seen),
        risks=top_risks(seen),
        questions=questions(seen),
        diagrams=Diagrams(system_diagram(seen, drafted), entity_diagram(drafted, facts), login_diagram(seen)),
        gaps=facts.gaps,
    )
