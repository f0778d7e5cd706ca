"""app/core/config.py, .env and .env.example, without settings that are loaded by an import."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.writers.config import write_settings
from archwright.model.parts import TextFile


def write(backend: Backend) -> Iterator[TextFile]:
    """The class and what one may set."""
    yield from write_settings(backend, "resources/config.py")
