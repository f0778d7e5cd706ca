"""Flask-WTF: tokens against forged requests, signed and compared with the session."""

import hashlib
import hmac
import logging
import os
from typing import Any
from urllib.parse import urlparse

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.exceptions import BadRequest
from wtforms import ValidationError

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.globals import g
from app.core.compat.request import Context, request
from app.core.compat.session import session
from app.core.compat.templating import extend_templates

__provides__ = {
    "flask_wtf.CSRFProtect": "CSRFProtect",
    "flask_wtf.csrf.CSRFError": "CSRFError",
    "flask_wtf.csrf.CSRFProtect": "CSRFProtect",
    "flask_wtf.csrf.csrf_meta_tag": "csrf_meta_tag",
    "flask_wtf.csrf.generate_csrf": "generate_csrf",
    "flask_wtf.csrf.same_origin": "same_origin",
    "flask_wtf.csrf.validate_csrf": "validate_csrf",
}
__extensions__ = ("flask_wtf.CSRFProtect", "flask_wtf.csrf.CSRFProtect")

HOUR = 3600
HEADERS = ("X-CSRFToken", "X-CSRF-Token")
METHODS = ("POST", "PUT", "PATCH", "DELETE")
SALT = "wtf-csrf-token"

logger = logging.getLogger("app")


class CSRFError(BadRequest):
    """The request has no valid token."""

    description = "CSRF validation failed."


def generate_csrf(secret_key: Any = None, token_key: str | None = None) -> str:
    """The token of this session, signed; the same one for the whole request."""
    secret, field = _secret(secret_key), _field(token_key)
    if field not in g:
        if not isinstance(session.get(field), str):
            session[field] = hashlib.sha1(os.urandom(64), usedforsecurity=False).hexdigest()
        setattr(g, field, URLSafeTimedSerializer(secret, salt=SALT).dumps(session[field]))
    return str(g.get(field))


def validate_csrf(
    data: Any, secret_key: Any = None, time_limit: int | None = None, token_key: str | None = None
) -> None:
    """Raises a validation error unless `data` is the signed token of this session, and not too old."""
    secret, field = _secret(secret_key), _field(token_key)
    limit = current_app.config.get("WTF_CSRF_TIME_LIMIT", HOUR) if time_limit is None else time_limit
    if not data:
        raise ValidationError("The CSRF token is missing.")
    if field not in session:
        raise ValidationError("The CSRF session token is missing.")
    try:
        token = URLSafeTimedSerializer(secret, salt=SALT).loads(data, max_age=limit)
    except SignatureExpired as error:
        raise ValidationError("The CSRF token has expired.") from error
    except BadData as error:
        raise ValidationError("The CSRF token is invalid.") from error
    if not hmac.compare_digest(session[field], token):
        raise ValidationError("The CSRF tokens do not match.")


def csrf_meta_tag(name: str | None = None, secret_key: Any = None, token_key: str | None = None) -> Markup:
    """A meta element that carries the token for scripts."""
    shown = current_app.config.get("WTF_CSRF_META_NAME", "csrf-token") if name is None else name
    return Markup('<meta name="{}" content="{}">').format(shown, generate_csrf(secret_key, token_key))


class CSRFProtect(Feature):
    """Lets no request change anything without a token."""

    def __init__(self, app: object = None) -> None:  # noqa: ARG002
        self._exempt_views: set[str] = set()
        self._exempt_blueprints: set[str] = set()
        extend_templates(names={"csrf_token": generate_csrf, "csrf_meta_tag": csrf_meta_tag})

    def init_app(self, app: object) -> None:
        """Nothing: the settings are read when they are needed."""

    async def before(self, context: Context) -> None:
        """Checks the token before the view is called."""
        config = current_app.config
        if config.get("WTF_CSRF_ENABLED", True) and config.get("WTF_CSRF_CHECK_DEFAULT", True):
            await context.lane.run(self.protect, apply_exemptions=True)

    def protect(self, apply_exemptions: bool = False) -> None:
        """Raises an error unless the request has a valid token, or needs none."""
        if apply_exemptions and (not request.endpoint or self._is_exempt()):
            return
        config = current_app.config
        if request.method not in config.get("WTF_CSRF_METHODS", METHODS):
            return
        try:
            validate_csrf(_sent_token())
        except ValidationError as error:
            logger.info(error.args[0])
            raise CSRFError(error.args[0]) from error
        if request.is_secure and config.get("WTF_CSRF_SSL_STRICT", True):
            _check_referrer()
        g.csrf_valid = True

    def exempt(self, view: Any) -> Any:
        """Lets requests to a view pass without a token; a name is that of a blueprint, or of a view if it has a dot."""
        if isinstance(view, str):
            (self._exempt_views if "." in view else self._exempt_blueprints).add(view)
        else:
            self._exempt_views.add(f"{view.__module__}.{view.__name__}")
        return view

    def _is_exempt(self) -> bool:
        view = getattr(request.url_rule.target, "endpoint", request.url_rule.target)
        place = f"{getattr(view, '__module__', '')}.{getattr(view, '__name__', '')}"
        return request.blueprint in self._exempt_blueprints or place in self._exempt_views


def same_origin(current_uri: str, compare_uri: str) -> bool:
    """Whether two URLs have the same scheme, host and port."""
    current, other = urlparse(current_uri), urlparse(compare_uri)
    return (current.scheme, current.hostname, current.port) == (other.scheme, other.hostname, other.port)


def _check_referrer() -> None:
    if not request.referrer:
        raise CSRFError("The referrer header is missing.")
    if not same_origin(request.referrer, f"https://{request.host}/"):
        raise CSRFError("The referrer does not match the host.")


def _sent_token() -> str | None:
    """From the field, from a field with a prefix, or from a header."""
    field = _field(None)
    names = [field, *(name for name in request.form if name.endswith(field))]
    in_form = (request.form.get(name) for name in names)
    in_headers = (request.headers.get(name) for name in current_app.config.get("WTF_CSRF_HEADERS", HEADERS))
    return next((token for source in (in_form, in_headers) for token in source if token), None)


def _secret(given: Any) -> Any:
    secret = current_app.config.get("WTF_CSRF_SECRET_KEY", current_app.secret_key) if given is None else given
    if secret is None:
        raise RuntimeError("A secret key is required to use CSRF.")
    return secret


def _field(given: str | None) -> str:
    return str(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token") if given is None else given)
