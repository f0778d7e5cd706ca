"""Facts -> design: blueprint draft, decisions, ladder, risks, questions and pictures. Pure, no I/O."""

from archwright.design.design import design
from archwright.design.render import as_json, as_text, documents

__all__ = ["as_json", "as_text", "design", "documents"]
