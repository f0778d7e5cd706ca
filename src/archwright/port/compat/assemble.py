"""Writes the compat package with only what is reachable from the names an app uses."""

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from archwright.kit.errors import InternalError
from archwright.model.parts import Dependency, MypyExemption, Parts, TextFile
from archwright.port.compat.shelf import PACKAGE, Alias, Piece, Shelved, shelf

FOLDER = PACKAGE.replace(".", "/")
DOCSTRING = '"""What this application keeps of Flask\'s way to answer: requests, sessions and pages as they were."""\n'
REQUIREMENTS = {
    "aniso8601": "aniso8601>=10",
    "bcrypt": "bcrypt>=4.2",
    "bson": "pymongo>=4.10",
    "cachelib": "cachelib>=0.13",
    "fastapi": "fastapi>=0.165,<0.166",
    "gridfs": "pymongo>=4.10",
    "itsdangerous": "itsdangerous>=2.2",
    "jinja2": "jinja2>=3.1.6",
    "jwt": "pyjwt>=2.10",
    "markupsafe": "markupsafe>=3",
    "marshmallow": "marshmallow>=4",
    "marshmallow_sqlalchemy": "marshmallow-sqlalchemy>=1.4",
    "msgspec": "msgspec>=0.19",
    "pymongo": "pymongo>=4.10",
    "redis": "redis>=5",
    "sqlalchemy": "sqlalchemy>=2.1,<2.2",
    "webassets": "webassets>=3",
    "werkzeug": "werkzeug>=3.1",
    "wtforms": "wtforms>=3.2",
    "yaml": "pyyaml>=6",
}
SHOWN = {"flasgger": "flasgger>=0.9.7"}
"""Packages whose pages a module shows without importing them."""
OWN = {"anyio", "app", "pydantic", "starlette"}
"""Packages that need no requirement: the backend's own, and what FastAPI brings."""
UNTYPED = {"webassets", "wtforms", "yaml"}
"""Packages without types, which strict checks stumble over."""

Kept = dict[str, set[Piece]]


def assemble(needed: Collection[str], template_names: Collection[str] | None = None) -> Parts:
    """The files and requirements for `needed`: names like "request.request", or "werkzeug.exceptions.abort".

    `template_names`: which of the names that Flask gives to templates are wanted; None means all of them.
    """
    inside = {name for name in needed if name.partition(".")[0] in shelf()}
    kept = _reachable(inside, template_names)
    texts = [TextFile(f"{FOLDER}/{name}.py", _text(shelf()[name], pieces)) for name, pieces in sorted(kept.items())]
    files = [TextFile(f"{FOLDER}/__init__.py", DOCSTRING), *texts] if texts else []
    used = {name: _packages(name, pieces) for name, pieces in sorted(kept.items())}
    packages = {name.partition(".")[0] for name in needed if name not in inside}.union(*used.values())
    packages |= SHOWN.keys() & kept.keys()
    return Parts((*files, *_dependencies(packages), *_exemptions(used)))


def names_in_templates(texts: Iterable[str]) -> frozenset[str]:
    """Which of the names that Flask gives to templates occur in them."""
    given = {piece.key for piece in shelf()["templating"].pieces if piece.key}
    return frozenset(word for text in texts for word in re.findall(r"\w+", text) if word in given)


def _reachable(needed: Iterable[str], template_names: Collection[str] | None) -> Kept:
    kept: Kept = defaultdict(set)
    open_names = sorted(needed)
    while open_names:
        module, _, name = open_names.pop().partition(".")
        if module not in shelf():
            raise InternalError(f"compat has no module {module}")
        found = _pieces(shelf()[module], name) if name else set(shelf()[module].pieces)
        if not found:
            raise InternalError(f"compat module {module} has no {name}")
        for piece in found - kept[module]:
            if piece.key and template_names is not None and piece.key not in template_names:
                continue
            kept[module].add(piece)
            open_names += _references(shelf()[module], piece)
    return kept


def _pieces(module: Shelved, name: str) -> set[Piece]:
    return {piece for piece in module.pieces if name in piece.binds or name == piece.changes}


def _references(module: Shelved, piece: Piece) -> Iterator[str]:
    """Names of compat that a piece uses: of its own module, or imported."""
    for other in module.pieces:
        if other is not piece:
            yield from (f"{module.name}.{name}" for name in sorted(other.binds & piece.uses))
    for alias in module.imports:
        if alias.bound in piece.uses and alias.module.startswith(f"{PACKAGE}."):
            yield f"{alias.module.removeprefix(PACKAGE + '.')}.{alias.name}"


def _text(module: Shelved, kept: set[Piece]) -> str:
    used = frozenset().union(*(piece.uses for piece in kept))
    imports = "\n".join(_import_lines([alias for alias in module.imports if alias.bound in used]))
    chosen = [piece for piece in module.pieces if piece in kept]
    parts = [module.docstring, "\n\n", imports + "\n" if imports else "", *_spaced(chosen, bool(imports))]
    return _without_noqa("".join(parts)).rstrip("\n") + "\n"


def _import_lines(aliases: list[Alias]) -> Iterator[str]:
    """Import statements as they stood, a blank line between standard library, other packages and the backend."""
    before: str | None = None
    for _, names in groupby(aliases, key=lambda alias: alias.line):
        statement = list(names)
        module = statement[0].module
        if before is not None and _section(module) != _section(before):
            yield ""
        before = module
        yield _import_line(module, statement)


def _section(module: str) -> int:
    head = module.partition(".")[0]
    return 0 if head in sys.stdlib_module_names else 2 if head == "app" else 1


def _import_line(module: str, aliases: list[Alias]) -> str:
    if not aliases[0].name:
        plain = aliases[0].bound in (module, module.partition(".")[0])
        return f"import {module}" if plain else f"import {module} as {aliases[0].bound}"
    names = [alias.name if alias.name == alias.bound else f"{alias.name} as {alias.bound}" for alias in aliases]
    line = f"from {module} import {', '.join(names)}"
    return line if len(line) <= 120 else "\n".join([f"from {module} import (", *(f"    {n}," for n in names), ")"])


def _without_noqa(text: str) -> str:
    """The text without marks for our own linter; the reason that stands behind one stays."""
    return re.sub(
        r"  # noqa(?:: [A-Z0-9, ]+)?(?: - (.*))?$", lambda mark: f"  # {mark[1]}" if mark[1] else "", text, flags=re.M
    )


def _spaced(pieces: list[Piece], after_imports: bool) -> Iterator[str]:
    before: Piece | None = None
    for piece in pieces:
        if before is None:
            yield "\n" * (piece.is_definition + after_imports)
        elif piece.is_definition or before.is_definition:
            yield "\n\n" if piece.gap or before.is_definition != piece.is_definition else ""
        elif piece.gap:
            yield "\n"
        yield piece.text + "\n"
        before = piece


def _packages(name: str, pieces: set[Piece]) -> set[str]:
    used = frozenset().union(*(piece.uses for piece in pieces))
    return {alias.module.partition(".")[0] for alias in shelf()[name].imports if alias.bound in used}


def _dependencies(packages: Iterable[str]) -> list[Dependency]:
    outside = set(packages) - OWN - sys.stdlib_module_names
    return [Dependency(one) for one in sorted({{**REQUIREMENTS, **SHOWN}.get(package, package) for package in outside})]


def _exemptions(used: Mapping[str, set[str]]) -> Iterator[MypyExemption]:
    for name, packages in used.items():
        for package in sorted(packages & UNTYPED):
            yield MypyExemption(
                f"{PACKAGE}.{name}", ("import-untyped", "misc", "no-untyped-call"), f"{package} has no types."
            )
