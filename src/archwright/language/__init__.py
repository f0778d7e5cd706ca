"""The blueprint language: a YAML page in, a completed blueprint out, and back."""

from archwright.language.loading import load
from archwright.language.problems import BlueprintErrors, Problem
from archwright.language.writing import text

__all__ = ["BlueprintErrors", "Problem", "load", "text"]
