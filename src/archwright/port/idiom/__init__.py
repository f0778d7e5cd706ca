"""The idiomatic rung: a layered route without the compat layer, when everything it uses has a plain FastAPI form."""

from archwright.port.idiom.route import NotIdiomatic, Surroundings, idiomatic

__all__ = ["NotIdiomatic", "Surroundings", "idiomatic"]
