"""A spec in Markdown -> its entries: what kind each is, its line, and what stands below it."""

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["entity", "requirement", "scenario", "edge", "promise", "assumption", "answer", "other"]
_HEADINGS: tuple[tuple[str, Kind], ...] = (
    (r"entit(y|ies)\b|data model|domain model", "entity"),
    (r"out of scope|non-goals|risks|dependencies|in scope|review|checklist|execution", "other"),
    (r"clarifications?", "answer"),
    (r"edge cases?", "edge"),
    (r"success criteria|measurable outcomes", "promise"),
    (r"assumptions?", "assumption"),
    (r"requirements?", "requirement"),
    (r"acceptance|scenarios?|user stor(y|ies)|testing", "scenario"),
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s+(.*)")
_LABEL = re.compile(r"\s*\*\*([^*]+?):?\*\*:?\s*$")
_MARKUP = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")


@dataclass
class Entry:
    """One list item, or one heading below a section of entities. `raw` keeps its marks."""

    kind: Kind
    line: int
    raw: str
    below: list["Entry"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Without the marks of Markdown."""
        return " ".join(_MARKUP.sub("", self.raw).split())


@dataclass
class Spec:
    """Title and entries. `prose` is what stands outside of lists, by line."""

    title: str = ""
    entries: list[Entry] = field(default_factory=list)
    prose: list[tuple[int, str]] = field(default_factory=list)

    def of(self, kind: Kind) -> list[Entry]:
        """The entries of one kind."""
        return [entry for entry in self.entries if entry.kind == kind]


def read_spec(text: str) -> Spec:
    """Everything that stands in lists, by section."""
    return _Reader().read(text)


class _Reader:
    """Line by line; comments and code are passed over."""

    def __init__(self) -> None:
        self.spec = Spec()
        self.kind: Kind = "other"
        self.depth = 0
        self.stack: list[tuple[int, Entry]] = []

    def read(self, text: str) -> Spec:
        bare = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
        fenced = False
        for number, line in enumerate(bare.replace("\r\n", "\n").split("\n"), 1):
            if line.lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            elif not fenced:
                self._line(number, line)
        return self.spec

    def _line(self, number: int, line: str) -> None:
        heading, bullet, label = _HEADING.match(line), _BULLET.match(line), _LABEL.match(line)
        if heading:
            self._heading(number, len(heading[1]), heading[2])
        elif label and not bullet:
            self._label(label[1])
        elif bullet:
            self._bullet(number, len(bullet[1].expandtabs(2)), bullet[2])
        elif not line.strip():
            return
        elif self.stack and line.startswith((" ", "\t")):
            self.stack[-1][1].raw += " " + line.strip()
        elif self.stack and not line.startswith(("|", ">", "-")):
            self.stack[-1][1].raw += " " + line.strip() if self.stack[-1][1].line == number - 1 else ""
            self.spec.prose.append((number, line.strip()))
        else:
            self.spec.prose.append((number, line.strip()))

    def _heading(self, number: int, depth: int, text: str) -> None:
        bare = _MARKUP.sub("", text)
        self.stack = []
        if depth == 1 and not self.spec.title:
            self.spec.title = re.sub(r"^(feature )?spec(ification)?\s*[:-]\s*", "", bare, flags=re.IGNORECASE)
        kind = next((kind for words, kind in _HEADINGS if re.search(words, bare, re.IGNORECASE)), None)
        if self.kind == "entity" and depth > self.depth and (kind is None or kind == "entity"):
            entry = Entry("entity", number, re.sub(r"^(entity\s*:?\s*|\d+[.)]\s*)", "", bare, flags=re.IGNORECASE))
            self.spec.entries.append(entry)
            self.stack = [(-1, entry)]
        elif kind is not None or depth <= self.depth:
            self.kind, self.depth = kind or ("other" if depth < 3 else self.kind), depth

    def _label(self, text: str) -> None:
        """`**Acceptance Scenarios**:` stands for a heading."""
        self.stack = [pair for pair in self.stack if pair[0] < 0]
        if re.search(r"acceptance|scenario", text, re.IGNORECASE):
            self.kind = "scenario"

    def _bullet(self, number: int, indent: int, text: str) -> None:
        while self.stack and self.stack[-1][0] >= indent:
            self.stack.pop()
        kind: Kind = self.kind
        if re.match(r"\W*FR[-_ ]?\d", text):
            kind = "requirement"
        elif re.match(r"\W*SC[-_ ]?\d", text):
            kind = "promise"
        elif re.match(r"\W*Given\b", text, re.IGNORECASE):
            kind = "scenario"
        entry = Entry(kind, number, text.strip())
        if self.stack:
            self.stack[-1][1].below.append(entry)
        else:
            self.spec.entries.append(entry)
        self.stack.append((indent, entry))
