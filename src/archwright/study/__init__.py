"""Study: find files, run readers over them, join what they found into facts."""

from archwright.study.engine import study

__all__ = ["study"]
