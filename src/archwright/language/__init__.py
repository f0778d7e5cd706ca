"""The blueprint language: a YAML page in, a completed blueprint out, and back."""

from archwright.language.loading import load
from archwright.language.problems import BlueprintErrors, Problem

__all__ = ["BlueprintErrors", "Problem", "load"]
