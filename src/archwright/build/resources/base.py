"""app/repositories/base.py: what all repositories share, made with the context that capabilities ask for."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import TextFile
from archwright.model.resources import ContextPart


def write(backend: Backend) -> Iterator[TextFile]:
    """The class that every repository inherits."""
    context = sorted(backend.parts.of(ContextPart), key=lambda part: part.order)
    imports = sorted({line for part in context for line in part.imports})
    yield file("app/repositories/base.py", "resources/repository_base.py", context=context, context_imports=imports)
