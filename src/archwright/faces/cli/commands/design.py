"""`archwright design`."""

from typing import Annotated

import typer

from archwright.faces.cli.arguments import App, Json, NoCache, Quiet
from archwright.faces.cli.output import progress, write
from archwright.kit.places import cache_folder

Documents = Annotated[bool, typer.Option("--documents", help="Print the documents that the backend would carry.")]


def design(
    app: App, json: Json = False, documents: Documents = False, quiet: Quiet = False, no_cache: NoCache = False
) -> int:
    """Show what an app would become: blueprint, decisions, ladder, risks, questions. Nothing is run or written."""
    from archwright import design as room
    from archwright import workbench

    with progress(quiet=quiet) as steps:
        drawn = workbench.design_app(app, cache=None if no_cache else cache_folder(), progress=steps)
    if json:
        write(room.as_json(drawn))
    elif documents:
        write("\n".join(f"----- {path}\n\n{text}" for path, text in room.documents(drawn).items()))
    else:
        write(room.as_text(drawn))
    return 0
