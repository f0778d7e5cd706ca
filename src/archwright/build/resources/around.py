"""What stands around the code: README, architecture, container, continuous integration."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.writers import deploy, documents
from archwright.model.blueprint import Blueprint
from archwright.model.parts import TextFile

# Files that are written only when the page asks for that way of running it.
ASKED = {
    ".dockerignore": "docker",
    ".github/workflows/ci.yml": "github",
    "Dockerfile": "docker",
    "compose.yaml": "docker",
}


def write(backend: Backend, blueprint: Blueprint) -> Iterator[TextFile]:
    """All of it that was asked for."""
    yield from documents.write(backend)
    for found in deploy.write(backend):
        if ASKED.get(found.path, "") in ("", *blueprint.deploy):
            yield found
