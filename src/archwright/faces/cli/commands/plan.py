"""`archwright plan`."""

from typing import Annotated

import typer

from archwright.faces.cli.arguments import (
    App,
    Force,
    Json,
    KeepBehaviour,
    Limit,
    NoCache,
    NoProve,
    Output,
    Python,
    Quiet,
    Record,
)
from archwright.faces.cli.output import progress, write
from archwright.kit.console import wants_colour
from archwright.kit.places import cache_folder

Check = Annotated[bool, typer.Option("--check", help="Exit with 1 when something would be written.")]


def plan(
    app: App,
    output: Output,
    json: Json = False,
    python: Python = "",
    record: Record = None,
    limit: Limit = 150,
    keep_behaviour: KeepBehaviour = False,
    no_prove: NoProve = False,
    check: Check = False,
    force: Force = False,
    quiet: Quiet = False,
    no_cache: NoCache = False,
) -> int:
    """Show what a build would write, why, and at what risk. Exits with 1 on conflicts. Nothing is written."""
    import sys

    from archwright import workbench
    from archwright.plan import as_json, as_text

    options = workbench.BuildOptions(
        python=python,
        record=record,
        limit=limit,
        keep_behaviour=keep_behaviour,
        prove=not no_prove,
        force=force,
        cache=None if no_cache else cache_folder(),
    )
    with progress(quiet=quiet) as steps:
        found = workbench.plan_backend(app, output, options=options, progress=steps)
    write(as_json(found) if json else as_text(found, colour=wants_colour(sys.stdout)))
    return 1 if found.conflicts or (check and found.changes) else 0
