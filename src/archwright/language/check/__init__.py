"""What a completed blueprint must not contradict."""

from archwright.language.found import Found
from archwright.model.blueprint import Blueprint


def check(blueprint: Blueprint, found: Found) -> None:
    """Problems are added to `found`."""
