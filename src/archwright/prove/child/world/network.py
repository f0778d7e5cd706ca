"""No network but loopback: every way out ends in the same refusal, at once."""

from __future__ import annotations

import errno
import socket
from typing import Any

_HERE = {"", "localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 - names of this machine, nothing is bound
_NOWHERE = "192.0.2.1"


def refuse() -> None:
    """Names resolve to an address nobody has; connecting to it is refused."""
    real_connect, real_lookup = socket.socket.connect, socket.getaddrinfo

    def connect(self: Any, address: Any) -> Any:
        if isinstance(address, tuple) and str(address[0]) not in _HERE:
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        return real_connect(self, address)

    def connect_ex(self: Any, address: Any) -> int:
        try:
            connect(self, address)
        except OSError as error:
            return error.errno or errno.ECONNREFUSED
        return 0

    def lookup(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        return real_lookup(host if name in _HERE else _NOWHERE, port, *args, **options)

    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = lookup
    socket.gethostbyname = lambda name: "127.0.0.1" if name in _HERE else _NOWHERE
    socket.gethostname = lambda: "localhost"
