"""`archwright study`."""

from typing import Annotated

import typer

from archwright.faces.cli.arguments import App, Json, NoCache, Quiet
from archwright.faces.cli.output import progress, write
from archwright.kit.errors import ArchwrightError
from archwright.kit.places import cache_folder

Mermaid = Annotated[bool, typer.Option("--mermaid", help="Print pictures: the data, and what the routes reach.")]


def study(
    app: App, json: Json = False, mermaid: Mermaid = False, quiet: Quiet = False, no_cache: NoCache = False
) -> int:
    """Show what is in an app: routes, reads, answers, entities, settings. Nothing is run or written."""
    from archwright import workbench
    from archwright.study.render import render_json, render_mermaid, render_text

    if json and mermaid:
        raise ArchwrightError("--json and --mermaid exclude each other.", hint="Choose one of them.")
    with progress(quiet=quiet) as steps:
        facts = workbench.study_app(app, cache=None if no_cache else cache_folder(), progress=steps)
    write(render_json(facts) if json else render_mermaid(facts) if mermaid else render_text(facts))
    return 0
