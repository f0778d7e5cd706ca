"""Forms and links of an HTML page."""

from __future__ import annotations

import html.parser


class Form:
    """A form as a browser sees it: where it goes, and its fields with type and first value."""

    def __init__(self, action: str, method: str) -> None:
        self.action = action
        self.method = method
        self.is_complete = True
        self.submits: list[str] = []
        self.fields: dict[str, tuple[str, str | None]] = {}
        self.choices: dict[str, list[str]] = {}


class Page(html.parser.HTMLParser):
    """`Page(text)` has `forms` and `links`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Part of the parser's protocol."""
        given = dict(attributes)
        if tag == "form":
            self._form = Form(given.get("action") or "", (given.get("method") or "get").upper())
            self.forms.append(self._form)
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif tag == "option" and self._form is not None and self._select and given.get("value"):
            self._choice(self._form, given["value"] or "")
        elif tag in ("select", "input", "textarea") and self._form is None and given.get("name"):
            self._form = Form("", "POST")  # fields that a script sends
            self._form.is_complete = False
            self.forms.append(self._form)
            self._field(self._form, tag, given["name"] or "", given)
        elif self._form is not None and given.get("name") and tag in ("input", "textarea", "select", "button"):
            self._field(self._form, tag, given["name"] or "", given)

    def handle_endtag(self, tag: str) -> None:
        """Part of the parser's protocol."""
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _field(self, form: Form, tag: str, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or tag
        if kind in ("submit", "button", "reset", "image"):
            if given.get("value"):
                form.choices.setdefault(name, []).append(given["value"] or "")
                form.fields.setdefault(name, ("submit", given.get("value")))
                form.submits += [name] if name not in form.submits else []
            return
        if tag == "select":
            self._select = name
        if kind in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(given.get("value") or "on")
        form.fields.setdefault(name, (kind, given.get("value")))

    def _choice(self, form: Form, value: str) -> None:
        form.choices.setdefault(self._select, []).append(value)
        if form.fields.get(self._select, ("", None))[1] in (None, ""):
            form.fields[self._select] = ("select", value)
