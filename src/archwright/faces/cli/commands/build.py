"""`archwright build`."""

from typing import Annotated

import typer

from archwright.faces.cli.arguments import (
    Force,
    Json,
    KeepBehaviour,
    Limit,
    NoCache,
    NoProve,
    Postgres,
    Python,
    Quiet,
    Record,
    Source,
    Target,
)
from archwright.faces.cli.output import progress, write
from archwright.faces.cli.places import source_of, target_of
from archwright.faces.cli.summary import summary
from archwright.kit.places import cache_folder
from archwright.model.plan import ConflictChoice

Conflicts = Annotated[
    ConflictChoice,
    typer.Option(help="Where both sides changed: report it, write markers, or settle it with your text."),
]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 when something would be written.")]


def build(
    source: Source = None,
    output: Target = None,
    json: Json = False,
    python: Python = "",
    record: Record = None,
    limit: Limit = 150,
    keep_behaviour: KeepBehaviour = False,
    no_prove: NoProve = False,
    postgres: Postgres = None,
    check: Check = False,
    conflicts: Conflicts = "report",
    force: Force = False,
    quiet: Quiet = False,
    no_cache: NoCache = False,
) -> int:
    """Write a layered FastAPI backend that answers as the app does, and prove it. What you edited there is kept."""
    from archwright import workbench

    read = source_of(source)
    folder = target_of(read, output)
    options = workbench.BuildOptions(
        python=python,
        record=record,
        limit=limit,
        keep_behaviour=keep_behaviour,
        prove=not no_prove,
        check=check,
        force=force,
        conflicts=conflicts,
        cache=None if no_cache else cache_folder(),
        postgres="migrations" if postgres is None else "all" if postgres else "none",
    )
    with progress(quiet=quiet) as steps:
        report = workbench.build_backend(read, folder, options=options, progress=steps)
    write(report.as_json() if json else summary(report))
    return 0 if report.is_clean and not (check and report.files.pending) else 1
