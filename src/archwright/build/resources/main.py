"""app/main.py: the composition root of a backend that comes from a blueprint."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.template import file
from archwright.model.parts import LifespanLine, MainLine, RouterPart, TextFile
from archwright.model.resources import MiddlewarePart, ResourcePart

# Lines of main from this order on stand around the one pass, inside of which everything else is.
OUTSIDE = 1000
# Routers up to this order are those of the platform.
OWN = -800


def write(backend: Backend) -> Iterator[TextFile]:
    """The module that knows every layer."""
    # What is asked for most comes first: routes are tried one after the other.
    routers = sorted(_routers(backend), key=lambda part: (part.order <= OWN, part.order, part.module))
    lines = sorted(dict.fromkeys(backend.parts.of(MainLine)), key=lambda part: part.order)
    closing = sorted(backend.parts.of(LifespanLine), key=lambda part: part.order)
    steps = sorted(backend.parts.of(MiddlewarePart), key=lambda part: part.order)
    imports = {f"from {step.module} import {step.name}" for step in steps}
    imports |= {line for each in lines for line in each.imports} | {line for each in closing for line in each.imports}
    yield file(
        "app/main.py",
        "resources/main.py",
        title=backend.title,
        steps=[f"{step.name}({step.arguments})" for step in steps],
        routers=list(_named([router.module for router in routers])),
        inner=[part.statement for part in lines if part.order < OUTSIDE],
        outer=[part.statement for part in lines if part.order >= OUTSIDE],
        before=[part.statement for part in closing if part.order < 0],
        after=[part.statement for part in closing if part.order >= 0],
        imports=sorted(imports),
    )


def _routers(backend: Backend) -> Iterator[RouterPart]:
    yield from backend.parts.of(RouterPart)
    for part in backend.parts.of(ResourcePart):
        if part.entity.actions:
            yield RouterPart(f"app.api.routes.v1.{part.entity.plural}")


def _named(modules: list[str]) -> Iterator[tuple[str, str, str]]:
    """The package, the name in it, and what it is called here: not like another of the same name."""
    taken: set[str] = set()
    for module in modules:
        package, _, name = module.rpartition(".")
        called = f"{name}_routes" if name not in taken else f"{package.rpartition('.')[2]}_{name}_routes"
        taken.add(name)
        yield package, name, called
