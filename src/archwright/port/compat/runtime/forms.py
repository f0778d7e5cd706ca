"""Flask-WTF: forms that read the request and carry a token."""

import logging
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict, ImmutableMultiDict
from wtforms import Field, Form, ValidationError
from wtforms.csrf.core import CSRF
from wtforms.meta import DefaultMeta
from wtforms.widgets import HiddenInput

from app.core.compat.context import current_app
from app.core.compat.csrf import generate_csrf, validate_csrf
from app.core.compat.globals import g
from app.core.compat.request import has_request_context, request
from app.core.compat.session import session

__provides__ = {
    "flask_wtf.FlaskForm": "FlaskForm",
    "flask_wtf.Form": "wtforms.Form",
    "flask_wtf.form.FlaskForm": "FlaskForm",
    "flask_wtf.form.Form": "wtforms.Form",
}

SUBMITTING = ("POST", "PUT", "PATCH", "DELETE")
FROM_REQUEST = object()

logger = logging.getLogger("app")


class SessionCSRF(CSRF):
    """The hidden field with the token."""

    def setup_form(self, form: Form) -> Any:
        """The field for the form."""
        self.meta = form.meta
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Field) -> str:  # noqa: ARG002
        """The value of the field."""
        return generate_csrf(self.meta.csrf_secret, self.meta.csrf_field_name)

    def validate_csrf_token(self, form: Form, field: Field) -> None:  # noqa: ARG002
        """Checks what was sent, unless it was checked for the whole request."""
        if g.get("csrf_valid", False):
            return
        meta = self.meta
        try:
            validate_csrf(field.data, meta.csrf_secret, meta.csrf_time_limit, meta.csrf_field_name)
        except ValidationError as error:
            logger.info(error.args[0])
            raise


class FlaskForm(Form):
    """A form that is filled from the request when it was submitted."""

    class Meta(DefaultMeta):
        """What the settings say about tokens."""

        csrf_class = SessionCSRF
        csrf_context = session

        @cached_property
        def csrf(self) -> bool:
            """Whether the form has a token."""
            return bool(current_app.config.get("WTF_CSRF_ENABLED", True))

        @cached_property
        def csrf_secret(self) -> Any:
            """What tokens are signed with."""
            return current_app.config.get("WTF_CSRF_SECRET_KEY", current_app.secret_key)

        @cached_property
        def csrf_field_name(self) -> Any:
            """The name of the field."""
            return current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token")

        @cached_property
        def csrf_time_limit(self) -> Any:
            """How many seconds a token lasts."""
            return current_app.config.get("WTF_CSRF_TIME_LIMIT", 3600)

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:  # noqa: ARG002
            """The data that was given, or that of the request."""
            if formdata is not FROM_REQUEST:
                return formdata
            return _submitted_data() if _is_submitted() else None

        def get_translations(self, form: Form) -> Any:
            """None: messages stay in English unless the form itself has other languages."""
            return None if current_app.config.get("WTF_I18N_ENABLED", True) else super().get_translations(form)

    def __init__(self, formdata: Any = FROM_REQUEST, **kwargs: Any) -> None:
        super().__init__(formdata=formdata, **kwargs)

    def is_submitted(self) -> bool:
        """Whether the request sends data."""
        return _is_submitted()

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent, and is valid."""
        return self.is_submitted() and bool(self.validate(extra_validators=extra_validators))

    def hidden_tag(self, *fields: Any) -> Markup:
        """All hidden fields as HTML, or those of the given fields that are hidden."""
        return Markup("\n").join(field() for field in self._hidden(fields or tuple(self)))

    def _hidden(self, fields: tuple[Any, ...]) -> Iterator[Field]:
        for given in fields:
            field = getattr(self, given, None) if isinstance(given, str) else given
            if field is not None and isinstance(field.widget, HiddenInput):
                yield field


def _is_submitted() -> bool:
    return has_request_context() and request.method in SUBMITTING


def _submitted_data() -> Any:
    if request.files:
        return CombinedMultiDict((request.files, request.form))
    if request.form:
        return request.form
    return ImmutableMultiDict(request.get_json()) if request.is_json else None
