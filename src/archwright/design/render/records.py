"""One decision record as Markdown."""

from archwright.design.render.markdown import bullets, evidence_list, table
from archwright.design.words import capital
from archwright.model.design import Decision


def record(decision: Decision) -> str:
    """Context with its facts, options, the decision, what follows."""
    context = f"{decision.context}\n" + (f"\n{evidence_list(decision.evidence)}" if decision.evidence else "")
    options = table(("option", "gains", "costs"), [(each.name, each.gains, each.costs) for each in decision.options])
    return "\n".join(
        [
            f"# {decision.number}. {decision.title}\n",
            f"## Context\n\n{context}",
            f"## Options\n\n{options}",
            f"## Decision\n\n{capital(decision.chosen)}: {decision.because}.\n",
            f"## Consequences\n\n{bullets(capital(each) + '.' for each in decision.consequences)}",
        ]
    )
