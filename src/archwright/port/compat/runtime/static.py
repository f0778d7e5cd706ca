"""Serves the files of a folder."""

from collections.abc import Iterable

from app.core.compat.feature import Feature
from app.core.compat.files import send_from_directory
from app.core.compat.response import Response
from app.core.compat.routing import Routed


class StaticFiles(Feature):
    """The folder, relative to the application, below a URL. `endpoint` is its name for `url_for`."""

    def __init__(self, folder: str = "static", *, url: str = "/static", endpoint: str = "static") -> None:
        self._folder = folder
        self._rule = f"{url.rstrip('/')}/<path:filename>"
        self._endpoint = endpoint

    def rules(self) -> Iterable[Routed]:
        """The one rule."""
        return (Routed(self._rule, self.send, methods=["GET"], endpoint=self._endpoint),)

    def send(self, filename: str) -> Response:
        """One file."""
        return send_from_directory(self._folder, filename)
