"""Ways in beside an app: a SQL schema, an OpenAPI document or a spec gives a blueprint, gaps and questions."""

from archwright.design.intake.choose import take_in

__all__ = ["take_in"]
