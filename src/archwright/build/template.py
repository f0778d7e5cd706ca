"""Templates of the files whose text hardly varies."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from archwright.model.parts import TextFile


def render(template: str, **values: object) -> str:
    """The text of `templates/<template>.jinja`."""
    return _environment().get_template(f"{template}.jinja").render(**values)


def file(path: str, template: str = "", **values: object) -> TextFile:
    """A file at `path` from the template of the same path, or from `template`."""
    return TextFile(path, render(template or path, **values))


@cache
def _environment() -> Environment:
    return Environment(  # noqa: S701 - writes Python and configuration, not HTML
        loader=PackageLoader("archwright.build"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
