"""The page while it is read: where everything stands, and what was wrong so far."""

import re
from collections.abc import Iterable

from archwright.language.nodes import Node, Path
from archwright.language.problems import Problem, nearest

_GUESSED = 50


class Found:
    """Collects problems by the path of what they are about."""

    def __init__(self, root: Node, problems: Iterable[Problem] = ()) -> None:
        self.root = root
        self.problems = list(problems)

    def at(self, path: Path, message: str, fix: str, *, offset: int = 0, meant: str = "") -> None:
        """Something is wrong with a value; `offset` counts letters within it."""
        node = self.root.value_of(path)
        within = 0 if node.wrapped or not offset else offset + node.inset
        self._add(node, message, fix, within, meant)

    def at_key(self, path: Path, message: str, fix: str, *, meant: str = "") -> None:
        """Something is wrong with a key."""
        self._add(self.root.key_of(path), message, fix, 0, meant)

    def unknown(self, path: Path, message: str, word: str, words: Iterable[str], fix: str = "") -> None:
        """A word of the page names nothing."""
        guessing = len(self.problems) < _GUESSED
        known = sorted(words) if guessing or not fix else []
        there = ", ".join(f"`{each}`" for each in known[:12])
        fix = fix or (f"There is {there}." if there else "There is nothing of the kind yet.")
        meant = nearest(word, known) if guessing else ""
        self.at(path, message, fix, offset=self.place(path, word), meant=meant)

    def place(self, path: Path, word: str) -> int:
        """At which letter of a value a word stands, 0 when it does not."""
        value = self.root.value_of(path).value
        match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", value) if isinstance(value, str) else None
        return match.start() if match else 0

    def _add(self, node: Node, message: str, fix: str, offset: int, meant: str) -> None:
        self.problems.append(Problem(node.line, node.column + offset, message, fix, meant))
