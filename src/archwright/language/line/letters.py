"""The letters of a line, read from left to right."""

import re

from archwright.language.problems import nearest


class LineTrouble(Exception):  # noqa: N818 - it is turned into a Problem, nobody sees it as an error
    """What is wrong with a line, at which letter (from 0), and what to write instead."""

    def __init__(self, offset: int, message: str, fix: str, meant: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.fix = fix
        self.meant = meant


_SPACE = re.compile(r"\s*")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^']|'')*)'")


class Letters:
    """A place in a line, which only moves forward."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.skip()

    @property
    def done(self) -> bool:
        """Whether the line ends here."""
        return self.place >= len(self.text)

    @property
    def rest(self) -> str:
        """What is still to be read, for a message."""
        return self.text[self.place :].split(",")[0].strip()[:40]

    def skip(self) -> None:
        """Over spaces."""
        if match := _SPACE.match(self.text, self.place):
            self.place = match.end()

    def take(self, pattern: str) -> str:
        """What fits a pattern here, "" when nothing does; spaces after it are left behind."""
        match = re.compile(pattern).match(self.text, self.place)
        if not match or not match.group():
            return ""
        self.place = match.end()
        self.skip()
        return match.group()

    def word(self, word: str) -> bool:
        """Whether this very word stands here; if so it is read."""
        return bool(self.take(rf"{re.escape(word)}(?![\w-])"))

    def quoted(self) -> str | None:
        """A text in quotes, None when there is none here."""
        match = _QUOTED.match(self.text, self.place)
        if not match:
            return None
        self.place = match.end()
        self.skip()
        double, single = match.groups()
        return re.sub(r"\\(.)", r"\1", double) if double is not None else single.replace("''", "'")

    def trouble(self, message: str, fix: str, *, at: int | None = None, meant: str = "") -> LineTrouble:
        """What to raise when something else should be here."""
        return LineTrouble(self.place if at is None else at, message, fix, meant)

    def unknown(self, what: str, word: str, words: list[str], at: int) -> LineTrouble:
        """What to raise when a word is not one of those that are known."""
        there = ", ".join(words)
        return LineTrouble(at, f"`{word}` is not {what}.", f"There is {there}.", nearest(word, words))
