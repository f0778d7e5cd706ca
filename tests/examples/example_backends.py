"""Assembled examples, served; a client that speaks to one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from archwright.prove.postgres import postgres_server

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
from assemble import assemble, built, serving

__all__ = ["Person", "assemble", "built", "database", "people", "serving"]
NUMBERS = count(1)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'example.db'}"
        return
    with TemporaryDirectory(prefix="aw") as short, postgres_server(Path(short)) as url:
        yield url.replace("postgresql+psycopg://", "postgresql://")


class Person:
    """Somebody with a login at Conduit, or without one. All share one client."""

    def __init__(self, http: httpx2.Client, token: str = "", name: str = "") -> None:
        self.name = name
        self.email = f"{name}@example.org"
        self.http = http
        self._headers = {"authorization": f"Token {token}"} if token else {}

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """The status and the body of an answer."""
        given = {} if body is None else {"json": body}
        answer = self.http.request(method, path, params=query, headers=self._headers, **given)
        return answer.status_code, answer.json() if answer.content else None

    def writes(self, title: str = "", **more: Any) -> dict[str, Any]:
        """An article of mine."""
        given = {"title": title or f"Title {next(NUMBERS)}", "description": "About it", "body": "All of it", **more}
        status, answer = self("POST", "/articles", {"article": given})
        assert status == 201, answer
        return dict(answer["article"])


def people(http: httpx2.Client) -> Iterator[Person]:
    """Ever more of them."""
    nobody = Person(http)
    while True:
        name = f"user{next(NUMBERS)}"
        given = {"username": name, "email": f"{name}@example.org", "password": "password"}
        status, answer = nobody("POST", "/users", {"user": given})
        assert status == 201, answer
        yield Person(http, answer["user"]["token"], name)
