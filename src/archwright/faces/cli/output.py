"""Writing to stdout, and the progress beside it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from archwright.kit.console import Progress


def write(text: str) -> None:
    """The result of a command."""
    sys.stdout.write(text)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Steps on stderr while the work lasts."""
    steps = Progress(sys.stderr, quiet=quiet)
    try:
        yield steps
    finally:
        steps.done()
