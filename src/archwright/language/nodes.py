"""YAML as a tree that knows where everything stands; what a blueprint has no use for is refused here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from archwright.language.problems import Problem

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_DEEPEST = 12


@dataclass(slots=True)
class Node:
    """A value of the page. Line and column count from 1; `inset` is the quote before a quoted text.

    `begin` and `end` count letters of the page; `flow` is what stands within brackets, `wrapped` a text over lines.
    """

    line: int
    column: int
    kind: str = "scalar"
    value: Scalar = None
    inset: int = 0
    keys: "dict[str, Node]" = field(default_factory=dict)
    values: "dict[str, Node]" = field(default_factory=dict)
    items: "list[Node]" = field(default_factory=list)
    wrapped: bool = False
    begin: int = 0
    end: int = 0
    flow: bool = False

    def plain(self) -> object:
        """The value as Python has it."""
        if self.kind == "mapping":
            return {key: node.plain() for key, node in self.values.items()}
        return [node.plain() for node in self.items] if self.kind == "sequence" else self.value

    def child(self, step: str | int) -> "Node | None":
        """What is below a key or an index."""
        if isinstance(step, int):
            return self.items[step] if 0 <= step < len(self.items) else None
        return self.values.get(step)

    def key_of(self, path: Path) -> "Node":
        """Where the last key of a path stands; the nearest thing above when the page does not have it."""
        here: Node = self
        place: Node = self
        for step in path:
            below = here.child(step)
            if below is None:
                break
            place = here.keys[step] if isinstance(step, str) else below
            here = below
        return place

    def value_of(self, path: Path) -> "Node":
        """What stands at a path; the nearest thing above when the page does not have it."""
        here: Node = self
        for index, step in enumerate(path):
            below = here.child(step)
            if below is None:
                return self.key_of(path[:index])
            here = below
        return here

    def names(self, *path: str | int) -> frozenset[str]:
        """The keys of the mapping at a path, empty when there is none."""
        here: Node | None = self
        for step in path:
            here = here.child(step) if here else None
        return frozenset(here.values) if here else frozenset()


def read(text: str) -> tuple[Node, list[Problem]]:
    """The tree of a page, as far as it could be read, and what was wrong."""
    problems = _tabs(text)
    if problems:
        return Node(1, 1), problems
    reader = _Reader(YAML(typ="safe", pure=True).parse(text.removeprefix("\ufeff")), problems)
    try:
        return reader.document(), problems
    except MarkedYAMLError as error:
        problems.append(_syntax(error))
    except (YAMLError, ValueError) as error:
        before = text[: getattr(error, "position", 0)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        fix = "Remove it, and save the page as UTF-8 text."
        problems.append(Problem(line, column, f"This is not YAML: {_first_line(str(error))}.", fix))
    return Node(1, 1), problems


def _tabs(text: str) -> list[Problem]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent and line.strip():
            column = indent.index("\t") + 1
            found.append(Problem(number, column, "A tab indents this line.", "Indent with spaces, two for each level."))
    return found


def _syntax(error: MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = _first_line(error.problem or error.context or "it cannot be read")
    fix = "Check the indentation, and that each key is followed by `: `."
    if "mapping values" in said:
        fix = "Put the value in quotes when it holds `: `, or put the key on a line of its own."
    elif "flow" in str(error.context) or "," in said:
        fix = "Close what was opened with { or [; a value with commas or brackets needs quotes inside of them."
    elif "quoted" in str(error.context):
        fix = "Close the quote on the same line."
    return Problem(line, column, f"This is not YAML: {said}.", fix)


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0].rstrip(".") if text.strip() else "it cannot be read"


class _Reader:
    """Events in, nodes out. Nothing is expanded, so a page costs what its length costs."""

    def __init__(self, events: Iterator[Event], problems: list[Problem]) -> None:
        self._events = events
        self._problems = problems

    def document(self) -> Node:
        root = Node(1, 1, "mapping")
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                node = self._node(next(self._events), 0)
                root = node if documents == 1 else root
                if documents == 2:
                    self._add(event, "A second document begins here.", "Keep one page in a file; remove the `---`.")
        return root

    def _node(self, event: Event, depth: int) -> Node:
        self._refuse(event, depth)
        node = Node(event.start_mark.line + 1, event.start_mark.column + 1, begin=event.start_mark.index)
        node.end, node.flow = event.end_mark.index, bool(getattr(event, "flow_style", False))
        if isinstance(event, MappingStartEvent):
            node.kind = "mapping"
            self._mapping(node, depth)
        elif isinstance(event, SequenceStartEvent):
            node.kind = "sequence"
            while not isinstance(below := next(self._events), SequenceEndEvent):
                node.items.append(self._node(below, depth + 1))
            node.end = below.end_mark.index if node.flow else node.items[-1].end
        elif isinstance(event, ScalarEvent):
            node.inset = 1 if event.style in {"'", '"'} else 0
            node.wrapped = event.end_mark.line > event.start_mark.line
            node.value = resolved(event.value) if event.style is None else event.value
        return node

    def _mapping(self, node: Node, depth: int) -> None:
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if key.kind != "scalar":
                self._add(event, "A key is a word, not a list or a mapping.", "Put the text in quotes.")
                continue
            word = event.value if isinstance(event, ScalarEvent) else str(key.value)
            if word in node.keys:
                first = node.keys[word].line
                self._add(event, f"`{word}` is there twice; first on line {first}.", "Remove one of the two.")
                continue
            if value.value is None and value.kind == "scalar":
                value.line, value.column = key.line, key.column + len(word) + 1
                value.begin = value.end = max(value.begin, key.end + 1) if value.inset else key.end + 1
            node.keys[word], node.values[word] = key, value
        last = next(reversed(node.values.values()), node)
        node.end = event.end_mark.index if node.flow else last.end

    def _refuse(self, event: Event, depth: int) -> None:
        anchor = getattr(event, "anchor", None)
        if isinstance(event, AliasEvent):
            self._add(event, f"`*{anchor}` repeats another part.", "Write it out: a blueprint has no aliases.")
        elif anchor:
            self._add(event, f"`&{anchor}` names a part.", "Remove it: a blueprint has no anchors.")
        tag = getattr(event, "tag", None)
        if tag and str(tag) not in {"!", "None"}:
            self._add(event, f"`{tag}` is a tag.", "Remove it: the blueprint's own types are all there are.")
        if depth > _DEEPEST:
            mark = event.start_mark
            raise MarkedYAMLError(problem="it is nested too deeply", problem_mark=mark)

    def _add(self, event: Event, message: str, expected: str) -> None:
        mark = event.start_mark
        self._problems.append(Problem(mark.line + 1, mark.column + 1, message, expected))


def resolved(text: str) -> Scalar:
    """A plain scalar by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text) and len(text) < 40:
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and len(text) < 40 else text
