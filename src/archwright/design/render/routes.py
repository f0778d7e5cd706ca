"""docs/routes.md."""

from archwright.design.render.markdown import table
from archwright.model.design import RouteRow

_BEFORE = ("route", "methods", "before", "operation")


def routes_page(rows: tuple[RouteRow, ...]) -> str:
    """The table; the right half is there once something was ported."""
    if any(row.rung for row in rows):
        return "# Routes\n\n" + table(
            (*_BEFORE, "after", "rung", "reason"), [(*_before(row), *_after(row)) for row in rows]
        )
    return "# Routes\n\n" + table(_BEFORE, [_before(row) for row in rows])


def _before(row: RouteRow) -> tuple[str, ...]:
    return (f"`{row.rule}`", ", ".join(row.methods), f"`{row.view}` {row.place}", row.operation)


def _after(row: RouteRow) -> tuple[str, ...]:
    return (f"`{row.module}`" if row.module else "", row.rung or "not ported", row.reason)
