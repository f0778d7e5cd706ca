"""Flask-Assets: bundles of static files, named in templates."""

from typing import Any

from webassets.env import Environment as PlainEnvironment
from webassets.env import env_options
from webassets.ext.jinja2 import AssetsExtension
from webassets.loaders import PythonLoader, YAMLLoader

from app.core.compat.context import current_app
from app.core.compat.templating import environment

__provides__ = {
    "flask_assets.Bundle": "webassets.Bundle",
    "flask_assets.Environment": "Environment",
}
__extensions__ = ("flask_assets.Environment",)


class Environment(PlainEnvironment):
    """The bundles of the application, in its static folder."""

    def __init__(self, app: object = None) -> None:  # noqa: ARG002
        super().__init__(current_app.static_folder, current_app.static_url_path)
        for option in env_options:
            if f"ASSETS_{option.upper()}" in current_app.config:
                self.config[option] = current_app.config[f"ASSETS_{option.upper()}"]
        environment().add_extension(AssetsExtension)
        vars(environment())["assets_environment"] = self

    def init_app(self, app: object) -> None:
        """Nothing: there is one application."""

    def from_yaml(self, path: str) -> None:
        """Registers the bundles of a YAML file."""
        self.register(YAMLLoader(path).load_bundles())

    def from_module(self, path: Any) -> None:
        """Registers the bundles of a module."""
        self.register(PythonLoader(path).load_bundles())
