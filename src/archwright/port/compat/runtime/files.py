"""Sends files as Flask does."""

from os import PathLike
from typing import IO, Any

import werkzeug.utils

from app.core.compat.context import current_app
from app.core.compat.request import request
from app.core.compat.response import Response

__provides__ = {
    "flask.helpers.send_file": "send_file",
    "flask.helpers.send_from_directory": "send_from_directory",
    "flask.send_file": "send_file",
    "flask.send_from_directory": "send_from_directory",
}


def send_file(path_or_file: PathLike[str] | str | IO[bytes], *args: Any, **options: Any) -> Response:
    """A file of the application or an open one; the options are werkzeug's."""
    names = ("mimetype", "as_attachment", "download_name", "conditional", "etag", "last_modified", "max_age")
    options.update(zip(names, args, strict=False))
    sent = werkzeug.utils.send_file(path_or_file, **_surroundings(options))
    assert isinstance(sent, Response)
    return sent


def send_from_directory(directory: PathLike[str] | str, path: PathLike[str] | str, **options: Any) -> Response:
    """A file below a directory, 404 for anything outside of it."""
    sent = werkzeug.utils.send_from_directory(directory, path, **_surroundings(options))
    assert isinstance(sent, Response)
    return sent


def _surroundings(options: dict[str, Any]) -> dict[str, Any]:
    if options.get("max_age") is None:
        options["max_age"] = current_app.config["SEND_FILE_MAX_AGE_DEFAULT"]
    return {
        **options,
        "environ": request.environ,
        "response_class": Response,
        "_root_path": current_app.root_path,
    }
