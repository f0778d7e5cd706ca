"""Flask-HTTPAuth: views for users who send a name and password, or a token, with each request."""

import hmac
from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from typing import Any

from werkzeug.datastructures import Authorization
from werkzeug.wrappers import Response as WerkzeugResponse

from app.core.compat.answer import make_response
from app.core.compat.globals import g
from app.core.compat.request import request
from app.core.compat.response import Response
from app.core.compat.sync import ensure_sync

__provides__ = {
    "flask_httpauth.HTTPAuth": "HTTPAuth",
    "flask_httpauth.HTTPBasicAuth": "HTTPBasicAuth",
    "flask_httpauth.HTTPTokenAuth": "HTTPTokenAuth",
    "flask_httpauth.MultiAuth": "MultiAuth",
}
__extensions__ = ("flask_httpauth.HTTPBasicAuth", "flask_httpauth.HTTPTokenAuth", "flask_httpauth.MultiAuth")

Callback = Callable[..., Any]


class HTTPAuth:
    """What all kinds have in common: who may come in, and what others are told."""

    def __init__(self, scheme: str, realm: str | None = None, header: str | None = None) -> None:
        self.scheme = scheme
        self.realm = realm or "Authentication Required"
        self.header = header
        self.get_password_callback: Callback = lambda _: None
        self.get_user_roles_callback: Callback | None = None
        self.auth_error_callback: Callback = self._challenging(lambda status: ("Unauthorized Access", status))

    def get_password(self, f: Callback) -> Callback:
        """Sets the function that knows the password of a user."""
        self.get_password_callback = f
        return f

    def get_user_roles(self, f: Callback) -> Callback:
        """Sets the function that knows the roles of a user."""
        self.get_user_roles_callback = f
        return f

    def error_handler(self, f: Callback) -> Callback:
        """Sets the function that answers for a status of 401 or 403."""
        self.auth_error_callback = self._challenging(f)
        return self.auth_error_callback

    def authenticate_header(self) -> str:
        """What a client is asked for."""
        return f'{self.scheme} realm="{self.realm}"'

    def is_compatible_auth(self, headers: Any) -> bool:
        """Whether the request has what this kind reads."""
        if self.header not in (None, "Authorization"):
            return self.header in headers
        scheme, *rest = headers.get("Authorization", "").split(None, 1) or [""]
        return bool(rest) and scheme == self.scheme

    def get_auth(self) -> Any:
        """What the client sent, None when it is nothing or of another kind."""
        if self.header in (None, "Authorization"):
            sent = request.authorization
        elif self.header in request.headers:
            sent = Authorization(self.scheme, token=request.headers[self.header])
        else:
            sent = None
        return sent if sent is not None and sent.type.lower() == self.scheme.lower() else None

    def authenticate(self, auth: Any, stored_password: Any) -> Any:
        """The user, True when there is no object for it, None or False when the request proves nothing."""
        raise NotImplementedError

    def authorize(self, role: Any, user: Any, auth: Any) -> bool:
        """Whether the user has one of the roles; a list among them stands for all of its roles together."""
        if role is None:
            return True
        if self.get_user_roles_callback is None:
            raise ValueError("get_user_roles callback is not defined")
        found = ensure_sync(self.get_user_roles_callback)(auth if user is True else user)
        owned = set(found) if isinstance(found, list | tuple) else set() if found is None else {found}
        wanted = role if isinstance(role, list | tuple) else [role]
        return any(set(one) <= owned if isinstance(one, list | tuple) else one in owned for one in wanted)

    def login_required(self, f: Callback | None = None, role: Any = None, optional: bool | None = None) -> Any:
        """Calls the view for users only, or for those with a role; with `optional`, for everybody."""

        def guard(view: Callback) -> Callback:
            @wraps(view)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                refusal = None if request.method == "OPTIONS" else self._refusal(role, bool(optional))
                return ensure_sync(view)(*args, **kwargs) if refusal is None else refusal

            return guarded

        return guard(f) if f else guard

    def username(self) -> str:
        """The name that the client sent."""
        auth = self.get_auth()
        return auth.username if auth else ""

    def current_user(self) -> Any:
        """The user of this request."""
        return g.get("flask_httpauth_user")

    def _refusal(self, role: Any, optional: bool) -> Any:
        auth = self.get_auth()
        password = ensure_sync(self.get_password_callback)(auth.username) if auth and auth.username else None
        user = self.authenticate(auth, password)
        status = 401 if user in (False, None) else None if self.authorize(role, user, auth) else 403
        if status and not optional:
            try:
                return self.auth_error_callback(status)
            except TypeError:
                return self.auth_error_callback()
        g.flask_httpauth_user = (auth.username if auth else None) if user is True else user
        return None

    def _challenging(self, handler: Callback) -> Callback:
        @wraps(handler)
        def decorated(*args: Any, **kwargs: Any) -> Response:
            returned = ensure_sync(handler)(*args, **kwargs)
            response = make_response(returned)
            if response.status_code == 200 and not isinstance(returned, tuple | WerkzeugResponse):
                response.status_code = 401
            if "WWW-Authenticate" not in response.headers:
                response.headers["WWW-Authenticate"] = self.authenticate_header()
            return response

        return decorated


class HTTPBasicAuth(HTTPAuth):
    """A name and a password."""

    def __init__(self, scheme: str | None = None, realm: str | None = None) -> None:
        super().__init__(scheme or "Basic", realm)
        self.hash_password_callback: Callback | None = None
        self.verify_password_callback: Callback | None = None

    def hash_password(self, f: Callback) -> Callback:
        """Sets the function that hashes what the client sent."""
        self.hash_password_callback = f
        return f

    def verify_password(self, f: Callback) -> Callback:
        """Sets the function that finds the user by name and password."""
        self.verify_password_callback = f
        return f

    def get_auth(self) -> Any:
        """Name and password, whatever the scheme is called."""
        scheme, _, credentials = request.headers.get(self.header or "Authorization", "").partition(" ")
        try:
            name, colon, password = b64decode(credentials.encode()).partition(b":")
        except ValueError:
            return None
        if not colon:
            return None
        try:
            return Authorization(scheme, {"username": name.decode(), "password": password.decode()})
        except UnicodeDecodeError:
            return Authorization(scheme, {"username": name.decode("latin1"), "password": password.decode("latin1")})

    def authenticate(self, auth: Any, stored_password: Any) -> Any:
        """The user that the function finds, or the name when the password is the stored one."""
        name, password = (auth.username, auth.password) if auth else ("", "")
        if self.verify_password_callback:
            return ensure_sync(self.verify_password_callback)(name, password)
        if not auth:
            return None
        if self.hash_password_callback:
            password = self._hashed(name, password)
        known = password is not None and stored_password is not None
        return name if known and hmac.compare_digest(password, stored_password) else None

    def _hashed(self, name: str, password: str) -> Any:
        assert self.hash_password_callback
        hash_password = ensure_sync(self.hash_password_callback)
        try:
            return hash_password(password)
        except TypeError:
            return hash_password(name, password)


class HTTPTokenAuth(HTTPAuth):
    """A token, in its own header or after the name of the scheme."""

    def __init__(self, scheme: str = "Bearer", realm: str | None = None, header: str | None = None) -> None:
        super().__init__(scheme, realm, header)
        self.verify_token_callback: Callback | None = None

    def verify_token(self, f: Callback) -> Callback:
        """Sets the function that finds the user by the token."""
        self.verify_token_callback = f
        return f

    def authenticate(self, auth: Any, stored_password: Any) -> Any:  # noqa: ARG002
        """The user that the function finds."""
        token = getattr(auth, "token", None)
        return ensure_sync(self.verify_token_callback)(token) if token and self.verify_token_callback else None


class MultiAuth:
    """Several kinds: the first one that can read the request decides."""

    def __init__(self, main_auth: HTTPAuth, *additional_auths: HTTPAuth) -> None:
        self.main_auth = main_auth
        self.additional_auths = additional_auths

    def login_required(self, f: Callback | None = None, role: Any = None, optional: bool | None = None) -> Any:
        """Calls the view for users only."""

        def guard(view: Callback) -> Callback:
            @wraps(view)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                kinds = (self.main_auth, *self.additional_auths)
                chosen = next((kind for kind in kinds if kind.is_compatible_auth(request.headers)), self.main_auth)
                return chosen.login_required(role=role, optional=optional)(view)(*args, **kwargs)

            return guarded

        return guard(f) if f else guard

    def current_user(self) -> Any:
        """The user of this request."""
        return g.get("flask_httpauth_user")
