"""Flask-RESTful's request parser: takes arguments out of a request and answers 400 for what does not fit."""

from collections.abc import Callable, Mapping, MutableSequence, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import BadRequest

from app.core.compat.context import current_app
from app.core.compat.request import request as current_request
from app.core.compat.restful import abort

__provides__ = {
    "flask_restful.reqparse": "",
    "flask_restful.reqparse.Argument": "Argument",
    "flask_restful.reqparse.Namespace": "Namespace",
    "flask_restful.reqparse.RequestParser": "RequestParser",
}

PLACES = {
    "json": "the JSON body",
    "form": "the post body",
    "args": "the query string",
    "values": "the post body or the query string",
    "headers": "the HTTP headers",
    "cookies": "the request's cookies",
    "files": "an uploaded file",
}


class Namespace(dict[str, Any]):
    """Parsed arguments, as attributes too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


@dataclass
class Argument:
    """One argument: where it stands, what it must be, and what it is called."""

    name: str
    default: Any = None
    dest: str | None = None
    required: bool = False
    ignore: bool = False
    type: Callable[..., Any] = str
    location: str | Sequence[str] = ("json", "values")
    choices: Any = ()
    action: str = "store"
    help: str | None = None
    operators: Sequence[str] = ("=",)
    case_sensitive: bool = True
    store_missing: bool = True
    trim: bool = False
    nullable: bool = True

    def source(self, request: Any) -> Any:
        """The values of the request among which the argument is looked for."""
        if isinstance(self.location, str):
            found = _read(request, self.location)
            return MultiDict() if found is None else found
        values: MultiDict[str, Any] = MultiDict()
        for location in self.location:
            found = _read(request, location)
            if found is not None:
                values.update(found)
        return values

    def convert(self, value: Any, op: str) -> Any:
        """The value in its type. A type may take the value, its name and the operator, or fewer of these."""
        if value is None:
            if not self.nullable:
                raise ValueError("Must not be null!")
            return None
        if isinstance(value, FileStorage) and self.type is FileStorage:
            return value
        if self.type is str:
            # Three arguments would mean bytes and their encoding.
            return str(value)
        try:
            return self.type(value, self.name, op)
        except TypeError:
            pass
        try:
            return self.type(str(value)) if self.type is Decimal else self.type(value, self.name)
        except TypeError:
            return self.type(value)

    def handle_validation_error(self, error: Exception, bundle_errors: bool) -> tuple[Exception, dict[str, str]]:
        """Answers 400, or returns the error when errors are collected."""
        text = self.help.format(error_msg=str(error)) if self.help else str(error)
        if not (current_app.config.get("BUNDLE_ERRORS", False) or bundle_errors):
            abort(400, message={self.name: text})
        return error, {self.name: text}

    def parse(self, request: Any, bundle_errors: bool = False) -> tuple[Any, Any]:
        """The value, and whether it was there; or an error and its message."""
        source = self.source(request)
        results: list[Any] = []
        for operator in self.operators:
            name = self.name + operator.replace("=", "", 1)
            for raw in self._values(source, name) if name in source else ():
                try:
                    value = self.convert(self._trimmed(raw), operator)
                except Exception as error:  # noqa: BLE001 - a type may raise anything to say no
                    if self.ignore:
                        continue
                    return self.handle_validation_error(error, bundle_errors)
                if self.choices and value not in self.choices:
                    return self.handle_validation_error(ValueError(f"{value} is not a valid choice"), bundle_errors)
                request.unparsed_arguments.pop(name, None)
                results.append(value)
        if not results and self.required:
            return self.handle_validation_error(ValueError(self._missing()), bundle_errors)
        if not results:
            return (self.default() if callable(self.default) else self.default), False
        many = self.action == "append" or (self.action != "store" and len(results) > 1)
        return (results if many else results[0]), True

    def _values(self, source: Any, name: str) -> Any:
        if hasattr(source, "getlist"):
            return source.getlist(name)
        found = source.get(name)
        return found if isinstance(found, MutableSequence) and self.action == "append" else [found]

    def _trimmed(self, value: Any) -> Any:
        if self.trim and hasattr(value, "strip"):
            value = value.strip()
        if not self.case_sensitive and hasattr(value, "lower"):
            value = value.lower()
            self.choices = [choice.lower() for choice in self.choices]
        return value

    def _missing(self) -> str:
        locations = [self.location] if isinstance(self.location, str) else self.location
        places = " or ".join(PLACES.get(location, location) for location in locations)
        return f"Missing required parameter in {places}"


class RequestParser:
    """Several arguments of one request."""

    def __init__(
        self,
        argument_class: Callable[..., Any] = Argument,
        namespace_class: Callable[[], Any] = Namespace,
        trim: bool = False,
        bundle_errors: bool = False,
    ) -> None:
        self.args: list[Any] = []
        self.argument_class, self.namespace_class = argument_class, namespace_class
        self.trim, self.bundle_errors = trim, bundle_errors

    def add_argument(self, *args: Any, **kwargs: Any) -> "RequestParser":
        """Adds an argument, made already or described like one."""
        made = isinstance(args[0], Argument) if args else False
        self.args.append(args[0] if made and len(args) == 1 else self.argument_class(*args, **kwargs))
        if self.trim and self.argument_class is Argument:
            self.args[-1].trim = kwargs.get("trim", self.trim)
        return self

    def parse_args(self, req: Any = None, strict: bool = False, http_error_code: int = 400) -> Any:
        """All arguments; `strict` refuses others."""
        request: Any = current_request if req is None else req
        found = self.namespace_class()
        unparsed: Mapping[str, Any] = self.argument_class("").source(request) if strict else {}
        request.unparsed_arguments = dict(unparsed)
        errors: dict[str, str] = {}
        for argument in self.args:
            value, there = argument.parse(request, self.bundle_errors)
            if isinstance(value, ValueError):
                errors.update(there)
                there = None
            if there or argument.store_missing:
                found[argument.dest or argument.name] = value
        if errors:
            abort(http_error_code, message=errors)
        if strict and request.unparsed_arguments:
            raise BadRequest(f"Unknown arguments: {', '.join(request.unparsed_arguments)}")
        return found

    def copy(self) -> "RequestParser":
        """A parser with the same arguments, which may be changed by itself."""
        copied = type(self)(self.argument_class, self.namespace_class, self.trim, self.bundle_errors)
        copied.args = deepcopy(self.args)
        return copied

    def replace_argument(self, name: str, *args: Any, **kwargs: Any) -> "RequestParser":
        """Puts another argument in the place of the one of that name."""
        if any(argument.name == name for argument in self.args):
            self.remove_argument(name)
            self.args.append(self.argument_class(name, *args, **kwargs))
        return self

    def remove_argument(self, name: str) -> "RequestParser":
        """Drops the argument of that name."""
        index = next((place for place, argument in enumerate(self.args) if argument.name == name), None)
        if index is not None:
            del self.args[index]
        return self


def _read(request: Any, location: str) -> Any:
    value = getattr(request, location, None)
    return value() if callable(value) else value
