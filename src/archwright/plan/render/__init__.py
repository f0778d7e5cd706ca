"""A plan for people and for programs."""

from archwright.plan.render.data import as_data, as_json
from archwright.plan.render.text import as_counts, as_text

__all__ = ["as_counts", "as_data", "as_json", "as_text"]
