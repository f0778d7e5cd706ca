"""`archwright plan`."""

from typing import Annotated

import typer

from archwright.faces.cli.arguments import (
    Force,
    Json,
    KeepBehaviour,
    Limit,
    NoCache,
    NoProve,
    Python,
    Quiet,
    Record,
    Source,
    Target,
)
from archwright.faces.cli.output import progress, write
from archwright.faces.cli.places import source_of, target_of
from archwright.kit.console import wants_colour
from archwright.kit.places import cache_folder

Check = Annotated[bool, typer.Option("--check", help="For CI: print nothing but the counts.")]
Database = Annotated[
    str, typer.Option(metavar="URL", help="A live database of a blueprint's backend: is it ahead, or changed by hand?")
]


def plan(
    source: Source = None,
    output: Target = None,
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
    database: Database = "",
) -> int:
    """Show what a build would write, why, at what risk. Writes nothing; exits with 1 when something is to do."""
    import sys

    from archwright import workbench
    from archwright.plan import as_counts, as_json, as_text

    read = source_of(source)
    folder = target_of(read, output)
    options = workbench.BuildOptions(
        python=python,
        record=record,
        limit=limit,
        keep_behaviour=keep_behaviour,
        prove=not no_prove,
        force=force,
        cache=None if no_cache else cache_folder(),
        database=database,
    )
    with progress(quiet=quiet) as steps:
        found = workbench.plan_backend(read, folder, options=options, progress=steps)
    text = as_counts(found) if check else as_text(found, colour=wants_colour(sys.stdout))
    write(as_json(found) if json else text)
    return 1 if found.conflicts or found.changes else 0
