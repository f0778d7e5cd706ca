"""Document -> blueprint: everything that was left out is decided."""

from archwright.language.complete.page import complete

__all__ = ["complete"]
