"""The text of a revision."""

from collections.abc import Sequence

from archwright.evolve.describe import describe, lost_going_down
from archwright.evolve.revision.body import Body
from archwright.evolve.revision.code import text
from archwright.evolve.undone import undone
from archwright.model.change import AddTable, Change
from archwright.model.schema import Schema

_TEMPLATE = '''"""{title}.{notes}"""

from collections.abc import Sequence

{imports}

revision: str = {number}
down_revision: str | None = {previous}
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


{tables}@operations.safely
def upgrade() -> None:
{up}


@operations.safely
def downgrade() -> None:
{down}
'''


def revision(  # noqa: PLR0913
    changes: Sequence[Change], before: Schema, after: Schema, *, number: str, previous: str | None, message: str
) -> str:
    """The migration that makes `after` of `before`, data included, and the way back."""
    up = Body(changes, before, after)
    down = Body(undone(changes), after, before, "_before")
    used = [*up.definitions, *down.definitions, *up.lines, *down.lines]
    return _TEMPLATE.format(
        title=message.rstrip(".") or "Change",
        notes=_notes(changes),
        imports=_imports(used),
        number=text(number),
        previous=text(previous) if previous else "None",
        tables="".join(definition + "\n\n\n" for definition in (*up.definitions, *down.definitions)),
        up="\n".join(up.lines) or "    pass",
        down="\n".join(down.lines) or "    pass",
    )


def _notes(changes: Sequence[Change]) -> str:
    """What changes, and what going down does not bring back."""
    if all(isinstance(change, AddTable) for change in changes):
        return ""
    lost = lost_going_down(changes)
    lines = [f"- {describe(change)}" for change in changes]
    if lost:
        lines += ["", "Going down:", *(f"- {line}" for line in lost)]
    return "\n\n" + "\n".join(lines).replace("\\", "\\\\").replace('"', "'") + "\n"


def _imports(written: Sequence[str]) -> str:
    lines = []
    if any("sa." in line for line in written):
        lines.append("import sqlalchemy as sa")
    if any(line.lstrip().startswith("op.") for line in written):
        lines.append("from alembic import op")
    return "\n".join([*lines, *([""] if lines else []), "from migrations import operations"])
