"""A plan on a screen: a short table, then both sides of every conflict."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from archwright.kit.console import table
from archwright.model.plan import OP_KINDS, Conflict, Op, OpKind, Plan

_ONE_BY_ONE = 12
_SIDE = 12
STYLES: dict[str, str] = {
    "create": "green",
    "edit": "cyan",
    "merge": "blue",
    "delete": "yellow",
    "keep": "dim",
    "conflict": "bold red",
    "migrate": "magenta",
}


def as_text(plan: Plan, *, colour: bool = False) -> str:
    """What would happen, and why."""
    notes = "".join(f"note: {note}\n" for note in plan.notes)
    if not plan.ops:
        return notes + "Nothing to do: everything stands as it would be generated.\n"
    rows = [row for kind in OP_KINDS for row in _rows(plan, kind)]
    shown = table(("", "file", "risk", "why"), rows, styles=STYLES, colour=colour)
    data = [("migrate", change.summary, change.risk, change.reason) for change in plan.database]
    moved = table(("", "database", "risk", "why"), data, styles=STYLES, colour=colour) + "\n" if data else ""
    return moved + shown + "\n" + notes + as_counts(plan) + "".join(_sides(op) for op in plan.conflicts)


def _rows(plan: Plan, kind: OpKind) -> Iterator[tuple[str, ...]]:
    """One row a file; many of a kind with one reason are counted by folder, save those that ask for care."""
    ops = [op for op in plan.ops if op.kind == kind]
    if len(ops) <= _ONE_BY_ONE or kind in ("conflict", "merge", "delete"):
        yield from ((op.kind, op.path, op.risk, op.reason) for op in ops)
        return
    for (folder, reason, risk), number in Counter((_folder(op), op.reason, op.risk) for op in ops).items():
        yield kind, f"{folder} ({number} file{'s' * (number > 1)})", risk, reason


def _folder(op: Op) -> str:
    parts = PurePosixPath(op.path).parts[:-1]
    return "/".join(parts[:2]) + "/" if parts else "./"


def as_counts(plan: Plan) -> str:
    """How many files of each kind; nothing to do is said."""
    return (", ".join(f"{plan.count(kind)} {kind}" for kind in OP_KINDS if plan.count(kind)) or "nothing to do") + "\n"


def _sides(op: Op) -> str:
    return "".join(
        f"\n{op.path}, {each.where}\n{_side('yours', each.yours)}{_side('new', each.ours)}" for each in _told(op)
    )


def _told(op: Op) -> tuple[Conflict, ...]:
    return op.conflicts[:5]


def _side(title: str, text: str) -> str:
    lines = text.splitlines()
    more = [f"... {len(lines) - _SIDE} more lines"] if len(lines) > _SIDE else []
    return f"  {title}:\n" + "".join(f"    {line}\n" for line in [*lines[:_SIDE], *more] or ["(nothing)"])
