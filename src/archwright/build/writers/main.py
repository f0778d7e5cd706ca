"""app/main.py: the composition root."""

from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import TypeVar

from archwright.build.backend import Backend
from archwright.model.parts import LifespanLine, MainLine, RouterPart, TextFile

Ordered = TypeVar("Ordered", RouterPart, MainLine, LifespanLine)

LIFESPAN_IMPORTS = ("from collections.abc import AsyncIterator", "from contextlib import asynccontextmanager")
DOCS = {"docs_url": "/docs", "redoc_url": "/redoc", "openapi_url": "/openapi.json"}


def write(backend: Backend) -> Iterator[TextFile]:
    """The module that knows every layer."""
    routers = _sorted(backend.parts.of(RouterPart))
    lines = _sorted(backend.parts.of(MainLine))
    lifespan = _sorted(backend.parts.of(LifespanLine))
    imports = _imports(lines, lifespan)
    names = _router_names([router.module for router in routers])
    imports |= {_import(module, name) for module, name in names.items()}
    text = "\n".join(
        [
            '"""Composition root: the only module that knows every layer."""\n',
            *sorted(imports),
            *_lifespan(lifespan),
            "\n\ndef create_app() -> FastAPI:",
            '    """The application with everything it is made of."""',
            "    configure_logging(settings.log_level)",
            f"    app = FastAPI({_arguments(backend, lifespan)})",
            *(f"    app.include_router({names[router.module]}.router)" for router in routers),
            *(indent(line.statement, "    ") for line in lines),
            "    return app\n\n",
            "app = create_app()\n",
        ]
    )
    yield TextFile("app/main.py", text)


def _sorted(parts: Iterable[Ordered]) -> list[Ordered]:
    return sorted(parts, key=lambda part: part.order)


def _imports(lines: list[MainLine], lifespan: list[LifespanLine]) -> set[str]:
    imports = {
        "from app.core.config import settings",
        "from app.core.logging import configure_logging",
        "from fastapi import FastAPI",
    }
    for line in lines:
        imports.update(line.imports)
    for start in lifespan:
        imports.update(start.imports)
    return set(map(_beside_app, imports)) | (set(LIFESPAN_IMPORTS) if lifespan else set())


def _beside_app(line: str) -> str:
    """`import app.x` would bind the name that the application has here."""
    module = line.removeprefix("import ")
    if not module.startswith("app."):
        return line
    return f"{_import(module, module.rpartition('.')[2])}  # noqa: F401 - for what it does when it is imported"


def _lifespan(lines: list[LifespanLine]) -> list[str]:
    if not lines:
        return []
    return [
        "\n\n@asynccontextmanager",
        "async def lifespan(_app: FastAPI) -> AsyncIterator[None]:",
        '    """What happens before the first request."""',
        *(indent(line.statement, "    ") for line in lines),
        "    yield",
    ]


def _arguments(backend: Backend, lifespan: list[LifespanLine]) -> str:
    moved = {name: backend.own(path) for name, path in DOCS.items() if backend.own(path) != path}
    arguments = [f"title={backend.title!r}", *(f"{name}={path!r}" for name, path in moved.items())]
    return ", ".join([*arguments, *(["lifespan=lifespan"] if lifespan else [])])


def _router_names(modules: list[str]) -> dict[str, str]:
    """A name for each module: its last part, or its last two where last parts meet or hide a name of this module."""
    last = [module.rpartition(".")[2] for module in modules]
    hidden = {"app", "settings", "lifespan"}
    return {
        module: name if last.count(name) == 1 and name not in hidden else "_".join(module.split(".")[-2:])
        for module, name in zip(modules, last, strict=True)
    }


def _import(module: str, name: str) -> str:
    package, _, own = module.rpartition(".")
    return f"from {package} import {own}" + (f" as {name}" if name != own else "")
