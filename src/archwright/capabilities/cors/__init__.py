"""CORS: which pages of other origins may call from a browser."""

from collections.abc import Iterator

from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import MainLine, Part, SettingPart

_templates = Templates(__name__)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Starlette's own middleware around everything, so that errors carry the headers too."""
    if not blueprint.cors:
        return
    yield SettingPart("cors_origins", "list[str]", repr(list(blueprint.cors)), "Origins that may call from a browser.")
    yield _templates.file("app/api/cors.py")
    yield _templates.file(
        "tests/integration/test_cors.py", origin=blueprint.cors[0].replace("*", "https://example.com")
    )
    yield MainLine("allow_origins(app, settings.cors_origins)", ("from app.api.cors import allow_origins",), order=1100)
