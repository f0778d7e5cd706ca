"""Templates of the files whose text hardly varies."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from archwright.model.parts import TextFile


def render(template: str, **values: object) -> str:
    """The text of `templates/<template>.jinja`."""
    return _environment("archwright.build").get_template(f"{template}.jinja").render(**values)


def file(path: str, template: str = "", *, spare: bool = False, **values: object) -> TextFile:
    """A file at `path` from the template of the same path, or from `template`."""
    return TextFile(path, render(template or path, **values), spare=spare)


@dataclass(frozen=True)
class Templates:
    """The templates of a package, e.g. of a capability: `Templates(__name__).file("app/core/ids.py")`."""

    package: str

    def file(self, path: str, template: str = "", **values: object) -> TextFile:
        """A file at `path` from the template of the same path, or from `template`."""
        return TextFile(path, self.text(template or path, **values))

    def spare(self, path: str, template: str = "", **values: object) -> TextFile:
        """The same, of which a backend gets what it uses."""
        return TextFile(path, self.text(template or path, **values), spare=True)

    def text(self, template: str, **values: object) -> str:
        """What a template says."""
        return _environment(self.package).get_template(f"{template}.jinja").render(**values)


@cache
def _environment(package: str) -> Environment:
    return Environment(  # noqa: S701 - writes Python and configuration, not HTML
        loader=PackageLoader(package),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
