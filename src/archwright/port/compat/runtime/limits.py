"""Refuses bodies that are larger than the settings allow."""

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.request import Context


class Limits(Feature):
    """Makes reading too large a body, or too many fields of a form, an error 413."""

    def open(self, context: Context) -> None:
        """Sets what the configuration says; the rest stays as it is."""
        for name in ("max_content_length", "max_form_memory_size", "max_form_parts"):
            if name.upper() in current_app.config:
                setattr(context.request, name, current_app.config[name.upper()])
