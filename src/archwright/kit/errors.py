"""The one base error: message, hint, where. Faces print it on one screen; nobody sees a traceback."""

from collections.abc import Mapping


class ArchwrightError(Exception):
    """Something the user can put right. `hint` says how; `where` is a path or path:line.

    `details`: the single problems, for machines, when the message tells of several.
    """

    exit_code = 2
    details: tuple[Mapping[str, object], ...] = ()

    def __init__(self, message: str, *, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where


class InternalError(ArchwrightError):
    """Our own bug."""

    exit_code = 3
