"""What a page says: its title, its messages, its headings, and what the client had sent."""

from html.parser import HTMLParser

from archwright.build.exchanges.stable import varies

MOST = 4
SILENT = frozenset({"script", "style"})
HEADINGS = frozenset({"h1", "h2", "h3"})
MESSAGES = ("alert", "flash", "error", "message", "notification")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


def key_texts(page: str, sent: str) -> list[str]:
    """At most four texts of the page, as they stand in its source, the telling ones first."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    ranked = sorted((_rank(kind, text, sent), position, text) for position, (kind, text) in enumerate(reader.texts))
    fit = (text for _, _, text in ranked if _is_plain(text) and not varies(text, sent))
    chosen: list[str] = []
    for text in fit:
        if not any(text in other for other in chosen):
            chosen.append(text)
    return chosen[:MOST]


def _is_plain(text: str) -> bool:
    return 3 <= len(text) <= 100 and not set("&\ufffd") & set(text)


def _rank(kind: str, text: str, sent: str) -> int:
    if kind in {"title", "message"}:
        return 0
    return 1 if len(text) > 3 and text in sent else 2 if kind in HEADINGS else 3


class _Reader(HTMLParser):
    """Collects texts with the innermost telling element around them. Character references stay as written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            classes = dict(attrs).get("class") or ""
            kind = "message" if any(word in classes for word in MESSAGES) else tag
            self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        kinds = [kind for _, kind in reversed(self._open)]
        if SILENT & set(kinds):
            return
        kind = next((kind for kind in kinds if kind in {"title", "message", *HEADINGS}), "")
        self.texts += [(kind, line.strip()) for line in data.splitlines() if line.strip()]
