"""Renders the application's Jinja templates."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template, select_autoescape

from app.core.compat.context import current_app
from app.core.compat.flash import get_flashed_messages
from app.core.compat.globals import g
from app.core.compat.json import dumps
from app.core.compat.request import has_request_context, request
from app.core.compat.session import session
from app.core.compat.urls import url_for

__provides__ = {
    "flask.get_template_attribute": "get_template_attribute",
    "flask.render_template": "render_template",
    "flask.render_template_string": "render_template_string",
    "flask.stream_template": "stream_template",
    "flask.stream_template_string": "stream_template_string",
    "flask.templating.render_template": "render_template",
    "flask.templating.render_template_string": "render_template_string",
}

Processor = Callable[[], Mapping[str, Any]]
ESCAPED = ("html", "htm", "xml", "xhtml", "svg")


NAMES: dict[str, Any] = {}
NAMES["config"] = current_app.config
NAMES["g"] = g
NAMES["get_flashed_messages"] = get_flashed_messages
NAMES["request"] = request
NAMES["session"] = session
NAMES["url_for"] = url_for
processors: list[tuple[str, Processor]] = []


@cache
def environment() -> Environment:
    """The one environment; only templates with these endings escape by themselves, and those without a file."""
    made = Environment(
        loader=FileSystemLoader([Path(current_app.root_path) / "templates"]),
        autoescape=select_autoescape(ESCAPED, default_for_string=True),
        auto_reload=False,
    )
    made.policies["json.dumps_function"] = dumps
    made.globals.update(NAMES)
    return made


def extend_templates(
    *,
    names: Mapping[str, Any] | None = None,
    filters: Mapping[str, Callable[..., Any]] | None = None,
    tests: Mapping[str, Callable[..., Any]] | None = None,
) -> None:
    """Gives every template more names, filters and tests."""
    environment().globals.update(names or {})
    environment().filters.update(filters or {})
    environment().tests.update(tests or {})


def search_templates(*more: str) -> None:
    """Looks for templates in more folders, relative to the application, after those it has."""
    loader = environment().loader
    assert isinstance(loader, FileSystemLoader)
    loader.searchpath.extend(str(Path(current_app.root_path) / folder) for folder in more)


def add_to_context(*functions: Processor, blueprint: str = "") -> None:
    """Calls the functions before each rendering (of pages of the blueprint) and adds what they return."""
    processors.extend((blueprint, function) for function in functions)


def render_template(name: str | Template | list[str | Template], **context: Any) -> str:
    """The text of a template, the first that exists."""
    return environment().get_or_select_template(name).render(_context(context))


def render_template_string(source: str, **context: Any) -> str:
    """The text of a template that is given here."""
    return environment().from_string(source).render(_context(context))


def stream_template(name: str | Template | list[str | Template], **context: Any) -> Iterator[str]:
    """The text of a template, piece by piece."""
    return environment().get_or_select_template(name).generate(_context(context))


def stream_template_string(source: str, **context: Any) -> Iterator[str]:
    """The text of a template that is given here, piece by piece."""
    return environment().from_string(source).generate(_context(context))


def get_template_attribute(name: str, attribute: str) -> Any:
    """A macro or variable that a template exports."""
    return getattr(environment().get_template(name).module, attribute)


def shared_context(_request: object) -> dict[str, Any]:
    """What the processors give, for pages that FastAPI's own templates render."""
    return _context({})


def _context(given: Mapping[str, Any]) -> dict[str, Any]:
    around: Iterable[str] = ("", *reversed(request.blueprints)) if has_request_context() else ("",)
    added: dict[str, Any] = {}
    for wanted in around:
        for blueprint, function in processors:
            added.update(function() if blueprint == wanted else {})
    return {**added, **given}
