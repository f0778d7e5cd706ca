"""Three-way merge of one text: by lines, by sets, by symbols."""

from archwright.plan.merge.text import Merged, compare_text, merge_text, same_text

__all__ = ["Merged", "compare_text", "merge_text", "same_text"]
