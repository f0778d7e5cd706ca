"""Arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

App = Annotated[Path, typer.Argument(metavar="APP", help="The .py file that makes the application, or its folder.")]
Source = Annotated[
    Path | None,
    typer.Argument(
        metavar="SOURCE",
        help="The .py file that makes the application, its folder, or a blueprint.yaml. Default: ./blueprint.yaml.",
        show_default=False,
    ),
]
Target = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FOLDER",
        help="The folder of the backend. Default: the one that the blueprint lies in.",
        show_default=False,
    ),
]
Backend = Annotated[Path, typer.Argument(metavar="BACKEND", help="The folder of a written backend.")]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="The folder of the backend.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout, and nothing else there.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell no progress on stderr.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every file anew.")]
Python = Annotated[
    str, typer.Option(metavar="PATH", help="The Python that runs the original. Default: its environment, or ours.")
]
Record = Annotated[Path | None, typer.Option(metavar="FILE", help="Requests of your own: a HAR file, or our JSON.")]
Limit = Annotated[int, typer.Option(min=1, max=5000, help="The most requests that are derived from the routes.")]
KeepBehaviour = Annotated[bool, typer.Option("--keep-behaviour", help="Make no improvement that changes an answer.")]
NoProve = Annotated[bool, typer.Option("--no-prove", help="Run nothing: no recording, no replay, no tests.")]
Postgres = Annotated[
    bool | None,
    typer.Option(
        "--postgres/--no-postgres",
        help="Run the backend's own tests on PostgreSQL too; or do not even try its migrations there.",
        show_default="the migrations",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Write into a folder that holds other files; they stay.")]
