"""The figures of a build."""

import platform
from pathlib import Path

from archwright.model.plan import Plan
from archwright.model.ported import Moved
from archwright.model.report import (
    BlueprintCounts,
    BuildReport,
    Fallback,
    FileCounts,
    ReplayCounts,
    RouteCounts,
    StatementCounts,
)
from archwright.workbench.generating import Generated
from archwright.workbench.writing import Written


def report_of(app: Path, output: Path, written: Written, plan: Plan) -> BuildReport:
    """Everything that a build has to say."""
    moved = written.ported.moved
    return BuildReport(
        app=str(app),
        output=str(output),
        routes=_routes(moved),
        statements=_statements(moved),
        replay=_replay(written),
        tests=written.tests,
        migrations=written.migrations,
        files=_files(plan),
        gaps=(*written.facts.gaps, *written.ported.gaps),
        fallbacks=tuple(
            Fallback(each.endpoint, each.reason, each.unblocks, each.place) for each in moved if each.rung == "mounted"
        ),
        improvements=written.ported.improvements,
        stand_ins=written.recording.stand_ins,
        python=written.python,
        isolation=written.recording.isolation,
        proven=written.proven,
        seconds={**written.seconds, "total": sum(written.seconds.values())},
    )


def report_of_page(page: Path, output: Path, made: Generated, plan: Plan) -> BuildReport:
    """The same for a backend that comes from a blueprint."""
    blueprint = made.blueprint
    routes = sum(len(entity.actions) for entity in blueprint.entities) + len(blueprint.operations)
    return BuildReport(
        app=str(page),
        output=str(output),
        blueprint=BlueprintCounts(
            len(blueprint.entities),
            len(blueprint.operations),
            routes,
            len(made.changes),
            made.slots,
            made.carried_over,
        ),
        tests=made.tests,
        migrations=made.migrations,
        files=_files(plan),
        python=platform.python_version(),
        proven=made.proven,
        notes=plan.notes,
        seconds={**made.seconds, "total": sum(made.seconds.values())},
    )


def _routes(moved: tuple[Moved, ...]) -> RouteCounts:
    rungs = [each.rung for each in moved]
    return RouteCounts(len(rungs), rungs.count("idiomatic"), rungs.count("layered"), rungs.count("mounted"))


def _statements(moved: tuple[Moved, ...]) -> StatementCounts:
    total = sum(each.statements for each in moved)
    return StatementCounts(total, sum(each.statements for each in moved if each.rung != "mounted"))


def _replay(written: Written) -> ReplayCounts:
    covered = written.recording.covered
    there = sum(total for _, _, total in covered)
    return ReplayCounts(
        requests=written.replay.requests,
        equal=written.replay.equal,
        rolled_back=written.descents,
        coverage=round(sum(run for _, run, _ in covered) / there, 4) if there else 0.0,
        left_out=written.recording.left_out,
        trouble=written.replay.trouble,
        declared=written.replay.declared,
    )


def _files(plan: Plan) -> FileCounts:
    return FileCounts(
        created=plan.count("create"),
        edited=plan.count("edit"),
        merged=plan.count("merge"),
        deleted=plan.count("delete"),
        kept=plan.count("keep"),
        conflicts=plan.count("conflict"),
    )
