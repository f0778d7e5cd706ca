"""Which source a command reads, and which folder it writes, when not all of it is said."""

from pathlib import Path

from archwright.kit.errors import ArchwrightError
from archwright.kit.places import KEPT

PAGE = Path("blueprint.yaml")


def source_of(app: Path | None) -> Path:
    """What is named, or the page that lies here. Raises ArchwrightError."""
    if app is not None:
        return app
    if PAGE.is_file():
        return PAGE
    hint = "Name an app or a page, or run it where a blueprint.yaml lies; `archwright init` writes one."
    raise ArchwrightError("There is no blueprint.yaml here.", where=str(Path.cwd()), hint=hint)


def target_of(source: Path, output: Path | None) -> Path:
    """What is named, or the backend that the page lies in. Raises ArchwrightError."""
    if output is not None:
        return output
    if source.is_file() and (source.parent / KEPT).is_dir():
        return source.parent
    raise ArchwrightError("Where shall it go?", where=str(source), hint="Name a folder with -o, e.g. -o backend/")
