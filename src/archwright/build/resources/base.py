"""app/repositories: what all repositories share, made with the context that capabilities ask for."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.resources.entity.shape import context
from archwright.build.template import file
from archwright.model.parts import TextFile
from archwright.model.resources import ResourcePart


def write(backend: Backend) -> Iterator[TextFile]:
    """The class that every repository inherits, and the package that knows every repository."""
    given = context(backend.parts)
    imports = sorted({line for part in given for line in part.imports})
    yield file("app/repositories/base.py", "resources/repository_base.py", context=given, context_imports=imports)
    yield file("app/repositories/statements.py", "resources/statements.py", spare=True)
    yield file("app/repositories/related.py", "resources/related.py", spare=True, context=given)
    names = sorted((part.entity.slug, f"{part.entity.name}Repository") for part in backend.parts.of(ResourcePart))
    if names:
        yield file("app/repositories/__init__.py", "resources/repositories.py", names=names)
