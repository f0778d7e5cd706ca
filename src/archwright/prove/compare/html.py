"""HTML as a list of normalised pieces: attributes in order of name, white space and entities in one form."""

import html.parser
import re

from archwright.prove.compare.text import without_addresses

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_EXACT = frozenset(("pre", "textarea"))


def events(text: str) -> list[str]:
    """Two pages with the same pieces look and work the same."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    return reader.found


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._text: list[str] = []
        self._exact = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.flush()
        given = "".join(f' {name}="{_attribute(value)}"' for name, value in sorted(attrs, key=lambda pair: pair[0]))
        self.found.append(f"<{tag}{given}>")
        self._exact += tag in _EXACT

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        if tag not in _VOID:
            self.found.append(f"</{tag}>")
            self._exact -= tag in _EXACT and self._exact > 0

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_decl(self, decl: str) -> None:
        self.flush()
        self.found.append(f"<!{decl.lower()}>")

    def flush(self) -> None:
        """The text since the last tag."""
        text = "".join(self._text)
        self._text.clear()
        text = without_addresses(text if self._exact else re.sub(r"\s+", " ", text).strip())
        if text:
            self.found.append(text)


def _attribute(value: str | None) -> str:
    return without_addresses(re.sub(r"\s+", " ", value or "").strip())
