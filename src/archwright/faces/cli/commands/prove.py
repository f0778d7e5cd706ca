"""`archwright prove`."""

from archwright.faces.cli.arguments import Backend, Json, Postgres, Python, Quiet
from archwright.faces.cli.output import progress, write
from archwright.faces.cli.summary import migrations_line, postgres_line
from archwright.model.evidence import Extent


def prove(
    backend: Backend, json: Json = False, python: Python = "", postgres: Postgres = None, quiet: Quiet = False
) -> int:
    """Run a backend's own tests and its migrations up, down and up again, on scratch copies; both on PostgreSQL too."""
    from dataclasses import asdict
    from json import dumps

    from archwright import workbench

    with progress(quiet=quiet) as steps:
        extent: Extent = "none" if postgres is False else "all"
        tests, migrations = workbench.prove_backend(backend, python=python, postgres=extent, progress=steps)
    if json:
        write(dumps({"tests": asdict(tests), "migrations": asdict(migrations)}, indent=2) + "\n")
    else:
        write(f"tests       {tests.passed} passed, {tests.failed} failed\n")
        write(f"migrations  {migrations_line(migrations)}\n")
        write(f"postgres    {postgres_line(migrations.postgres)}\n")
        write("".join(f"failed      {name}\n" for name in tests.failures))
        write("".join(f"failed      {name} (on PostgreSQL)\n" for name in migrations.postgres.tests.failures))
    fine = tests.fine and not (migrations.trouble or migrations.postgres.trouble or migrations.postgres.tests.trouble)
    return 0 if fine else 1
