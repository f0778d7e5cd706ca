"""Somebody at a browser: follows redirects, keeps cookies, fills in forms."""

from collections.abc import Mapping
from html.parser import HTMLParser
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from httpx2 import Client, Response

HOPS = 12


class Form(HTMLParser):
    """The first form of a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and not self.action:
            self.action = given["action"]
        elif tag == "input" and given.get("name"):
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "a":
            self.links.append(given.get("href", ""))


class Browser:
    """Goes on until an address that begins with `stop` is to be opened: that one is handed out."""

    def __init__(self, stop: str) -> None:
        self.client = Client(timeout=20)
        self._stop = stop

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.client.close()

    def log_in(self, start: str, login: str) -> str:
        """Says yes to everything; the address that one is sent back to."""
        answer = self.open(start)
        while isinstance(answer, Response):
            answer = self._submit(answer, {"login": login, "password": "any"})
        return answer

    def refuse(self, start: str) -> str:
        """Turns round at the first form; the address that one is sent back to."""
        answer = self.open(start)
        if isinstance(answer, Response):
            links = Form(answer.text).links
            answer = self.open(next(link for link in links if link.endswith("/abort")))
        if isinstance(answer, Response):
            raise TypeError(f"still at {answer.url}")
        return answer

    def open(self, url: str) -> Response | str:
        """A page, or an address that is not ours to open."""
        return self._follow(self.client.get(url))

    def _submit(self, page: Response, known: Mapping[str, str]) -> Response | str:
        form = Form(page.text)
        if not form.action:
            raise RuntimeError(f"no form at {page.url}: {page.status_code} {page.text[:500]}")
        fields = {name: known.get(name, value) for name, value in form.fields.items()}
        return self._follow(self.client.post(page.url.join(form.action), data=fields))

    def _follow(self, answer: Response) -> Response | str:
        for _ in range(HOPS):
            if not answer.is_redirect:
                return answer
            target = str(answer.url.join(answer.headers["location"]))
            if target.startswith(self._stop):
                return target
            answer = self.client.get(target)
        raise RuntimeError(f"goes round in circles at {answer.url}")


def query(url: str) -> dict[str, str]:
    """What an address says after the question mark."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
