"""Modules that go into a written backend as they are."""

from pathlib import Path


def operations_text() -> str:
    """The text of `migrations/operations.py`."""
    return Path(__file__).with_name("operations.py").read_text("utf-8")
