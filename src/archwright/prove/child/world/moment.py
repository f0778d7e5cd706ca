"""Where in the recording we are: everything that is frozen hangs on the number of the request."""

from __future__ import annotations

import hashlib
import re
import sys

START = 1714564800  # 2024-05-01T12:00:00Z


class Moment:
    """The number of the request being answered, and how often each kind of chance was asked for in it."""

    def __init__(self) -> None:
        self.index = 0
        self.calls: dict[str, int] = {}

    def begin(self, index: int) -> None:
        """Request `index` begins."""
        self.index = index
        self.calls.clear()

    def now(self) -> float:
        """The time, constant within a request."""
        return float(START + self.index)

    def chance(self, kind: str, size: int) -> bytes:
        """Bytes that look random; the same for the same call of the same request."""
        kind = f"{kind}/{size}/{_asker()}"
        call = self.calls[kind] = self.calls.get(kind, 0) + 1
        found = b""
        while len(found) < size:
            found += hashlib.sha256(f"{self.index}/{kind}/{call}/{len(found)}".encode()).digest()
        return found[:size]


MOMENT = Moment()

_PLATFORM = ("app.main", "app.api.middleware", "app.core.logging", "app.core.telemetry")
_PACKAGES = re.compile(r"[/\\](?:site-packages|dist-packages|python3\.\d+)[/\\]")


def _asker() -> str:
    """What the backend's own platform draws (request ids and the like), and packages while they are imported, must not
    shift what the ported code gets."""
    frame = sys._getframe(2)
    for _ in range(8):
        if frame is None:
            break
        if frame.f_globals.get("__name__") in _PLATFORM:
            return "platform"
        if frame.f_code.co_name == "<module>":
            return "package" if _PACKAGES.search(frame.f_code.co_filename) else ""
        frame = frame.f_back  # type: ignore[assignment]
    return ""
