"""README.md and docs/architecture.md."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from archwright.build.backend import Backend
from archwright.build.layout import LAYERS, LEGACY, PURPOSES
from archwright.build.settings import environment_name, read_secret, shown_default
from archwright.build.template import file, render
from archwright.model.parts import SettingPart, TextFile

STEPS = {
    "main": "`app/main.py` has put the app together once, at the start. Middleware from `app/api/middleware.py`"
    " gives the request an id and logs one line when it is answered.",
    "api": "A route in `app/api/routes/` reads what it needs from the request, and turns the result into an answer.",
    "legacy": "A route that is not moved yet is answered by the original in `app/legacy/`, behind the same middleware.",
    "services": "A function in `app/services/` decides. It knows nothing of HTTP: a script can call it as well.",
    "repositories": "A function in `app/repositories/` asks the database.",
    "schemas": "Shapes of what goes over the wire are in `app/schemas/`.",
    "models": "Tables are classes in `app/models/`. The session belongs to the request: whatever is not committed when"
    " the answer is out is rolled back.",
    "core": "Settings, database and logging are in `app/core/`, for every layer.",
}
# Where a backend that comes from a blueprint goes another way.
ASYNC_STEPS = {
    "main": "`app/main.py` has put the app together once, at the start. One pass in `app/api/middleware.py` gives the"
    " request an id, holds it to its limits, and logs one line when it is answered.",
    "services": "A service in `app/services/` decides. It knows nothing of HTTP: a script can call it as well.",
    "repositories": "A repository in `app/repositories/` asks the database; its traits say which rows may be seen.",
    "models": "Tables are classes in `app/models/`. A request that writes is one transaction: committed before the"
    " answer, rolled back when anything fails.",
    "core": "Settings, database, errors and logging are in `app/core/`, for every layer.",
}
SECTIONS = {
    "models": "readme/database_models.md",
    "sqlite3": "readme/database_sqlite3.md",
    "async": "readme/database_async.md",
}


def write(backend: Backend) -> Iterator[TextFile]:
    """What one reads first."""
    yield file(
        "README.md",
        title=backend.title,
        docs=backend.own("/docs"),
        layers=[(f"app/{name}", PURPOSES[f"app/{name}"]) for name in _layers(backend) if f"app/{name}" in PURPOSES],
        sections=list(_sections(backend)),
        settings=[_row(setting) for setting in backend.settings],
        compose=" Set `POSTGRES_PASSWORD` in `.env` first." if backend.database.kind in ("models", "async") else "",
    )
    told = {**STEPS, **(ASYNC_STEPS if backend.database.kind == "async" else {})}
    steps = [told[name] for name in _layers(backend) if name in told]
    yield file(
        "docs/architecture.md", diagram=list(_diagram(backend)), steps=steps, decisions=sorted(_decisions(backend))
    )


def _decisions(backend: Backend) -> Iterator[tuple[str, str]]:
    """Title and place of the records that are part of the backend."""
    for part in backend.parts.of(TextFile):
        if part.path.startswith("docs/decisions/"):
            yield part.text.partition("\n")[0].removeprefix("# "), part.path.removeprefix("docs/")


def _layers(backend: Backend) -> list[str]:
    there = {path.split("/")[1].removesuffix(".py") for path in backend.below("app")} | {"main"}
    return [name for row in LAYERS for name in row if name in there and name != "__main__"]


def _sections(backend: Backend) -> Iterator[str]:
    if backend.database.kind in SECTIONS:
        yield render(SECTIONS[backend.database.kind], migrates=backend.database.migrates).rstrip()
    if backend.has(LEGACY):
        yield render("readme/legacy.md").rstrip()


def _row(setting: SettingPart) -> dict[str, str]:
    default = _secret(setting) if setting.secret else f"`{shown_default(setting)}`"
    doc = " ".join(setting.doc.split()).replace("|", "\\|")
    return {"name": environment_name(setting), "default": default.replace("|", "\\|"), "doc": doc}


def _secret(setting: SettingPart) -> str:
    secret = read_secret(setting)
    if secret.value is not None:
        return "the original's, in `.env`"
    return "none: it must be set" if secret.required else "secret"


def _diagram(backend: Backend) -> Iterator[str]:
    layers = [name for name in _layers(backend) if name != "legacy"]
    for name in layers:
        modules = _modules(backend, name)
        yield f'{name}["<b>{name}</b><br>{"<br>".join(modules)}"]' if modules else f'{name}["<b>{name}</b>"]'
    yield from (f"{upper} --> {lower}" for upper, lower in pairwise(layers))
    if backend.has(LEGACY):
        yield from ('legacy["<b>legacy</b><br>the original"]', "main --> legacy")
    if backend.database.kind != "none":
        yield from ("database[(database)]", "core --> database")


def _modules(backend: Backend, layer: str) -> list[str]:
    names = [PurePosixPath(path).stem for path in backend.below(f"app/{layer}") if path.endswith(".py")]
    shown = sorted({name for name in names if not name.startswith("_") and name != "base"})
    return shown if len(shown) <= 8 else [*shown[:8], "..."]
