"""Facts -> blueprint draft, as data and as YAML text."""

from archwright.design.draft.draft import draft
from archwright.design.draft.text import blueprint_text

__all__ = ["blueprint_text", "draft"]
