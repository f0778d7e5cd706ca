"""The parts of a finished porting: modules, routers, what main installs, carried files, the mounted original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from archwright.model.parts import Asset, Dependency, Part, RouterPart, TextFile
from archwright.port.features import Feature, compat_parts, extension_features, feature, folders, install_line
from archwright.port.legacy import data_files, legacy_parts
from archwright.port.modules import ModuleText
from archwright.port.move import MovedCode
from archwright.port.requirements import requirements
from archwright.port.rewrite import Import
from archwright.port.services import PROVIDERS, base_repository
from archwright.port.startup import startup_line, startup_module

if TYPE_CHECKING:
    from archwright.port.engine import Porting

HOOKS = "app.api.hooks"
PATHS = '''"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_FILE = str(ROOT / "{entry}")
'''


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
        yield startup_line(startup)
    yield from _routers(porting)
    if any(need.module == "app.core.paths" for module in modules for need in module.imports):
        yield TextFile("app/core/paths.py", PATHS.format(entry=porting.facts.entry))
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
        module.add(MovedCode(f"{variable} = {expression}", frozenset({_compat(name)})))
    for statement, name in lines:
        module.add(MovedCode(statement, frozenset({_compat(name)})))
    return [(variable, f"from {HOOKS} import {variable}") for variable, _, _ in made] or [("", f"import {HOOKS}")]


def _compat(name: str) -> Import:
    module, _, attribute = name.partition(".")
    return Import(f"app.core.compat.{module}", attribute)


def _wire(porting: Porting, modules: list[ModuleText], hooks: list[Feature], mounted: list[str]) -> Iterator[Part]:
    _, static, url = folders(porting.original)
    around: list[Feature] = []
    needed = {"install.install_wire"}
    if static and (porting.original.source.root / static).is_dir():
        around.append(feature("static.StaticFiles", f'"{static}"' + (f', url="{url}"' if url != "/static" else "")))
        needed.add("static.StaticFiles")
    if mounted:
        needed.add("legacy.LegacyApp")
        around.insert(0, (_legacy(mounted), "from app.core.compat.legacy import LegacyApp"))
        yield from legacy_parts(porting.original)
    parts, has_session = compat_parts(modules, needed)
    if has_session:
        around.insert(0, feature("session.Sessions"))
    yield from parts
    extra = [("", "import app.core.configuration")] if "app.core.configuration" in porting.modules else []
    shown = [pair for pair in [*around, *extension_features(porting.original), *hooks] if pair[0]]
    line = install_line(shown)
    silent = [pair[1] for pair in [*hooks, *extra] if not pair[0]]
    yield type(line)(line.statement, tuple(sorted({*line.imports, *silent, *(_legacy_import() if mounted else [])})), line.order)


def _legacy(mounted: list[str]) -> str:
    names = ", ".join(f'"{name}"' for name in sorted(mounted))
    return f"LegacyApp(load_original(), [{names}], unmatched=True)"


def _legacy_import() -> list[str]:
    return ["from app.legacy import load_original"]


def _routers(porting: Porting) -> Iterator[RouterPart]:
    for name in sorted(porting.modules):
        if name.startswith("app.api.routes."):
            yield RouterPart(name)


def _carried(porting: Porting) -> Iterator[Asset]:
    template, _, _ = folders(porting.original)
    for asset in data_files(porting.original.source.root):
        path = PurePosixPath(asset.path)
        if template and template != "templates" and path.parts[0] == template:
            yield Asset(re.sub(rf"^{re.escape(template)}/", "templates/", asset.path), asset.source)
        else:
            yield asset


