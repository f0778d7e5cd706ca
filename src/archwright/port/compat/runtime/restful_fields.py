"""Flask-RESTful's output fields: what an answer shows of an object."""

from calendar import timegm
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from email.utils import formatdate
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from app.core.compat.request import request
from app.core.compat.restful import unpack
from app.core.compat.urls import url_for

__provides__ = {
    "flask_restful.fields": "",
    "flask_restful.fields.Arbitrary": "Arbitrary",
    "flask_restful.fields.Boolean": "Boolean",
    "flask_restful.fields.DateTime": "DateTime",
    "flask_restful.fields.Fixed": "Fixed",
    "flask_restful.fields.Float": "Float",
    "flask_restful.fields.FormattedString": "FormattedString",
    "flask_restful.fields.Integer": "Integer",
    "flask_restful.fields.List": "List",
    "flask_restful.fields.MarshallingException": "MarshallingException",
    "flask_restful.fields.Nested": "Nested",
    "flask_restful.fields.Price": "Price",
    "flask_restful.fields.Raw": "Raw",
    "flask_restful.fields.String": "String",
    "flask_restful.fields.Url": "Url",
    "flask_restful.fields.get_value": "get_value",
    "flask_restful.marshal": "marshal",
    "flask_restful.marshal_with": "marshal_with",
    "flask_restful.marshal_with_field": "marshal_with_field",
}

View = Callable[..., Any]


class MarshallingException(Exception):  # noqa: N818 - the name that applications know
    """A value does not fit its field."""

    def __init__(self, underlying_exception: object) -> None:
        super().__init__(str(underlying_exception))


def marshal(data: Any, fields: Mapping[str, Any], envelope: str | None = None) -> Any:
    """The fields of an object, or of each object of a list; under the name `envelope` if there is one."""
    if isinstance(data, list | tuple):
        shown: Any = [marshal(item, fields) for item in data]
    else:
        shown = {key: _shown(key, field, data) for key, field in fields.items()}
    return {envelope: shown} if envelope else shown


def _shown(key: str, field: Any, data: Any) -> Any:
    if isinstance(field, dict):
        return marshal(data, field)
    return (field() if isinstance(field, type) else field).output(key, data)


def marshal_with(fields: Mapping[str, Any], envelope: str | None = None) -> Callable[[View], View]:
    """Shows these fields of what the view returns."""
    return _formatted(lambda data: marshal(data, fields, envelope))


def marshal_with_field(field: Any) -> Callable[[View], View]:
    """Shows what the view returns as one field."""
    made = field() if isinstance(field, type) else field
    return _formatted(made.format)


def _formatted(show: Callable[[Any], Any]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def shown(*args: Any, **kwargs: Any) -> Any:
            returned = view(*args, **kwargs)
            if not isinstance(returned, tuple):
                return show(returned)
            data, code, headers = unpack(returned)
            return show(data), code, headers

        return shown

    return decorate


def get_value(key: Any, obj: Any, default: Any = None) -> Any:
    """The value under a key, at an index, at a dotted path, or what a function finds."""
    if not isinstance(key, int) and callable(key):
        return key(obj)
    for part in [key] if isinstance(key, int) else key.split("."):
        obj = _value_under(part, obj, default)
    return obj


def _value_under(key: Any, obj: Any, default: Any) -> Any:
    if _is_collection(obj):
        try:
            return obj[key]
        except (IndexError, TypeError, KeyError):
            pass
    return getattr(obj, key, default)


def _is_collection(obj: Any) -> bool:
    return not hasattr(obj, "strip") and hasattr(obj, "__iter__")


def _as_mapping(obj: Any) -> Any:
    if hasattr(obj, "__marshallable__"):
        return obj.__marshallable__()
    return obj if obj is None or hasattr(obj, "__getitem__") else dict(vars(obj))


class Raw:
    """A value as it is. `attribute` is its name in the object when that differs."""

    def __init__(self, default: Any = None, attribute: Any = None) -> None:
        self.attribute, self.default = attribute, default

    def format(self, value: Any) -> Any:
        """The value in the answer."""
        return value

    def output(self, key: Any, obj: Any) -> Any:
        """What the answer shows of the object under `key`."""
        value = self.value(key, obj)
        return self.default if value is None else self.format(value)

    def value(self, key: Any, obj: Any) -> Any:
        """What the object holds."""
        return get_value(key if self.attribute is None else self.attribute, obj)


class Nested(Raw):
    """An object in the object. Without it, its fields are empty, unless null is allowed or there is a default."""

    def __init__(self, nested: Mapping[str, Any], allow_null: bool = False, **kwargs: Any) -> None:
        self.nested, self.allow_null = nested, allow_null
        super().__init__(**kwargs)

    def output(self, key: Any, obj: Any) -> Any:
        """The fields of the inner object."""
        value = self.value(key, obj)
        if value is None and (self.allow_null or self.default is not None):
            return None if self.allow_null else self.default
        return marshal(value, self.nested)


class List(Raw):
    """Values of one field."""

    def __init__(self, cls_or_instance: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.container = cls_or_instance() if isinstance(cls_or_instance, type) else cls_or_instance
        if not isinstance(self.container, Raw):
            raise MarshallingException("The type of the list elements must be a subclass of flask_restful.fields.Raw")

    def format(self, value: Any) -> Any:
        """Each value in the field's own form."""
        values = list(value) if isinstance(value, set) else value
        return [self.container.output(i, item if self._holds(item) else values) for i, item in enumerate(values)]

    def _holds(self, item: Any) -> bool:
        """Whether the field looks into the item, and not for the item in the list."""
        attribute = self.container.attribute
        looks_inside = isinstance(item, dict) or (attribute and hasattr(item, attribute))
        return bool(looks_inside) and not isinstance(self.container, Nested) and type(self.container) is not Raw

    def output(self, key: Any, data: Any) -> Any:
        """The list; one object counts as a list of one."""
        value = self.value(key, data)
        if _is_collection(value) and not isinstance(value, dict):
            return self.format(value)
        return self.default if value is None else [marshal(value, self.container.nested)]


class String(Raw):
    """A value as text."""

    def format(self, value: Any) -> Any:
        """The text."""
        try:
            return str(value)
        except ValueError as error:
            raise MarshallingException(error) from None


class Integer(Raw):
    """A whole number, 0 if there is none."""

    def __init__(self, default: Any = 0, **kwargs: Any) -> None:
        super().__init__(default=default, **kwargs)

    def format(self, value: Any) -> Any:
        """The number."""
        try:
            return self.default if value is None else int(value)
        except ValueError as error:
            raise MarshallingException(error) from None


class Float(Raw):
    """A number."""

    def format(self, value: Any) -> Any:
        """The number."""
        try:
            return float(value)
        except ValueError as error:
            raise MarshallingException(error) from None


class Boolean(Raw):
    """Yes or no."""

    def format(self, value: Any) -> Any:
        """Whether there is anything."""
        return bool(value)


class Arbitrary(Raw):
    """A number with all its digits, as text."""

    def format(self, value: Any) -> Any:
        """The digits."""
        return str(Decimal(value))


class Fixed(Raw):
    """A number with a fixed number of digits after the point, as text."""

    def __init__(self, decimals: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.precision = Decimal(f"0.{'0' * (decimals - 1)}1")

    def format(self, value: Any) -> Any:
        """The digits."""
        number = Decimal(value)
        if not number.is_normal() and number != Decimal():
            raise MarshallingException("Invalid Fixed precision number.")
        return str(number.quantize(self.precision, rounding=ROUND_HALF_EVEN))


Price = Fixed


class FormattedString(Raw):
    """Values of the object put into a text."""

    def __init__(self, src_str: str) -> None:
        super().__init__()
        self.src_str = str(src_str)

    def output(self, key: Any, obj: Any) -> Any:  # noqa: ARG002
        """The text."""
        try:
            return self.src_str.format(**_as_mapping(obj))
        except (TypeError, IndexError) as error:
            raise MarshallingException(error) from None


class Url(Raw):
    """The URL of a route, with the object's values as arguments."""

    def __init__(
        self, endpoint: str | None = None, absolute: bool = False, scheme: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.endpoint, self.absolute, self.scheme = endpoint, absolute, scheme

    def output(self, key: Any, obj: Any) -> Any:  # noqa: ARG002
        """The URL without its query."""
        try:
            endpoint = request.endpoint if self.endpoint is None else self.endpoint
            url = urlsplit(url_for(str(endpoint), _external=self.absolute, **_as_mapping(obj)))
        except TypeError as error:
            raise MarshallingException(error) from None
        if not self.absolute:
            return url.path
        return urlunsplit((url.scheme if self.scheme is None else self.scheme, url.netloc, url.path, "", ""))


class DateTime(Raw):
    """A time as RFC 822 or ISO 8601 has it."""

    def __init__(self, dt_format: str = "rfc822", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dt_format = dt_format

    def format(self, value: datetime) -> Any:
        """The text."""
        try:
            if self.dt_format == "rfc822":
                return formatdate(timegm(value.utctimetuple()))
            if self.dt_format == "iso8601":
                return value.isoformat()
        except AttributeError as error:
            raise MarshallingException(error) from None
        raise MarshallingException(f"Unsupported date format {self.dt_format}")
