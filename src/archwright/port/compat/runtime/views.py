"""Views that are classes."""

from collections.abc import Callable
from typing import Any, ClassVar

from app.core.compat.request import request

__provides__ = {
    "flask.views.MethodView": "MethodView",
    "flask.views.View": "View",
}


class View:
    """A view with a state of its own for each request."""

    methods: ClassVar[Any] = None
    decorators: ClassVar[list[Callable[..., Any]]] = []
    init_every_request: ClassVar[bool] = True

    def dispatch_request(self, **arguments: Any) -> Any:
        """Answers the request."""
        raise NotImplementedError

    @classmethod
    def as_view(cls, name: str, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        """The class as a function."""
        only = None if cls.init_every_request else cls(*args, **kwargs)

        def view(**arguments: Any) -> Any:
            return (only or cls(*args, **kwargs)).dispatch_request(**arguments)

        view.__name__, view.__doc__, view.__module__ = name, cls.__doc__, cls.__module__
        decorated: Callable[..., Any] = view
        for decorator in cls.decorators:
            decorated = decorator(decorated)
        return decorated


class MethodView(View):
    """A view with one method for each method of HTTP."""

    def dispatch_request(self, **arguments: Any) -> Any:
        """Calls the method for the request, `get` for HEAD."""
        method = getattr(self, request.method.lower(), None)
        if method is None and request.method == "HEAD":
            method = getattr(self, "get", None)
        assert method is not None, f"Unimplemented method {request.method!r}"
        return method(**arguments)
