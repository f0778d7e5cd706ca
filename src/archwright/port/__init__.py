"""Moves an app's own code into the layers of the backend: an engine that runs the recipes it is given."""

from archwright.port.engine import port

__all__ = ["port"]
