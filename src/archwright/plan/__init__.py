"""Base, yours, ours -> ordered ops with three-way merge. Pure: it reads and writes no disk."""

from archwright.plan.make import make_plan
from archwright.plan.render import as_counts, as_data, as_json, as_text

__all__ = ["as_counts", "as_data", "as_json", "as_text", "make_plan"]
