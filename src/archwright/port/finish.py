"""The parts of a finished porting: modules, routers, what main installs, carried files, the mounted original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import libcst as cst

from archwright.model.parts import Asset, Dependency, Part, RouterPart, TextFile
from archwright.port.exemptions import exemptions
from archwright.port.features import Feature, compat_parts, extension_features, feature, folders, install_line
from archwright.port.legacy import data_files, draws_secret, legacy_parts
from archwright.port.modules import ModuleText
from archwright.port.move import MovedCode
from archwright.port.names import free_names
from archwright.port.requirements import requirements
from archwright.port.rewrite import Import, Unmovable
from archwright.port.services import PROVIDERS, base_repository
from archwright.port.startup import startup_line, startup_module
from archwright.port.surroundings import template_texts, written_templates

if TYPE_CHECKING:
    from archwright.port.engine import Porting

HOOKS = "app.api.hooks"
_STATIC = re.compile(r"""url_for\(\s*["']static["']""")
PATHS = '''"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_FILE = str(ROOT / "{entry}")
'''


TEMPLATES = '''"""The pages' templates."""

from fastapi.templating import Jinja2Templates

from app.core.compat.templating import {names}

templates = Jinja2Templates(env=environment(){more})
'''


BODIES = '''"""JSON bodies, and what is answered to anything else."""

from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request

NOT_JSON = "Did not attempt to load JSON data because the request Content-Type was not 'application/json'."


async def read_json(request: Request) -> Any:
    """The JSON value of the body; 415 for another content type, 400 for what cannot be read."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise HTTPException(415, NOT_JSON)
    try:
        return await request.json()
    except ValueError as error:
        raise HTTPException(400) from error


JsonBody = Annotated[Any, Depends(read_json)]
'''


def _imported(name: str, modules: list[ModuleText]) -> bool:
    return any(need.module == name for module in modules for need in module.imports)


def finished_parts(porting: Porting) -> Iterator[Part]:
    """Everything that one porting gives to the backend."""
    _service_modules(porting)
    hooks = _hooks(porting)
    startup = startup_module(porting.startup)
    modules = [*porting.modules.values(), *([startup] if startup else [])]
    mounted = [moved.endpoint for moved in porting.moved if moved.rung == "mounted"]
    yield from _wire(porting, modules, hooks, mounted)
    for module in modules:
        yield module.file()
    if startup:
        yield startup_line(
            startup,
            any(name.startswith("app.models.") for name in porting.modules),
            _imported("app.core.compat.globals", modules),
        )
    yield from _routers(porting)
    if _imported("app.api.bodies", modules):
        yield TextFile("app/api/bodies.py", BODIES)
    if _imported("app.core.templates", modules):
        yield TextFile("app/core/templates.py", _templates(porting))
    if _imported("app.core.paths", modules):
        yield TextFile("app/core/paths.py", PATHS.format(entry=porting.facts.entry))
    yield from exemptions(modules)
    yield from (Dependency(text) for text in requirements(modules, porting.original.source.root))
    yield from _carried(porting)


def _service_modules(porting: Porting) -> None:
    verbs = set()
    for resource in porting.services.values():
        if not resource.service:
            continue
        for made in resource.modules():
            _merge(porting, made)
        providers = porting.module(PROVIDERS, "How routes get their services.")
        providers.pieces.append(MovedCode(resource.provider(), frozenset()))
        providers.imports |= resource.provider_imports()
        verbs |= resource.verbs
    if any(resource.needs_session for resource in porting.services.values()):
        porting.modules["app.repositories.base"] = base_repository(verbs)


def _merge(porting: Porting, made: ModuleText) -> None:
    there = porting.modules.get(made.name)
    if there is None:
        porting.modules[made.name] = made
    else:
        there.pieces += made.pieces
        there.imports |= made.imports


def _hooks(porting: Porting) -> list[tuple[str, str]]:
    """Adds the feature objects to `app/api/hooks.py`; gives the variables that main installs."""
    made = porting.registrations.features()
    lines = porting.registrations.template_lines()
    if not made and not lines:
        return []
    module = porting.module(HOOKS, "What runs around the routes.")
    for variable, expression, name in made:
        module.add(MovedCode(f"{variable} = {expression}", _imports(porting, expression) | {_compat(name)}))
    for statement, name in lines:
        module.add(MovedCode(statement, _imports(porting, statement) | {_compat(name)}))
    return [(variable, f"from {HOOKS} import {variable}") for variable, _, _ in made]


def _imports(porting: Porting, text: str) -> frozenset[Import]:
    """Of the names in what is registered: as the main module knows them, or the first that registers it."""
    source = porting.original.source
    found: set[Import] = set()
    for name in free_names(text) - {"Hooks", "ErrorHandlers", "extend_templates", "add_to_context"}:
        knowing = (module for module in (source.main, *source.modules) if source.origin(module, name))
        scope = porting.mover.scope(next(knowing, source.main))
        found |= porting.mover.imports_of(name, scope, HOOKS)
    return frozenset(found)


def _compat(name: str) -> Import:
    module, _, attribute = name.partition(".")
    return Import(f"app.core.compat.{module}", attribute)


def _wire(porting: Porting, modules: list[ModuleText], hooks: list[Feature], mounted: list[str]) -> Iterator[Part]:
    _, static, url = folders(porting.original)
    around: list[Feature] = []
    needed = {"install.install_wire"}
    texts = [*template_texts(porting.original).values(), *written_templates(porting.original)]
    has_files = (porting.original.source.root / static).is_dir()
    if static and (has_files or _names_static(texts, modules)):
        around.append(feature("static.StaticFiles", f'"{static}"' + (f', url="{url}"' if url != "/static" else "")))
        needed.add("static.StaticFiles")
    if mounted or _has_unmoved_extension(porting):
        needed |= {"legacy.LegacyApp"} | ({"context.current_app"} if draws_secret(porting.original) else set())
        around.insert(0, ("legacy()", "from app.legacy import legacy"))
        answered = [moved.endpoint for moved in porting.moved if moved.rung != "mounted"]
        yield from legacy_parts(
            porting.original,
            [*answered, *(["static"] if len(around) > 1 else [])],
            as_program=porting.as_program,
            shares=any(module.name.startswith("app.models.") for module in modules),
        )
    if _imported("app.core.templates", modules):
        needed.add("templating.environment")
        needed |= {"templating.shared_context"} if _has_processors(porting) else set()
    if porting.has_native:
        needed.add("native.Native")
    if any(part.name.startswith("max_") for part in porting.settings):
        around.append(feature("limits.Limits"))
        needed.add("limits.Limits")
    if _imported("app.core.compat.globals", modules) and porting.startup:
        needed.add("startup.application_context")
    parts, has_session = compat_parts(modules, needed, texts)
    if has_session:
        around.insert(0, feature("session.Sessions"))
    yield from parts
    shown = [*around, *hooks, *_extensions(porting)]
    yield install_line([*shown, *_silent(porting, hooks)], _wire_options(porting))


def _names_static(templates: Iterable[str], modules: list[ModuleText]) -> bool:
    """Whether a page or a view links to a static file. Flask knows such URLs when there is no folder yet, too."""
    code = (piece.text for module in modules for piece in module.pieces)
    return any(_STATIC.search(text) for text in (*templates, *code))


def _silent(porting: Porting, hooks: list[Feature]) -> Iterator[Feature]:
    """Imports that main needs for what modules do when they are imported: features without an expression."""
    if porting.has_native:
        yield "", "from app.core.compat.native import Native"
    if "app.core.configuration" in porting.modules:
        yield "", "import app.core.configuration"
    if porting.early and "app.core.constants" in porting.modules:
        yield "", "import app.core.constants"
    if HOOKS in porting.modules and not hooks:
        yield "", f"import {HOOKS}"


def _wire_options(porting: Porting) -> str:
    rules = ", ".join(f'"{path}": {options}' for path, options in sorted(porting.rules.items()))
    given = [f"rules={{{rules}}}"] * bool(rules) + ["inner=Native"] * porting.has_native
    return ", ".join(given)


def _extensions(porting: Porting) -> list[Feature]:
    """The extension objects that were written and act around requests."""
    module = porting.modules.get("app.core.extensions")
    text = "\n".join(piece.text for piece in module.pieces) if module else ""
    found = extension_features(porting.original)
    return [(name, line) for name, line in found if re.search(rf"^{name}\b", text, re.MULTILINE)]


def _templates(porting: Porting) -> str:
    if not _has_processors(porting):
        return TEMPLATES.format(names="environment", more="")
    return TEMPLATES.format(names="environment, shared_context", more=", context_processors=[shared_context]")


def _has_processors(porting: Porting) -> bool:
    """Whether functions of the app, or Flask-Login, add names to every page."""
    return bool(porting.registrations.context) or "flask_login.LoginManager" in porting.original.objects.values()


def _has_unmoved_extension(porting: Porting) -> bool:
    """Whether something that was given the application stays behind: it may have routes of its own."""
    apps = {own.name for own, kind in porting.original.objects.items() if kind == "flask.Flask"}
    behind = [statement for statement, attempt in porting.tries.items() if isinstance(attempt, Unmovable)]
    return any(apps & s.uses and not isinstance(s.node, cst.FunctionDef | cst.ClassDef) for s in behind)


def _routers(porting: Porting) -> Iterator[RouterPart]:
    for name in sorted(porting.modules):
        if name.startswith("app.api.routes."):
            yield RouterPart(name)


def _carried(porting: Porting) -> Iterator[Asset]:
    template, _, _ = folders(porting.original)
    source = porting.original.source
    texts = ((source.root / module.path).read_text("utf-8", errors="replace") for module in source.modules.values())
    for asset in data_files(source.root, "\n".join(texts)):
        path = PurePosixPath(asset.path)
        if template and template != "templates" and path.as_posix().startswith(f"{template}/"):
            yield Asset(re.sub(rf"^{re.escape(template)}/", "templates/", asset.path), asset.source)
        else:
            yield asset
