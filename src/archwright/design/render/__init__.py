"""A design for people and programs: terminal text, JSON, and the documents of the backend."""

from archwright.design.render.data import as_json
from archwright.design.render.documents import documents
from archwright.design.render.terminal import as_text

__all__ = ["as_json", "as_text", "documents"]
