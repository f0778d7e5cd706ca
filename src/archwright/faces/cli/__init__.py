"""The command line."""

from archwright.faces.cli.main import main

__all__ = ["main"]
