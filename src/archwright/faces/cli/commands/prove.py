"""`archwright prove`."""

from archwright.faces.cli.arguments import Backend, Json, Python, Quiet
from archwright.faces.cli.output import progress, write


def prove(backend: Backend, json: Json = False, python: Python = "", quiet: Quiet = False) -> int:
    """Run a backend's own tests and its migrations up, down and up again, on scratch copies."""
    from dataclasses import asdict
    from json import dumps

    from archwright import workbench

    with progress(quiet=quiet) as steps:
        tests, migrations = workbench.prove_backend(backend, python=python, progress=steps)
    if json:
        write(dumps({"tests": asdict(tests), "migrations": asdict(migrations)}, indent=2) + "\n")
    else:
        write(f"tests       {tests.passed} passed, {tests.failed} failed\n")
        write(f"migrations  {'up, down, up again' if migrations.fine else migrations.trouble or 'none'}\n")
        write("".join(f"failed      {name}\n" for name in tests.failures))
    return 0 if tests.fine and not migrations.trouble else 1
