"""Blueprint -> page, as a person would write it."""

from archwright.language.writing.lines import field_line, relation_line
from archwright.language.writing.page import entity_part, text
from archwright.language.writing.yaml import dumped

__all__ = ["dumped", "entity_part", "field_line", "relation_line", "text"]
