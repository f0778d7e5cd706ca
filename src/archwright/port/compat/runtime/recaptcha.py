"""Flask-WTF: the field that asks whether somebody is human."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from markupsafe import Markup, escape
from wtforms import Field, Form, ValidationError
from wtforms.widgets import html_params

from app.core.compat.context import current_app
from app.core.compat.request import request

__provides__ = {
    "flask_wtf.Recaptcha": "Recaptcha",
    "flask_wtf.RecaptchaField": "RecaptchaField",
    "flask_wtf.RecaptchaWidget": "RecaptchaWidget",
    "flask_wtf.recaptcha.Recaptcha": "Recaptcha",
    "flask_wtf.recaptcha.RecaptchaField": "RecaptchaField",
    "flask_wtf.recaptcha.RecaptchaWidget": "RecaptchaWidget",
}

SCRIPT = "https://www.google.com/recaptcha/api.js"
VERIFIER = "https://www.google.com/recaptcha/api/siteverify"
PROBLEMS = {
    "missing-input-secret": "The secret parameter is missing.",
    "invalid-input-secret": "The secret parameter is invalid or malformed.",
    "missing-input-response": "The response parameter is missing.",
    "invalid-input-response": "The response parameter is invalid or malformed.",
}


class RecaptchaWidget:
    """The script and the place for it."""

    def __call__(self, field: Field, error: object = None, **kwargs: Any) -> Markup:  # noqa: ARG002
        config = current_app.config
        if not config.get("RECAPTCHA_ENABLED", True):
            return Markup("<!-- recaptcha disabled -->")
        if "RECAPTCHA_PUBLIC_KEY" not in config:
            raise RuntimeError("RECAPTCHA_PUBLIC_KEY config not set")
        if config.get("RECAPTCHA_HTML"):
            return Markup(config["RECAPTCHA_HTML"])  # noqa: S704
        kwargs.setdefault("id", field.id)
        kwargs.setdefault("class", config.get("RECAPTCHA_DIV_CLASS") or "g-recaptcha")
        data = {**config.get("RECAPTCHA_DATA_ATTRS", {}), "sitekey": config["RECAPTCHA_PUBLIC_KEY"]}
        attributes = {**{f"data-{name}": value for name, value in data.items()}, **kwargs}
        return Markup(f"\n{_script(field.nonce)}\n<div {html_params(**attributes)}></div>\n")  # noqa: S704


class Recaptcha:
    """Asks the service whether the answer is right; not in tests."""

    def __init__(self, message: str | None = None) -> None:
        self.message = PROBLEMS["missing-input-response"] if message is None else message

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002
        if current_app.testing or not current_app.config.get("RECAPTCHA_ENABLED", True):
            return
        data = request.get_json() if request.is_json else request.form
        answer = data.get("g-recaptcha-response", "")
        if not answer:
            raise ValidationError(field.gettext(self.message))
        if not _is_right(answer):
            field.recaptcha_error = "incorrect-captcha-sol"
            raise ValidationError(field.gettext(self.message))


class RecaptchaField(Field):
    """The field, which checks itself."""

    widget = RecaptchaWidget()
    recaptcha_error: str | None = None

    def __init__(
        self, label: str = "", validators: Any = None, nonce: str | Callable[[], str] | None = None, **kwargs: Any
    ) -> None:
        self.nonce = nonce
        super().__init__(label, validators or [Recaptcha()], **kwargs)


def _script(nonce: Any) -> Markup:
    parameters = current_app.config.get("RECAPTCHA_PARAMETERS")
    address = current_app.config.get("RECAPTCHA_SCRIPT") or SCRIPT
    once = nonce() if callable(nonce) else nonce
    attribute = f' nonce="{escape(once)}"' if once else ""
    url = f"{address}?{urlencode(parameters)}" if parameters else address
    return Markup(f"<script src='{url}' async defer{attribute}></script>")  # noqa: S704


def _is_right(answer: str) -> bool:
    config = current_app.config
    if "RECAPTCHA_PRIVATE_KEY" not in config:
        raise RuntimeError("No RECAPTCHA_PRIVATE_KEY config set")
    secret = config["RECAPTCHA_PRIVATE_KEY"]
    data = urlencode({"secret": secret, "remoteip": request.remote_addr, "response": answer})
    with urlopen(config.get("RECAPTCHA_VERIFY_SERVER") or VERIFIER, data.encode()) as reply:  # noqa: S310
        verdict = json.loads(reply.read())
    if verdict["success"]:
        return True
    problem = next((code for code in verdict.get("error-codes", []) if code in PROBLEMS), None)
    if problem:
        raise ValidationError(PROBLEMS[problem])
    return False
