"""Response models: derived from what views answer with, and held against what the original answered."""

from archwright.port.schemas.declared import Answering, Declared, Whole

__all__ = ["Answering", "Declared", "Whole"]
