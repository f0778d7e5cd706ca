"""Comparing two answers to one request, by what matters on the wire. Pure functions."""

from archwright.prove.compare.replies import differences

__all__ = ["differences"]
