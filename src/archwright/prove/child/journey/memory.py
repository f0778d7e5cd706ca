"""What the answers taught: forms, links, ids, tokens."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from archwright.model.replay import Reply, Request
from archwright.prove.child.journey.pages import Form, Page


class Memory:
    """Shared by all clients; `rules` matches a path to (endpoint, arguments)."""

    def __init__(self, rules: Any) -> None:
        self._rules = rules
        self.forms: dict[str, list[Form]] = {}
        self.arguments: dict[str, list[dict[str, Any]]] = {}
        self.ids: dict[str, list[Any]] = {}
        self.links: list[str] = []
        self.tokens: dict[int, str] = {}

    def endpoint(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        """("", {}) when no rule matches."""
        try:
            found = self._rules.match(urlsplit(path).path, method=method)
        except Exception:  # noqa: BLE001 - redirects, 404 and 405 are raised, and own converters raise anything
            return "", {}
        return found[0], dict(found[1])

    def learn(self, request: Request, reply: Reply) -> None:
        """Look into one answer."""
        headers = dict(reply.headers)
        kind = headers.get("content-type", "")
        if "location" in headers:
            self._link(request.path, headers["location"])
        if "json" in kind:
            try:
                self._take(json.loads(reply.body), request, 0)
            except ValueError:
                return
        elif "html" in kind:
            self._page(request, reply.body.decode("utf-8", "replace"))

    def forms_to(self, path: str) -> list[Form]:
        """The different forms seen that post to a path."""
        return self.forms.get(self._form_key("POST", path), [])

    def form(self, path: str) -> Form | None:
        """The first of them."""
        return next(iter(self.forms_to(path)), None)

    def _choices(self, form: Form) -> None:
        """What can be chosen in a page is what other places know about."""
        for name, choices in form.choices.items():
            kept = self.ids.setdefault(name, [])
            kept += [choice for choice in choices[:4] if choice not in kept]

    def _form_key(self, method: str, path: str) -> str:
        return self.endpoint(method, path)[0] or urlsplit(path).path

    def _page(self, request: Request, text: str) -> None:
        try:
            page = Page(text)
        except (AssertionError, ValueError):
            return
        for form in page.forms:
            self._choices(form)
            target = self._local(request.path, form.action or request.path)
            if target:
                self._arguments(form.method, target)
                self._keep(self._form_key(form.method, target), form)
        for link in page.links:
            self._link(request.path, link)

    def _keep(self, key: str, form: Form) -> None:
        """One for each set of fields, as last seen: hidden fields change."""
        others = [each for each in self.forms.get(key, ()) if set(each.fields) != set(form.fields)]
        same = len(others) < len(self.forms.get(key, ()))
        self.forms[key] = [form, *others][:4] if not same else _in_place(self.forms[key], form)

    def _link(self, base: str, link: str) -> None:
        for key, value in parse_qsl(urlsplit(link).query):
            kept = self.ids.setdefault(key, [])
            kept += [value] if value not in kept else []
        target = self._local(base, link)
        if target:
            self._arguments("GET", target)
            if target not in self.links:
                self.links.append(target)

    def _arguments(self, method: str, path: str) -> None:
        endpoint, arguments = self.endpoint(method, path)
        if arguments and arguments not in self.arguments.setdefault(endpoint, []):
            self.arguments[endpoint].append(arguments)

    def _local(self, base: str, link: str) -> str:
        """A link as a path on this host; "" when it leads away or is empty."""
        joined = urlsplit(urljoin(f"http://localhost{base}", link.strip()))
        if joined.netloc not in ("localhost", "localhost:5000", "127.0.0.1:5000") or joined.scheme not in (
            "http",
            "https",
        ):
            return ""
        path = joined.path + (f"?{joined.query}" if joined.query else "")
        return re.sub(r"[^!-~]", lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), path)

    def _take(self, value: Any, request: Request, depth: int) -> None:
        if isinstance(value, dict) and depth < 4:
            for key, item in value.items():
                self._one(str(key), item, request)
                self._take(item, request, depth + 1)
        elif isinstance(value, list) and depth < 4:
            for item in value[:3]:
                self._take(item, request, depth + 1)

    def _one(self, key: str, item: Any, request: Request) -> None:
        if isinstance(item, str) and len(item) > 11 and _is_token(key.lower()):
            self.tokens[request.client] = item
        if isinstance(item, (int, str)) and not isinstance(item, bool) and _is_key(key):
            kept = self.ids.setdefault(key, [])
            item = item.rstrip("/").rsplit("/", 1)[-1] if isinstance(item, str) else item
            if item not in kept:
                kept.append(item)


def _in_place(forms: list[Form], form: Form) -> list[Form]:
    return [form if set(each.fields) == set(form.fields) else each for each in forms]


def _is_token(key: str) -> bool:
    return bool(re.search("token|jwt|api_?key", key)) and not re.search("refresh|csrf", key)


def _is_key(key: str) -> bool:
    return bool(
        re.search(r"^_?id$|_id$|[a-z]Id$|uuid|slug|code$|short|file_?name|^key$|^name$|^title$|^username$", key)
    )
