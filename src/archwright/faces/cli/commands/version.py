"""`archwright version`."""

from archwright.faces.cli.arguments import Json
from archwright.faces.cli.output import write


def version(json: Json = False) -> int:
    """Show the versions that shape what is written."""
    import platform
    from importlib.metadata import version as version_of
    from json import dumps

    versions = {"archwright": version_of("archwright"), "python": platform.python_version(), "ruff": version_of("ruff")}
    write(dumps(versions, indent=2) + "\n" if json else "".join(f"{name} {each}\n" for name, each in versions.items()))
    return 0
