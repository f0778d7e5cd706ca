"""Small pieces of Markdown."""

from collections.abc import Iterable, Sequence

from archwright.model.design import Evidence

_SHOWN = 8


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A pipe table; cells are kept on one line."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def bullets(lines: Iterable[str]) -> str:
    """One line each."""
    return "".join(f"- {line}\n" for line in lines)


def evidence_list(evidence: tuple[Evidence, ...]) -> str:
    """Facts with their places; the first eight, and how many more there are."""
    shown = [f"{each.what} (`{each.place}`)" for each in evidence[:_SHOWN]]
    more = [f"and {len(evidence) - _SHOWN} more"] if len(evidence) > _SHOWN else []
    return bullets([*shown, *more])


def places(evidence: tuple[Evidence, ...], limit: int = 3) -> str:
    """Only the places: "app.py:3, app.py:9 and 2 more"."""
    seen = list(dict.fromkeys(str(each.place) for each in evidence))
    more = f" and {len(seen) - limit} more" if len(seen) > limit else ""
    return ", ".join(f"`{place}`" for place in seen[:limit]) + more


def mermaid(text: str) -> str:
    """A fenced diagram."""
    return f"```mermaid\n{text}```\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
