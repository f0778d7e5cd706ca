"""`archwright init`."""

from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from archwright.faces.cli.arguments import Json
from archwright.faces.cli.output import write

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the backend is called.")]
Page = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")]
Example = Annotated[str, typer.Option("--example", metavar="EXAMPLE", help="What to begin with; see below.")]
Over = Annotated[bool, typer.Option("--force", help="Write over a page that is there.")]


def init(
    name: Name,
    output: Page = Path("blueprint.yaml"),
    example: Example = "starter",
    force: Over = False,
    json: Json = False,
) -> int:
    """Write a commented blueprint to begin with: starter, todo, shop or team. It loads as it is."""
    from archwright import language
    from archwright.apply import write_files

    page = language.starting_page(name, example)
    schema = dumps(language.json_schema(), indent=2) + "\n"
    beside = output.with_name(language.SCHEMA_FILE)
    write_files({beside: schema, output: page}, keep=None if force else output)
    if json:
        write(dumps({"wrote": [str(output), str(beside)]}) + "\n")
        return 0
    write(f"wrote {output}, and {beside} for your editor\n")
    write(f"next: archwright build {output} -o {name}/\n")
    return 0
