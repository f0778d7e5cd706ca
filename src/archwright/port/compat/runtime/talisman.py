"""Flask-Talisman: headers that make browsers careful, and HTTPS for everybody."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from werkzeug.utils import redirect

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.request import Context, current_context, has_request_context, request
from app.core.compat.response import Response
from app.core.compat.templating import extend_templates

__provides__ = {
    "flask_talisman.DENY": "DENY",
    "flask_talisman.SAMEORIGIN": "SAMEORIGIN",
    "flask_talisman.Talisman": "Talisman",
    "flask_talisman.talisman.Talisman": "Talisman",
}
__extensions__ = ("flask_talisman.Talisman", "flask_talisman.talisman.Talisman")

DENY = "DENY"
SAMEORIGIN = "SAMEORIGIN"
NONCE = "csp_nonce"
DEFAULTS: dict[str, Any] = {
    "content_security_policy": {"default-src": "'self'", "object-src": "'none'"},
    "content_security_policy_nonce_in": None,
    "content_security_policy_report_only": False,
    "content_security_policy_report_uri": None,
    "document_policy": {},
    "feature_policy": {},
    "force_file_save": False,
    "force_https": True,
    "force_https_permanent": False,
    "frame_options": SAMEORIGIN,
    "frame_options_allow_from": None,
    "permissions_policy": {"browsing-topics": "()"},
    "referrer_policy": "strict-origin-when-cross-origin",
    "session_cookie_http_only": True,
    "session_cookie_samesite": "Lax",
    "session_cookie_secure": True,
    "strict_transport_security": True,
    "strict_transport_security_include_subdomains": True,
    "strict_transport_security_max_age": 31556926,
    "strict_transport_security_preload": False,
    "x_content_type_options": True,
    "x_xss_protection": False,
}

Policy = str | Mapping[str, Any]


class Talisman(Feature):
    """Sends visitors to HTTPS and adds the headers to every answer. Called, it changes options for one view."""

    def __init__(self, app: object = None, **options: Any) -> None:  # noqa: ARG002
        self._options = {**DEFAULTS, **options}
        self._views: dict[tuple[str, str], dict[str, Any]] = {}
        extend_templates(names={NONCE: find_nonce})

    def init_app(self, app: object, **options: Any) -> None:  # noqa: ARG002
        """Takes more options."""
        self._options = {**self._options, **options}

    def open(self, context: Context) -> None:  # noqa: ARG002
        """Makes the session cookie as careful as the rest."""
        config = current_app.config
        config["SESSION_COOKIE_SAMESITE"] = self._options["session_cookie_samesite"]
        if self._options["session_cookie_http_only"]:
            config["SESSION_COOKIE_HTTPONLY"] = True
        if self._options["session_cookie_secure"] and not current_app.debug:
            config["SESSION_COOKIE_SECURE"] = True

    def __call__(self, **options: Any) -> Callable[[Any], Any]:
        """Other options for the view."""

        def decorate(view: Any) -> Any:
            self._views[view.__module__, view.__name__] = options
            return view

        return decorate

    async def before(self, context: Context) -> object:
        """Redirects to HTTPS, and draws the number that scripts of this page must name."""
        options = self._of_view()
        if options["force_https"] and not (current_app.debug or _is_secure()):
            code = 301 if options["force_https_permanent"] else 302
            return redirect(request.url.replace("http://", "https://", 1), code=code)
        if options["content_security_policy"] and options["content_security_policy_nonce_in"]:
            context.state[NONCE] = secrets.token_urlsafe(24)
        return None

    async def after(self, context: Context, response: Response) -> Response:  # noqa: ARG002
        """Adds the headers."""
        for name, value in _headers(self._of_view()):
            response.headers[name] = value
        return response

    def _of_view(self) -> dict[str, Any]:
        target = getattr(request.url_rule, "target", None)
        view = getattr(target, "endpoint", target)
        place = getattr(view, "__module__", ""), getattr(view, "__name__", "")
        return {**self._options, **self._views.get(place, {})}


def find_nonce() -> str:
    """The number for scripts of this page, "" without one."""
    return str(current_context().state.get(NONCE, "")) if has_request_context() else ""


def _headers(options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if options["feature_policy"]:
        yield "Feature-Policy", _policy(options["feature_policy"], options)
    for option in ("permissions_policy", "document_policy"):
        if options[option]:
            yield option.replace("_", "-").title(), _structured(options[option])
    if options["frame_options"]:
        source = f" {options['frame_options_allow_from']}" if options["frame_options"] == "ALLOW-FROM" else ""
        yield "X-Frame-Options", options["frame_options"] + source
    if options["x_xss_protection"]:
        yield "X-XSS-Protection", "1; mode=block"
    if options["x_content_type_options"]:
        yield "X-Content-Type-Options", "nosniff"
    if options["force_file_save"]:
        yield "X-Download-Options", "noopen"
    if options["content_security_policy"]:
        yield _content_policy(options)
    if options["strict_transport_security"] and _is_secure():
        yield "Strict-Transport-Security", _transport(options)
    yield "Referrer-Policy", options["referrer_policy"]


def _content_policy(options: Mapping[str, Any]) -> tuple[str, str]:
    policy = _policy(options["content_security_policy"], options)
    report = options["content_security_policy_report_uri"]
    only = "-Report-Only" if options["content_security_policy_report_only"] else ""
    reported = f"{policy}; report-uri {report}" if report and "report-uri" not in policy else policy
    return f"Content-Security-Policy{only}", reported


def _transport(options: Mapping[str, Any]) -> str:
    parts = [f"max-age={options['strict_transport_security_max_age']}"]
    parts += ["includeSubDomains"] if options["strict_transport_security_include_subdomains"] else []
    parts += ["preload"] if options["strict_transport_security_preload"] else []
    return "; ".join(parts)


def _structured(policy: Policy) -> str:
    return policy if isinstance(policy, str) else ", ".join(f"{name}={value}" for name, value in policy.items())


def _policy(policy: Policy, options: Mapping[str, Any]) -> str:
    if isinstance(policy, str):
        split = (part.strip().partition(" ") for part in policy.split(";"))
        policy = {name: value for name, _, value in split}
    nonce, wanted = find_nonce(), options["content_security_policy_nonce_in"] or ()
    return "; ".join(
        f"{name} {value if isinstance(value, str) else ' '.join(value)}"
        + (f" 'nonce-{nonce}'" if nonce and name in wanted else "")
        for name, value in policy.items()
    )


def _is_secure() -> bool:
    return request.is_secure or request.headers.get("X-Forwarded-Proto", "http") == "https"
