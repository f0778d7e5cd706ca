"""app/repositories: what all repositories share, made with the context that capabilities ask for; and all of them."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import TextFile
from archwright.model.resources import ContextPart, ResourcePart


def write(backend: Backend) -> Iterator[TextFile]:
    """The class that every repository inherits, and the package that knows every repository."""
    context = sorted(backend.parts.of(ContextPart), key=lambda part: part.order)
    imports = sorted({line for part in context for line in part.imports})
    yield file("app/repositories/base.py", "resources/repository_base.py", context=context, context_imports=imports)
    names = sorted((part.entity.slug, f"{part.entity.name}Repository") for part in backend.parts.of(ResourcePart))
    if names:
        yield file("app/repositories/__init__.py", "resources/repositories.py", names=names)
