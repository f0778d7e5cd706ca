"""Variables that the app's own code asks for: they may stand in .env, like the settings."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import Dependency, LentVariable, Part


def parts(backend: Backend) -> Iterator[Part]:
    """Nothing, where nothing is asked for."""
    if backend.parts.of(LentVariable):
        yield file("app/__init__.py")
        yield Dependency("python-dotenv>=1.1")
