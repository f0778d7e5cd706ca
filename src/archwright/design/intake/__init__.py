"""Ways in beside an app: a SQL schema, an OpenAPI document or a spec gives a blueprint, gaps and questions."""

from archwright.design.intake.choose import all_ways, take_in
from archwright.design.intake.names import Rules
from archwright.design.intake.render import as_json, as_notes, as_page

__all__ = ["Rules", "all_ways", "as_json", "as_notes", "as_page", "take_in"]
