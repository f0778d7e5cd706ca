"""Which parts of the compat package a backend needs, and how main installs them."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import libcst as cst

from archwright.model.parts import Part, TextFile
from archwright.port.code import called, keyword, target, text_of
from archwright.port.compat import assemble, names_in_templates
from archwright.port.counterparts import acts_around, extensions, object_name
from archwright.port.install import install_line
from archwright.port.modules import ModuleText
from archwright.port.recipe import Original
from archwright.port.rewrite import Import

COMPAT = "app.core.compat."
Feature = tuple[str, str]


def folders(original: Original) -> tuple[str, str, str]:
    """(template folder, static folder, static URL), the folders relative to the root; "" for none.

    As given to `Flask(...)`, whose folders are beside the module that makes the application.
    """
    for statement in original.source:
        call = called(statement.node)
        if call is not None and original.meaning(statement, call.func) == "flask.Flask":
            beside = PurePosixPath(original.source.modules[statement.module].path).parent
            static = _text(call, "static_folder", "static")
            url = _text(call, "static_url_path", f"/{Path(static).name}" if static else "")
            template = _text(call, "template_folder", "templates")
            return _below(beside, template), _below(beside, static), url
    return "templates", "static", "/static"


def _below(folder: PurePosixPath, name: str) -> str:
    return (folder / name).as_posix() if name else ""


def _text(call: cst.Call, name: str, default: str) -> str:
    given = keyword(call, name)
    if given is None:
        return default
    return (text_of(given) or "").strip("/") if name != "static_url_path" else (text_of(given) or "")


INNERMOST = ("flask_jwt_extended.JWTManager", "flask_restful.Api")
"""They answer errors of their own routes before the application's handlers do."""


def extension_features(original: Original) -> list[Feature]:
    """The extension objects that act around requests, the innermost last."""
    found = [own.name for own, kind in original.objects.items() if kind in extensions() and acts_around(kind)]
    for statement in original.source:
        call = called(statement.node)
        meaning = original.meaning(statement, call.func) if call is not None and not target(statement.node) else ""
        found += [object_name(meaning)] if meaning in extensions() and acts_around(meaning) else []
    kinds = {own.name: kind for own, kind in original.objects.items()}
    found.sort(key=lambda name: INNERMOST.index(kinds[name]) if kinds.get(name) in INNERMOST else -1)
    return [(name, f"from app.core.extensions import {name}") for name in found]


def compat_parts(
    modules: Iterable[ModuleText], more: Iterable[str], templates: Iterable[str]
) -> tuple[list[Part], bool]:
    """The compat package for everything the modules and templates name, and whether a session is part of it."""
    in_templates = names_in_templates(templates)
    needed = {
        f"{need.module.removeprefix(COMPAT)}.{need.name}"
        for module in modules
        for need in module.imports
        if need.module.startswith(COMPAT)
    }
    needed |= set(more)
    parts = assemble(frozenset(needed), in_templates)
    has_session = any(file.path.endswith("/compat/session.py") for file in parts.of(TextFile))
    if has_session:
        parts = assemble(frozenset(needed | {"session.Sessions"}), in_templates)
    return list(parts.items), has_session


def feature(name: str, arguments: str = "") -> Feature:
    """A feature class of compat: ("Sessions()", its import)."""
    module, _, cls = name.partition(".")
    return f"{cls}({arguments})", str(Import(f"{COMPAT}{module}", cls))


__all__ = ["Feature", "compat_parts", "extension_features", "feature", "folders", "install_line"]
