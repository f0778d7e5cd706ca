"""Cuts a moved view into what speaks HTTP, what decides, and what queries."""

from archwright.port.split.view import SplitView, split_view

__all__ = ["SplitView", "split_view"]
