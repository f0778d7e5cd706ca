"""pyproject.toml and .importlinter: what it needs, and what is checked."""

import json
from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.layout import LAYERS, LEGACY
from archwright.build.requirements import merged
from archwright.build.template import file
from archwright.model.parts import Dependency, MypyExemption, TextFile


def write(backend: Backend) -> Iterator[TextFile]:
    """Both files."""
    needed = backend.parts.of(Dependency)
    yield file(
        "pyproject.toml",
        slug=backend.slug,
        description=json.dumps(f"{backend.title}: a FastAPI backend"),
        dependencies=merged(item.requirement for item in needed if not item.dev),
        dev=merged(item.requirement for item in needed if item.dev),
        extras=("psycopg[binary]>=3.3",) if backend.database.kind == "models" else (),
        legacy=backend.has(LEGACY),
        exemptions=_exemptions(backend),
    )
    yield file(".importlinter", layers=_layers(backend))


def _exemptions(backend: Backend) -> list[dict[str, object]]:
    """One override for all modules that are exempt from the same for the same reasons."""
    codes: dict[str, set[str]] = {}
    reasons: dict[str, set[str]] = {}
    for item in backend.parts.of(MypyExemption):
        codes.setdefault(item.module, set()).update(item.codes)
        reasons.setdefault(item.module, set()).add(item.reason)
    grouped: dict[tuple[str, str], list[str]] = {}
    for module in sorted(codes):
        grouped.setdefault((json.dumps(sorted(codes[module])), "; ".join(sorted(reasons[module]))), []).append(module)
    return [{"modules": found, "codes": text, "reason": reason} for (text, reason), found in sorted(grouped.items())]


def _layers(backend: Backend) -> list[str]:
    there = {path.split("/")[1].removesuffix(".py") for path in backend.below("app")} | {"main"}
    rows = [[name for name in row if name in there] for row in LAYERS]
    return [" | ".join(row) for row in rows if row]
