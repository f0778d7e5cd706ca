"""Extensions with nothing left to do: migrations have their own commands, and nothing is debugged in a page."""

from typing import Any

__provides__ = {
    "flask_debugtoolbar.DebugToolbarExtension": "DebugToolbarExtension",
    "flask_migrate.Migrate": "Migrate",
}
__extensions__ = ("flask_debugtoolbar.DebugToolbarExtension", "flask_migrate.Migrate")


class DebugToolbarExtension:
    """No toolbar, as without debug mode."""

    def __init__(self, app: object = None, **options: Any) -> None:
        pass

    def init_app(self, app: object, **options: Any) -> None:
        """Nothing."""


class Migrate:
    """No commands: the migrations are Alembic's own."""

    def __init__(self, app: object = None, db: object = None, **options: Any) -> None:
        pass

    def init_app(self, app: object, db: object = None, **options: Any) -> None:
        """Nothing."""
