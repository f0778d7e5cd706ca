"""Reads SQL with holes: which holes stand where a value may be bound, and which make up the statement itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from archwright.port.sql.pieces import Hole, Piece

_WORD = re.compile(r"[A-Za-z_][\w$]*")
_CLAUSES = frozenset(
    {"SELECT", "FROM", "WHERE", "SET", "VALUES", "INTO", "BY", "HAVING", "LIMIT", "OFFSET", "ON", "JOIN", "UPDATE",
     "TABLE", "RETURNING", "USING", "ORDER", "GROUP"}
)  # fmt: skip
_BEFORE_VALUE = frozenset(
    {"LIKE", "GLOB", "REGEXP", "MATCH", "BETWEEN", "LIMIT", "OFFSET", "THEN", "ELSE", "ILIKE", "ESCAPE", "IN"}
)
_BEFORE_NAME = frozenset({"FROM", "INTO", "TABLE", "JOIN", "UPDATE", "AS", "BY", "INDEX", "DATABASE"})
_UNBINDABLE = re.compile(r"\s*(?:CREATE|ALTER|DROP|PRAGMA|ATTACH|DETACH|GRANT|USE|TRUNCATE|VACUUM)\b", re.IGNORECASE)
_VALUED = frozenset({"WHERE", "SET", "VALUES", "HAVING", "ON", "LIMIT", "OFFSET"})


@dataclass(frozen=True)
class Marked:
    """A place for a bound value. `parts` are what makes up a quoted text around the holes; `quoted` tells quotes.

    `stored`: the value is written to the database rather than compared.
    """

    parts: tuple[Piece, ...]
    quoted: bool
    stored: bool


@dataclass(frozen=True)
class Kept:
    """A part of the statement that is chosen from what the code itself writes down."""

    hole: Hole


Token = str | Marked | Kept
Choice = list[Piece] | Kept | None
"""A hole that is no value: the text it stands for, a safe choice, or neither."""


class UnbindableError(Exception):
    """A hole stands where SQL takes no value. The argument is its code."""


@dataclass
class Scanner:
    """Walks over the pieces once. `choose` is asked about holes that are no values."""

    choose: Callable[[Hole], Choice]
    tokens: list[Token] = field(default_factory=list)
    _before: str = ""
    _clauses: list[str] = field(default_factory=lambda: [""])
    _openers: list[str] = field(default_factory=list)
    _quote: str = ""
    _inside: list[Piece] = field(default_factory=list)

    def feed(self, pieces: list[Piece]) -> None:
        """Takes pieces in. Raises UnbindableError."""
        for index, piece in enumerate(pieces):
            following = pieces[index + 1] if index + 1 < len(pieces) else ""
            if isinstance(piece, str):
                self._text(piece)
            else:
                self._hole(piece, following if isinstance(following, str) else "")

    @property
    def is_open(self) -> bool:
        """Whether the end is inside quotes."""
        return bool(self._quote)

    def _text(self, text: str) -> None:
        at = 0
        while at < len(text):
            if self._quote:
                at = self._in_quotes(text, at)
            elif text[at] in "'\"`":
                self._quote, self._inside = text[at], []
                at += 1
            elif text.startswith(("--", "/*"), at):
                end = text.find("\n" if text[at] == "-" else "*/", at)
                end = len(text) if end < 0 else end + 1
                self.tokens.append(text[at:end])
                at = end
            else:
                at = self._plain(text, at)

    def _in_quotes(self, text: str, at: int) -> int:
        end = text.find(self._quote, at)
        if end < 0:
            self._inside.append(text[at:])
            return len(text)
        self._inside.append(text[at:end])
        if text.startswith(self._quote * 2, end):
            self._inside.append(self._quote)
            return end + 2
        self._close()
        return end + 1

    def _close(self) -> None:
        quote, self._quote = self._quote, ""
        holes = [piece for piece in self._inside if isinstance(piece, Hole)]
        if not holes:
            written = "".join(piece for piece in self._inside if isinstance(piece, str))
            self.tokens.append(f"{quote}{written.replace(quote, quote * 2)}{quote}")
            self._before += "x"
            return
        word = self._last_word()
        is_value = (quote == "'" and word not in _BEFORE_NAME) or (quote == '"' and self._takes_value(""))
        if quote == "`" or not is_value or self._unbindable():
            raise UnbindableError(holes[0].code)
        self._mark(tuple(piece for piece in self._inside if piece), quoted=True)

    def _plain(self, text: str, at: int) -> int:
        word = _WORD.match(text, at)
        if word:
            self._word(word[0])
            self.tokens.append(word[0])
            self._before += word[0]
            return word.end()
        if text[at] == "(":
            self._openers.append(self._last_word() or self._before.rstrip()[-1:])
            self._clauses.append(self._clauses[-1])
        elif text[at] == ")" and self._openers:
            self._openers.pop()
            self._clauses.pop()
        self.tokens.append(text[at])
        self._before += text[at]
        return at + 1

    def _word(self, word: str) -> None:
        if word.upper() in _CLAUSES:
            self._clauses[-1] = word.upper()

    def _hole(self, hole: Hole, following: str) -> None:
        if hole.shape == "?":
            raise UnbindableError(hole.code)
        if self._quote:
            self._inside.append(hole)
            return
        if self._takes_value(following) and not self._unbindable():
            self._mark((hole,), quoted=False)
        else:
            self._choose(hole)

    def _choose(self, hole: Hole) -> None:
        chosen = self.choose(hole)
        if chosen is None:
            raise UnbindableError(hole.code)
        if isinstance(chosen, Kept):
            self.tokens.append(chosen)
            self._before += "x"
        else:
            self.feed(chosen)

    def _mark(self, parts: tuple[Piece, ...], *, quoted: bool) -> None:
        self.tokens.append(Marked(parts, quoted, self._clauses[-1] in ("VALUES", "SET")))
        self._before += "?"

    def _unbindable(self) -> bool:
        return bool(_UNBINDABLE.match("".join(t for t in self.tokens if isinstance(t, str))))

    def _last_word(self) -> str:
        found = re.search(r"([A-Za-z_][\w$]*)\s*$", self._before)
        return found[1].upper() if found else ""

    def _takes_value(self, following: str) -> bool:
        before, word, clause = self._before.rstrip(), self._last_word(), self._clauses[-1]
        if re.match(r"[\w.(]", following) or re.search(r"[\w.]$", self._before):
            return False
        if before.endswith(("=", "<", ">")):
            return True
        if word:
            return word in _BEFORE_VALUE - {"IN"} or (word == "AND" and self._in_between())
        opener = self._openers[-1] if self._openers else ""
        if before.endswith(("(", ",")) and self._openers:
            return self._opens_values(opener, before, following)
        if before.endswith(",") and clause == "LIMIT":
            return True
        return before.endswith(("+", "-", "*", "/", "||", "%")) and clause in _VALUED

    def _opens_values(self, opener: str, before: str, following: str) -> bool:
        clause = self._clauses[-1]
        if opener in ("VALUES", ",") or (opener == ")" and clause == "VALUES"):
            return clause == "VALUES"
        if opener == "IN":
            # Alone between the brackets a hole may be a whole list.
            return before.endswith(",") or following.lstrip().startswith(",")
        return (
            bool(opener)
            and opener not in _CLAUSES
            and opener.isidentifier()
            and clause in _VALUED | {"SELECT"}
            and clause != "INTO"
        )

    def _in_between(self) -> bool:
        return bool(re.search(r"\bBETWEEN\s+\S+\s+AND\s*$", self._before, re.IGNORECASE))
