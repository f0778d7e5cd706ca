"""The idiomatic rung: a layered route without the compat layer, when everything it uses has a plain FastAPI form."""

from archwright.port.idiom.bodies import with_documented_body
from archwright.port.idiom.route import idiomatic
from archwright.port.idiom.state import Beside, Guard, Idiomatic, NotIdiomatic, Surroundings

__all__ = ["Beside", "Guard", "Idiomatic", "NotIdiomatic", "Surroundings", "idiomatic", "with_documented_body"]
