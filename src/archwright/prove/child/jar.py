"""A cookie jar per client, as a browser keeps it: path, expiry, deletion."""

from __future__ import annotations

import email.utils
from http.cookies import CookieError, SimpleCookie

from archwright.prove.child.world.moment import MOMENT


class Jar:
    """Cookies of one client."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}

    def header(self, path: str) -> str:
        """The Cookie header for a path, "" when there is none; longer paths first."""
        fitting = [(where, name) for where, name in self._kept if _covers(where, path)]
        fitting.sort(key=lambda key: -len(key[0]))
        return "; ".join(f"{name}={self._kept[where, name]}" for where, name in fitting)

    def take(self, path: str, set_cookie: str) -> None:
        """Keep or drop what one Set-Cookie header says."""
        name, raw = set_cookie.split(";", maxsplit=1)[0].partition("=")[::2]
        flags = dict(_flag(part) for part in set_cookie.split(";")[1:])
        where = flags.get("path") or _folder(path)
        if _is_over(flags):
            self._kept.pop((where, name.strip()), None)
        else:
            self._kept[where, name.strip()] = raw.strip()

    def value(self, name: str) -> str:
        """The plain value of a cookie, "" when it is not kept."""
        for (_, kept), raw in self._kept.items():
            if kept == name:
                return _plain(name, raw)
        return ""


def _flag(part: str) -> tuple[str, str]:
    name, _, value = part.strip().partition("=")
    return name.lower(), value


def _covers(where: str, path: str) -> bool:
    path = path.split("?", maxsplit=1)[0]
    return path == where or path.startswith(where if where.endswith("/") else where + "/")


def _folder(path: str) -> str:
    return path.split("?", maxsplit=1)[0].rsplit("/", 1)[0] or "/"


def _is_over(flags: dict[str, str]) -> bool:
    if "max-age" in flags:
        return not flags["max-age"].lstrip("-").isdigit() or int(flags["max-age"]) <= 0
    moment = email.utils.parsedate_to_datetime(flags["expires"]) if flags.get("expires") else None
    return moment is not None and moment.timestamp() <= MOMENT.now()


def _plain(name: str, raw: str) -> str:
    try:
        return SimpleCookie(f"{name}={raw}")[name].value
    except (CookieError, KeyError):
        return raw
