"""What people see: progress on stderr, tables, colour where a terminal shows it."""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from io import StringIO
from types import MappingProxyType
from typing import TextIO

NO_STYLES: Mapping[str, str] = MappingProxyType({})
_PIPE_WIDTH = 120


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream shows colour: a terminal, and neither NO_COLOR nor a dumb one."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


_CODES = {"bold": "1", "bold red": "1;31", "green": "32", "red": "31", "yellow": "33", "dim": "2"}


def paint(text: str, style: str, *, colour: bool) -> str:
    """A word in a style, where colour is wanted."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if colour else text


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    styles: Mapping[str, str] = NO_STYLES,
    colour: bool = False,
) -> str:
    """Rows below a head, wrapped to the width of the screen; `styles` colours a row by its first cell."""
    from rich.console import Console  # costs a fifth of a second, and not every command shows a table
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for title in head:
        shown.add_column(title, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row), style=styles.get(row[0], ""))
    screen = StringIO()
    console = Console(file=screen, width=_width(), force_terminal=colour, color_system="standard" if colour else None)
    console.print(shown)
    return "".join(line.rstrip() + "\n" for line in screen.getvalue().splitlines())


class Progress:
    """Tells what goes on: one line that is overwritten on a terminal, else a plain line for each step."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._started = time.monotonic()
        self._dirty = False

    def __call__(self, step: str) -> None:
        """Say what begins now."""
        if self._quiet:
            return
        if not self._stream.isatty():
            self._stream.write(f"{step}\n")
            return
        line = f"{time.monotonic() - self._started:5.1f} s  {step}"
        self._stream.write(f"\r\x1b[2K{line[: _width() - 1]}")
        self._stream.flush()
        self._dirty = True

    def done(self) -> None:
        """Clear the line."""
        if self._dirty:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
            self._dirty = False


def _width() -> int:
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return _PIPE_WIDTH
    try:
        return max(40, int(os.environ.get("COLUMNS", "") or os.get_terminal_size().columns))
    except (OSError, ValueError):
        return _PIPE_WIDTH
