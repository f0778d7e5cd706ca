"""Every operation of evolution."""

from cases.case import STORED, Case, tasks
from cases.columns import columns
from cases.keys import keys
from cases.policies import policies
from cases.relations import relations
from cases.tables import splits, tables
from cases.types import enums, types

CASES = [*columns(), *types(), *enums(), *keys(), *relations(), *tables(), *splits(), *policies()]

__all__ = ["CASES", "STORED", "Case", "tasks"]
