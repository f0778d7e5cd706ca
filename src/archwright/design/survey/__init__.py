"""Facts seen from the architect's side: what is stored how, who logs in how, what each route does to the data."""

from archwright.design.survey.survey import Survey, survey

__all__ = ["Survey", "survey"]
