"""`archwright undo`."""

from typing import Annotated

import typer

from archwright.faces.cli.arguments import Backend, Json
from archwright.faces.cli.output import write

LoseEdits = Annotated[bool, typer.Option("--force", help="Lose what was edited since.")]


def undo(backend: Backend, json: Json = False, force: LoseEdits = False) -> int:
    """Take back the last build in a folder, byte for byte; again for the one before."""
    from json import dumps

    from archwright import workbench

    paths = workbench.undo_backend(backend, force=force)
    if json:
        write(dumps({"restored": list(paths)}, indent=2) + "\n")
    else:
        write("".join(f"restored {path}\n" for path in paths) + f"{len(paths)} files are as before the last build.\n")
    return 0
