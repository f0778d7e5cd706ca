"""What the last build of a folder showed, as far as it still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archwright.apply import read_report
from archwright.model.evidence import Extent, Migrations, TestRun


@dataclass(frozen=True)
class Evidence:
    """`slots`: operations that wait for the user's code."""

    tests: TestRun
    migrations: Migrations
    slots: tuple[str, ...] = ()

    def covers(self, extent: Extent) -> bool:
        """Whether everything held, and as much was tried on PostgreSQL as is asked for now."""
        from archwright.prove.postgres import why_no_postgres

        there = self.migrations.postgres
        on_both = there.fine or bool(why_no_postgres())
        held = self.tests.fine and self.migrations.fine and not (there.trouble or there.tests.trouble)
        tried = {"none": True, "migrations": on_both, "all": on_both and not there.tests_skipped}
        return held and tried[extent]


def last_evidence(backend: Path) -> Evidence | None:
    """None when nothing was proven, or when the report cannot be read."""
    from pydantic import TypeAdapter, ValidationError

    report = read_report(backend)
    page = report.get("blueprint")
    if not (report.get("proven") and isinstance(page, Mapping)):
        return None
    told = {"tests": report.get("tests"), "migrations": report.get("migrations"), "slots": page.get("slots", ())}
    try:
        return TypeAdapter(Evidence).validate_python(told)
    except ValidationError:
        return None
