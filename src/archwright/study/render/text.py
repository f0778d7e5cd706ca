"""Facts for people: a table of routes, then what is stored, configured, called and not understood."""

from collections import Counter
from collections.abc import Iterator

from archwright.model.facts import Facts, Route
from archwright.study.render.lines import answer_line, lines, read_line

_SECTIONS = (
    ("Blueprints", "blueprints"),
    ("Hooks", "hooks"),
    ("Entities", "entities"),
    ("Settings and secrets", "settings"),
    ("Extensions", "extensions"),
    ("Outside calls", "outside_calls"),
    ("State", "states"),
    ("SQL", "queries"),
    ("Threads", "threads"),
)


def render_text(facts: Facts, *, details: bool = False) -> str:
    """One screen for a small program. `details` adds what each view reads and answers."""
    parts = [_summary(facts), *_routes(facts, details=details)]
    for title, field in _SECTIONS:
        parts += _section(facts, title, field)
    parts += [*_gaps(facts), ""]
    return "\n".join(parts)


def _summary(facts: Facts) -> str:
    lines_read = sum(file.lines for file in facts.files)
    what = (
        f"{facts.framework} application {facts.app_variable} in {facts.entry}"
        if facts.framework
        else "no web framework"
    )
    counts = f"{len(facts.files)} files, {lines_read} lines, {len(facts.routes)} routes, {len(facts.views)} views"
    return f"{what}: {counts}, {len(facts.entities)} entities, {len(facts.gaps)} gaps"


def _routes(facts: Facts, *, details: bool) -> Iterator[str]:
    if not facts.routes:
        return
    yield from ("", f"Routes ({len(facts.routes)})")
    rows = [
        (",".join(route.methods), route.rule, route.endpoint, str(route.view_place or route.place))
        for route in facts.routes
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for route, row in zip(facts.routes, rows, strict=True):
        guards = f"  guarded by {', '.join(route.guards)}" if route.guards else ""
        yield ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + guards).rstrip()
        if details:
            yield from _details(facts, route)


def _details(facts: Facts, route: Route) -> Iterator[str]:
    for view in facts.views_of(route):
        yield from (f"      reads {read_line(item)}" for item in view.reads)
        yield from (f"      answers {answer_line(item)}" for item in view.answers)


def _section(facts: Facts, title: str, field: str) -> list[str]:
    items = getattr(facts, field)
    if not items:
        return []
    places = [str(getattr(item, "place", "")) for item in items]
    width = min(max(map(len, places)), 40)
    rows = [f"  {place.ljust(width)}  {line}".rstrip() for place, line in zip(places, lines(facts, field), strict=True)]
    return ["", f"{title} ({len(items)})", *rows]


def _gaps(facts: Facts) -> Iterator[str]:
    """What was not understood, counted by kind, then each with its place."""
    yield ""
    if not facts.gaps:
        yield "Gaps: none"
        return
    counts = Counter(gap.what for gap in facts.gaps)
    yield f"Gaps ({len(facts.gaps)}): " + ", ".join(f"{what} {count}" for what, count in counts.most_common())
    yield from (f"  {line}" for line in lines(facts, "gaps"))
