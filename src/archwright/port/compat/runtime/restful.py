"""Flask-RESTful: answers in the form that the client accepts, and errors as JSON messages."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, wraps
from typing import Any, NoReturn

from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotAcceptable, NotFound
from werkzeug.exceptions import abort as abort_plainly
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response as WerkzeugResponse

from app.core.compat.answer import make_response
from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.request import current_context, request
from app.core.compat.routing import Routed
from app.core.compat.urls import url_for
from app.core.compat.views import MethodView

__provides__ = {
    "flask_restful.Api": "Api",
    "flask_restful.Resource": "Resource",
    "flask_restful.abort": "abort",
    "flask_restful.current_app": "current_app",
    "flask_restful.representations.json.output_json": "output_json",
    "flask_restful.request": "request",
    "flask_restful.unpack": "unpack",
    "flask_restful.url_for": "url_for",
    "flask_restful.utils.http_status_message": "http_status_message",
    "flask_restful.utils.unpack": "unpack",
}
__extensions__ = ("flask_restful.Api",)

Representation = Callable[..., Any]
View = Callable[..., Any]
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")


def abort(http_status_code: int, **kwargs: Any) -> NoReturn:
    """Ends the request with an error; the keywords are its body."""
    try:
        abort_plainly(http_status_code)
    except HTTPException as error:
        if kwargs:
            error.__dict__["data"] = kwargs
        raise


def unpack(value: Any) -> tuple[Any, Any, Any]:
    """Data, status and headers of what a view returned."""
    if isinstance(value, tuple) and len(value) in (2, 3):
        data, code, headers = value if len(value) == 3 else (*value, {})
        return data, code, headers
    return value, 200, {}


def http_status_message(code: int) -> str:
    """The reason phrase of a status."""
    return HTTP_STATUS_CODES.get(code, "")


def output_json(data: Any, code: Any, headers: Any = None) -> Any:
    """An answer with a JSON body."""
    settings = dict(current_app.config.get("RESTFUL_JSON", {}))
    if current_app.debug:
        settings = {"indent": 4, "sort_keys": False, **settings}
    response = make_response(json.dumps(data, **settings) + "\n", code)
    response.headers.extend(headers or {})
    return response


class Resource(MethodView):
    """The methods of a URL. `Api.add_resource` serves it as it is."""

    method_decorators: Sequence[Callable[[View], View]] | Mapping[str, Sequence[Callable[[View], View]]] = ()
    representations: Mapping[str, Representation] | None = None
    endpoint: str
    get: View

    @classmethod
    def offered(cls) -> list[str]:
        """The HTTP methods that the class has a method for."""
        return [name.upper() for name in METHODS if hasattr(cls, name)]

    def dispatch_request(self, **arguments: Any) -> Any:
        """Runs the method of the request."""
        name = request.method.lower()
        method = getattr(self, name, None) or self.get  # HEAD is answered by GET
        decorators = self.method_decorators
        for decorator in decorators.get(name, ()) if isinstance(decorators, Mapping) else decorators:
            method = decorator(method)
        returned = method(**arguments)
        mediatype = request.accept_mimetypes.best_match(self.representations or {})
        if isinstance(returned, WerkzeugResponse) or not self.representations or mediatype is None:
            return returned
        return _represented(self.representations, mediatype, *unpack(returned))


class Api(Feature):
    """Decorates views with `output`, and answers their errors."""

    def __init__(  # noqa: PLR0913, PLR0917 - the signature that applications know
        self,
        app: object = None,
        prefix: str = "",
        default_mediatype: str | None = "application/json",
        decorators: Sequence[Callable[[View], View]] | None = None,
        catch_all_404s: bool = False,
        serve_challenge_on_401: bool = False,
        url_part_order: str = "bae",
        errors: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.init_app(app)
        self.prefix, self.url_part_order = prefix, url_part_order
        self.default_mediatype = default_mediatype
        self.decorators = list(decorators or ())
        self.catch_all_404s, self.serve_challenge_on_401 = catch_all_404s, serve_challenge_on_401
        self.errors = errors or {}
        self.representations: dict[str, Representation] = {"application/json": output_json}
        self._owned: set[tuple[str, str]] = set()
        self._rules: list[Callable[[], Routed]] = []

    def init_app(self, app: object) -> None:
        """Nothing is left to do: the views are decorated, and the application is given this object."""

    def output(self, view: View) -> View:
        """Answers with what the view returns, as the client accepts it."""

        @wraps(view)
        def answered(*args: Any, **kwargs: Any) -> Any:
            returned = view(*args, **kwargs)
            if isinstance(returned, WerkzeugResponse):
                return returned
            data, code, headers = unpack(returned)
            return self.make_response(data, code, headers=headers)

        self._owned.add((view.__module__, view.__qualname__))
        decorated: View = answered
        for decorator in self.decorators:
            decorated = decorator(decorated)
        return decorated

    def resource(self, *urls: str, **options: Any) -> Callable[[type[Resource]], type[Resource]]:
        """Adds the class it decorates."""

        def add(cls: type[Resource]) -> type[Resource]:
            self.add_resource(cls, *urls, **options)
            return cls

        return add

    def add_resource(self, resource: type[Resource], *urls: str, **options: Any) -> None:
        """Serves a class at URLs, without a FastAPI route."""
        resource.endpoint = options.pop("endpoint", None) or resource.__name__.lower()
        args, kwargs = options.pop("resource_class_args", ()), options.pop("resource_class_kwargs", {})
        view = resource.as_view(resource.endpoint, *args, **kwargs)
        view.__qualname__ = resource.__qualname__
        options = {"methods": resource.offered(), **options, "endpoint": resource.endpoint}
        served = self.output(view)
        self._rules += [partial(Routed, self.prefix + url, served, **options) for url in urls]

    def rules(self) -> Iterable[Routed]:
        """The URLs of the classes."""
        return [rule() for rule in self._rules]

    def url_for(self, resource: Any, **values: Any) -> str:
        """The URL of a class or of the name of its route."""
        return url_for(getattr(resource, "endpoint", resource), **values)

    def representation(self, mediatype: str) -> Callable[[Representation], Representation]:
        """Says who writes answers of a media type."""

        def register(function: Representation) -> Representation:
            self.representations[mediatype] = function
            return function

        return register

    def mediatypes(self) -> list[str]:
        """What the client accepts, the best first."""
        return [name for name, _ in sorted(request.accept_mimetypes, key=lambda pair: pair[1], reverse=True)]

    def make_response(self, data: Any, *args: Any, fallback_mediatype: str | None = None, **kwargs: Any) -> Any:
        """The answer in the media type that the client likes best."""
        fallback = fallback_mediatype or self.default_mediatype
        mediatype = request.accept_mimetypes.best_match(self.representations) or fallback
        if mediatype is None:
            raise NotAcceptable
        if mediatype in self.representations:
            return _represented(self.representations, mediatype, data, *args, **kwargs)
        if mediatype != "text/plain":
            raise InternalServerError
        response = make_response(str(data), *args, *kwargs.values())
        response.headers["Content-Type"] = mediatype
        return response

    def handler(self, error: Exception, code: int | None) -> Callable[[Any], Any] | None:  # noqa: ARG002
        """Answers whatever goes wrong at URLs of its own."""
        actual = getattr(error, "original_exception", None) or error
        if not self._owns_request() or (not isinstance(actual, HTTPException) and _propagates()):
            return None
        return lambda _: self.handle_error(actual)

    def handle_error(self, error: Exception) -> Any:
        """The error as data."""
        if isinstance(error, HTTPException) and error.response is not None:
            return error.get_response()
        code = (error.code or 500) if isinstance(error, HTTPException) else 500
        headers = error.get_response().headers if isinstance(error, HTTPException) else Headers()
        # The length of the page that the error would have shown.
        headers.pop("Content-Length", None)
        data = getattr(error, "data", {"message": getattr(error, "description", http_status_message(code))})
        if code >= 500:
            current_app.logger.error("Exception on %s [%s]", request.path, request.method, exc_info=error)
        if type(error).__name__ in self.errors:
            custom = self.errors[type(error).__name__]
            code = custom.get("status", 500)
            data.update(custom)
        fallback = next(iter(self.representations), "text/plain") if self._cannot_say(code) else None
        response = self.make_response(data, code, headers, fallback_mediatype=fallback)
        return self.unauthorized(response) if code == 401 else response

    def unauthorized(self, response: Any) -> Any:
        """Asks for credentials when the application wants that."""
        if self.serve_challenge_on_401:
            realm = current_app.config.get("HTTP_BASIC_AUTH_REALM", "flask-restful")
            response.headers["WWW-Authenticate"] = f'Basic realm="{realm}"'
        return response

    def _cannot_say(self, code: int) -> bool:
        return code == NotAcceptable.code and self.default_mediatype is None

    def _owns_request(self) -> bool:
        context = current_context()
        error, rule = context.request.routing_exception, context.request.url_rule
        if isinstance(error, NotFound):
            return self.catch_all_404s
        if isinstance(error, MethodNotAllowed):
            method = next(iter(error.valid_methods or ()), None)
            rule, _ = context.adapter.match(method=method, return_rule=True)
        view = getattr(rule, "target", None)
        view = getattr(view, "endpoint", view)
        return (getattr(view, "__module__", ""), getattr(view, "__qualname__", "")) in self._owned


def _represented(representations: Mapping[str, Representation], mediatype: str, *args: Any, **kwargs: Any) -> Any:
    response = representations[mediatype](*args, **kwargs)
    response.headers["Content-Type"] = mediatype
    return response


def _propagates() -> bool:
    said = current_app.config.get("PROPAGATE_EXCEPTIONS")
    return bool(current_app.testing or current_app.debug) if said is None else bool(said)
