"""What a build did, in figures: printed, and kept beside the backend."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from archwright.model.evidence import Migrations, TestRun
from archwright.model.place import Gap, Place
from archwright.model.ported import Improvement
from archwright.model.replay import Declared


@dataclass(frozen=True)
class RouteCounts:
    """Views by rung."""

    total: int = 0
    idiomatic: int = 0
    layered: int = 0
    mounted: int = 0


@dataclass(frozen=True)
class StatementCounts:
    """Statements in views, and how many of them left Flask."""

    total: int = 0
    moved: int = 0


@dataclass(frozen=True)
class ReplayCounts:
    """Requests that have to be equal, those that were, and views held down because they were not.

    `declared`: besides these, the answers that differ because a named improvement mended what broke the original.
    """

    requests: int = 0
    equal: int = 0
    rolled_back: int = 0
    coverage: float = 0.0
    left_out: int = 0
    trouble: str = ""
    declared: tuple[Declared, ...] = ()


@dataclass(frozen=True)
class FileCounts:
    """Ops of the plan."""

    created: int = 0
    edited: int = 0
    merged: int = 0
    deleted: int = 0
    kept: int = 0
    conflicts: int = 0

    @property
    def pending(self) -> int:
        """Files that a build writes or deletes."""
        return self.created + self.edited + self.merged + self.deleted


@dataclass(frozen=True)
class Fallback:
    """A view that is still the original one."""

    route: str
    reason: str
    unblocks: str
    place: Place


@dataclass(frozen=True)
class BlueprintCounts:
    """What a page asked for, and how many changes the next migration makes to a database that is there.

    `slots`: names of the operations that wait for the user's code; their tests are not counted as failed.
    `carried_over`: nothing has changed, so the tests and migrations are those of the last build.
    """

    entities: int = 0
    operations: int = 0
    routes: int = 0
    changes: int = 0
    slots: tuple[str, ...] = ()
    carried_over: bool = False


@dataclass(frozen=True)
class BuildReport:
    """Everything a build has to say. `proven` is false when nothing was replayed. `notes`: see the plan."""

    app: str
    output: str
    blueprint: BlueprintCounts | None = None
    routes: RouteCounts = field(default_factory=RouteCounts)
    statements: StatementCounts = field(default_factory=StatementCounts)
    replay: ReplayCounts = field(default_factory=ReplayCounts)
    tests: TestRun = field(default_factory=TestRun)
    migrations: Migrations = field(default_factory=Migrations)
    files: FileCounts = field(default_factory=FileCounts)
    gaps: tuple[Gap, ...] = ()
    fallbacks: tuple[Fallback, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    stand_ins: tuple[str, ...] = ()
    python: str = ""
    isolation: str = ""
    proven: bool = False
    notes: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Nothing is left for the user to look at: no conflict, nothing unequal, no failing test."""
        return not (
            self.files.conflicts
            or self.replay.equal < self.replay.requests
            or self.replay.trouble
            or self.tests.failed
            or self.tests.trouble
            or self.migrations.trouble
            or self.migrations.postgres.trouble
            or self.migrations.postgres.tests.trouble
        )

    def declared_by(self, improvement: Improvement) -> list[Declared]:
        """The answers that differ because of an improvement."""
        place = str(improvement.place)
        return [each for each in self.replay.declared if each.improvement == improvement.name and place in each.places]

    def as_json(self) -> str:
        """The report as it is kept; a place is "file:line"."""
        data = asdict(self)
        for name in ("gaps", "fallbacks", "improvements"):
            for row, item in zip(data[name], getattr(self, name), strict=True):
                row["place"] = str(item.place)
        for row, improvement in zip(data["improvements"], self.improvements, strict=True):
            row["declared"] = [each.request for each in self.declared_by(improvement)]
        data["seconds"] = {name: round(value, 3) for name, value in self.seconds.items()}
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
