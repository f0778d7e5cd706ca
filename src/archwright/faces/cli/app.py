"""The command that holds the others."""

import typer

from archwright.faces.cli.commands import adopt, build, design, init, plan, prove, schema, study, undo, version

app = typer.Typer(
    name="archwright",
    help="A Flask prototype in, a layered FastAPI backend out that answers the same.",
    epilog="Example: archwright build app.py -o backend/",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command, example in (
    (init.init, "archwright init shop --example shop"),
    (study.study, "archwright study app.py"),
    (design.design, "archwright design app.py --documents"),
    (build.build, "archwright build app.py -o backend/"),
    (plan.plan, "archwright plan app.py -o backend/ --check"),
    (adopt.adopt, "archwright adopt backend/ --check"),
    (undo.undo, "archwright undo backend/"),
    (prove.prove, "archwright prove backend/"),
    (schema.schema, "archwright schema > blueprint.schema.json"),
    (version.version, "archwright version --json"),
):
    app.command(epilog=f"Example: {example}")(command)
