"""Merging typed parts into the tree of a whole backend."""

from archwright.build.assemble import assemble
from archwright.build.exchanges import replay_tests
from archwright.build.generate import generate
from archwright.build.migration import first_migration, with_first_migration
from archwright.build.reference import api_reference
from archwright.build.tidy import tidied_tests

__all__ = [
    "api_reference",
    "assemble",
    "first_migration",
    "generate",
    "replay_tests",
    "tidied_tests",
    "with_first_migration",
]
