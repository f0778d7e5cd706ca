"""The page of the docs about the language: every key with an example that was run."""

from archwright.language.manual.page import manual
from archwright.language.manual.run import Example, run, sections

__all__ = ["Example", "manual", "run", "sections"]
