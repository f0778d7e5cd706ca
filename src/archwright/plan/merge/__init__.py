"""Three-way merge of one text: by lines, by sets, by symbols."""

from archwright.plan.merge.text import Merged, merge_text, same_text

__all__ = ["Merged", "merge_text", "same_text"]
