"""Merging typed parts into the tree of a whole backend."""

from archwright.build.assemble import assemble
from archwright.build.exchanges import replay_tests
from archwright.build.migration import first_migration, with_first_migration
from archwright.build.reference import api_reference

__all__ = ["api_reference", "assemble", "first_migration", "replay_tests", "with_first_migration"]
