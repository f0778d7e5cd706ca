"""Reading an app: what is there, and what it would become."""

from collections.abc import Callable
from pathlib import Path

from archwright.kit.errors import ArchwrightError
from archwright.model.design import Design
from archwright.model.facts import Facts

Progress = Callable[[str], None]


def study_app(path: Path, *, cache: Path | None = None, progress: Progress | None = None) -> Facts:
    """Everything that the readers find. User code is read, never run."""
    from archwright import readers
    from archwright.kit.discovery import plugins
    from archwright.study import study

    facts = study(path, plugins(readers), cache_dir=cache, progress=progress)
    if not (facts.framework or facts.routes or facts.entities or facts.queries or facts.gaps):
        raise _no_flask(path)
    return facts


def study_flask(path: Path, *, cache: Path | None = None, progress: Progress | None = None) -> Facts:
    """The same, for a verb that needs a Flask app. Raises ArchwrightError when there is none."""
    facts = study_app(path, cache=cache, progress=progress)
    if facts.framework != "flask":
        raise _no_flask(path)
    if not facts.routes:
        hint = "Name the file or folder that holds its routes; `archwright study` shows what could be read."
        raise ArchwrightError("This application has no routes.", where=str(path), hint=hint)
    return facts


def design_app(path: Path, *, cache: Path | None = None, progress: Progress | None = None) -> Design:
    """The architect's reading: blueprint draft, decisions, ladder, risks, questions."""
    from archwright.design import design

    return design(study_flask(path, cache=cache, progress=progress))


def _no_flask(path: Path) -> ArchwrightError:
    hint = "Name the .py file that makes the Flask application, or its folder."
    return ArchwrightError("There is no Flask application here.", where=str(path), hint=hint)
