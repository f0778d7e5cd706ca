"""A script cut into statements, each with its line; quoted text, function bodies and pasted rows stay whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*|\#(?!>|-)[^\n]*|/\*(?!!).*?\*/)
      |(?P<quoted>'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|`[^`]*`)
      |(?P<body>\$(?P<tag>[A-Za-z_]*)\$.*?\$(?P=tag)\$)
      |(?P<word>[A-Za-z_][A-Za-z0-9_$]*)
      |(?P<end>;;|;|//|\$\$)
      |(?P<line>\n)
      |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_COPY = re.compile(r"\s*COPY\b.*\bFROM\s+STDIN\b", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(r"\s*CREATE\b.*?\b(TRIGGER|PROCEDURE|FUNCTION|EVENT)\b", re.IGNORECASE | re.DOTALL)
_SHELL = re.compile(r"^[ \t]*(?:\\(?!\.)|\.[a-z]|DELIMITER\b)[^\n]*", re.IGNORECASE | re.MULTILINE)
_BATCH = re.compile(r"^[ \t]*GO[ \t]*$", re.IGNORECASE | re.MULTILINE)
_HINT = re.compile(r"/\*!\d*\s?(.*?)\*/", re.DOTALL)


@dataclass(frozen=True)
class Statement:
    """The text of one statement and the line its first word stands on."""

    text: str
    line: int


def statements(script: str) -> tuple[Statement, ...]:
    """All of them in order; comments stay inside, blank statements are left out."""
    return tuple(_cut(_prepared(script)))


def _prepared(script: str) -> str:
    """Lines for the shell are blanked; what MySQL hides in /*! */ is shown. Lines hold."""
    text = _HINT.sub(lambda found: found[1], script.replace("\r\n", "\n").removeprefix("\ufeff"))
    return _BATCH.sub(";", _SHELL.sub("", _without_rows(text)))


def _without_rows(text: str) -> str:
    """Rows pasted below `COPY ... FROM stdin;` are blanked."""
    if "\n\\." not in text:
        return text
    kept, inside = [], False
    for line in text.split("\n"):
        if inside:
            inside = line.strip() != "\\."
            kept.append("")
            continue
        kept.append(line)
        inside = bool(_COPY.match(line))
    return "\n".join(kept)


def _cut(text: str) -> Iterator[Statement]:
    begun, line, depth, first = 0, 1, 0, 0
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup, token.group()
        if kind == "tag":
            kind = "body"
        if not first and kind not in {"comment", "line", "end"} and not value.isspace():
            first, begun = line, token.start()
        if kind == "word" and first:
            depth = _deeper(value.upper(), depth, text, begun, token.start())
        line += value.count("\n")
        if kind == "end" and depth == 0 and value in {";", ";;"}:
            if first:
                yield Statement(text[begun : token.start()], first)
            first = 0
    if first:
        yield Statement(text[begun:], first)


def _deeper(word: str, depth: int, text: str, begun: int, at: int) -> int:
    """How deep inside BEGIN ... END of a routine; elsewhere BEGIN opens a transaction."""
    if word in {"BEGIN", "CASE"} and (depth or (word == "BEGIN" and _BLOCK.match(text[begun:at]))):
        return depth + 1
    if word == "END" and depth:
        after = re.match(r"\s+(IF|LOOP|WHILE|REPEAT)\b", text[at + 3 :], re.IGNORECASE)
        return depth if after else depth - 1
    return depth
