"""`archwright design`."""

import re
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from archwright.faces.cli.arguments import Json, NoCache, Quiet
from archwright.faces.cli.output import progress, write
from archwright.kit.errors import ArchwrightError
from archwright.kit.places import cache_folder

Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE",
        help="An app (.py or folder), a blueprint, a SQL schema, an OpenAPI document, a spec.md, a database address.",
    ),
]
Documents = Annotated[bool, typer.Option("--documents", help="Print the documents that the backend would carry.")]
Page = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the blueprint there.")]
Full = Annotated[bool, typer.Option("--full", help="Of a blueprint: print every decision, also what was left out.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]


def design(
    source: Source,
    json: Json = False,
    documents: Documents = False,
    full: Full = False,
    output: Page = None,
    force: Force = False,
    quiet: Quiet = False,
    no_cache: NoCache = False,
) -> int:
    """Show what a source would become: blueprint, gaps, questions; of an app also decisions, ladder, risks."""
    from archwright.workbench.intake import is_source

    if _is_page(Path(source)):
        return _from_page(Path(source), json=json, full=full)
    if full:
        raise ArchwrightError("--full is of a blueprint.", hint="Leave it out.", where=source)
    if is_source(source):
        if documents:
            raise ArchwrightError("--documents are of an app.", hint="Leave it out.", where=source)
        return _from_source(source, json=json, output=output, force=force)
    if output is not None:
        hint = "An app becomes a backend: archwright build app.py -o backend/"
        raise ArchwrightError("-o is for a schema, a contract or a spec.", hint=hint, where=source)
    return _from_app(Path(source), json=json, documents=documents, quiet=quiet, no_cache=no_cache)


def _is_page(path: Path) -> bool:
    """A blueprint, and not an OpenAPI document, which is YAML as well."""
    from archwright.workbench.generating import is_page

    if not is_page(path) or not path.is_file():
        return False
    return re.search(rb"^archwright\s*:", path.read_bytes(), re.MULTILINE) is not None


def _from_page(path: Path, *, json: bool, full: bool) -> int:
    from archwright import language
    from archwright.workbench.generating import load_page

    blueprint, _ = load_page(path)
    page = language.text(blueprint, full=full)
    write(dumps({"page": page, "blueprint": asdict(blueprint)}, default=str) + "\n" if json else page)
    return 0


def _from_source(source: str, *, json: bool, output: Path | None, force: bool) -> int:
    from archwright.design import intake as room
    from archwright.workbench import intake

    taken = intake.design_source(source)
    page = intake.page_of(taken)
    if output is not None:
        intake.save_page(page, output, force=force)
    if json:
        write(room.as_json(taken, page))
    elif output is not None:
        write(f"Blueprint: {output}\n{room.as_notes(taken)}")
    else:
        write(room.as_page(taken, page))
    return 0


def _from_app(path: Path, *, json: bool, documents: bool, quiet: bool, no_cache: bool) -> int:
    from archwright import design as room
    from archwright import workbench

    with progress(quiet=quiet) as steps:
        drawn = workbench.design_app(path, cache=None if no_cache else cache_folder(), progress=steps)
    if json:
        write(room.as_json(drawn))
    elif documents:
        write("\n".join(f"----- {name}\n\n{text}" for name, text in room.documents(drawn).items()))
    else:
        write(room.as_text(drawn))
    return 0
