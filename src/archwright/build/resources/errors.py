"""app/core/errors.py: the errors that capabilities raise."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import TextFile
from archwright.model.resources import ErrorPart


def write(backend: Backend) -> Iterator[TextFile]:
    """One class for each, by status and name."""
    errors = sorted(set(backend.parts.of(ErrorPart)), key=lambda part: (part.status, part.name))
    yield file("app/core/errors.py", "resources/errors.py", errors=errors)
