"""Flask-Marshmallow: schemas that answer with JSON, and fields that hold URLs."""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import marshmallow
import marshmallow_sqlalchemy
from marshmallow import ValidationError, fields, missing
from werkzeug.datastructures import FileStorage
from werkzeug.local import LocalProxy

from app.core.compat.context import current_app
from app.core.compat.json import jsonify
from app.core.compat.request import current_context
from app.core.compat.response import Response
from app.core.compat.urls import url_for

__provides__ = {
    "flask_marshmallow.Marshmallow": "Marshmallow",
    "flask_marshmallow.Schema": "Schema",
    "flask_marshmallow.fields.AbsoluteURLFor": "AbsoluteURLFor",
    "flask_marshmallow.fields.AbsoluteUrlFor": "AbsoluteURLFor",
    "flask_marshmallow.fields.Config": "Config",
    "flask_marshmallow.fields.File": "File",
    "flask_marshmallow.fields.Hyperlinks": "Hyperlinks",
    "flask_marshmallow.fields.URLFor": "URLFor",
    "flask_marshmallow.fields.UrlFor": "URLFor",
    "flask_marshmallow.schema.Schema": "Schema",
    "flask_marshmallow.sqla.HyperlinkRelated": "HyperlinkRelated",
    "flask_marshmallow.sqla.SQLAlchemyAutoSchema": "SQLAlchemyAutoSchema",
    "flask_marshmallow.sqla.SQLAlchemySchema": "SQLAlchemySchema",
    "flask_marshmallow.sqla.auto_field": "marshmallow_sqlalchemy.auto_field",
}
__extensions__ = ("flask_marshmallow.Marshmallow",)

ATTRIBUTE = re.compile(r"\s*<\s*(\S*)\s*>\s*")


class Schema(marshmallow.Schema):
    """A schema that answers with what it dumps."""

    def jsonify(self, obj: Any, many: bool | None = None, *args: Any, **kwargs: Any) -> Response:
        """The answer."""
        return jsonify(self.dump(obj, many=self.many if many is None else many), *args, **kwargs)


def _session() -> Any:
    return import_module("app.core.database").current_session()


def _with_session(meta: Any) -> Any:
    if not hasattr(meta, "sqla_session"):
        meta.sqla_session = LocalProxy(_session)
    return meta


class SQLAlchemySchemaOpts(marshmallow_sqlalchemy.SQLAlchemySchemaOpts):
    """Loads with the session of the request."""

    def __init__(self, meta: Any, **kwargs: Any) -> None:
        parent: Any = super()
        parent.__init__(_with_session(meta), **kwargs)


class SQLAlchemyAutoSchemaOpts(marshmallow_sqlalchemy.SQLAlchemyAutoSchemaOpts):
    """Loads with the session of the request."""

    def __init__(self, meta: Any, **kwargs: Any) -> None:
        parent: Any = super()
        parent.__init__(_with_session(meta), **kwargs)


class SQLAlchemySchema(marshmallow_sqlalchemy.SQLAlchemySchema[Any], Schema):
    """A schema of a model."""

    OPTIONS_CLASS = SQLAlchemySchemaOpts


class SQLAlchemyAutoSchema(marshmallow_sqlalchemy.SQLAlchemyAutoSchema[Any], Schema):
    """A schema of a model that takes its columns for fields."""

    OPTIONS_CLASS = SQLAlchemyAutoSchemaOpts


class URLFor(fields.Field[Any]):
    """The URL of a route. Values like "<id>" are attributes of the object."""

    _CHECK_ATTRIBUTE = False

    def __init__(self, endpoint: str, values: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.endpoint, self.values = endpoint, dict(values or {})
        super().__init__(**kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        arguments = {}
        for name, said in self.values.items():
            arguments[name] = _filled(said, obj)
            if arguments[name] is None:
                return None
        return url_for(self.endpoint, **arguments)


class AbsoluteURLFor(URLFor):
    """The URL of a route, with the host."""

    def __init__(self, endpoint: str, values: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(endpoint, {**(values or {}), "_external": True}, **kwargs)


class Hyperlinks(fields.Field[Any]):
    """URLs in a structure of their own."""

    _CHECK_ATTRIBUTE = False

    def __init__(self, schema: Any, **kwargs: Any) -> None:
        self.schema = schema
        super().__init__(**kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        return _linked(self.schema, str(attr), obj)


class File(fields.Field[Any]):
    """A file that was sent."""

    default_error_messages = {"invalid": "Not a valid file."}

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        """The file; an empty list is none."""
        return super().deserialize(missing if isinstance(value, Sequence) and not value else value, *args, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        if not isinstance(value, FileStorage):
            raise self.make_error("invalid")
        return value


class Config(fields.Field[Any]):
    """A setting of the application."""

    _CHECK_ATTRIBUTE = False

    def __init__(self, key: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.key = key

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        if self.key not in current_app.config:
            raise ValueError(f"The key {self.key!r} is not found in the app config.")
        return current_app.config[self.key]


class HyperlinkRelated(marshmallow_sqlalchemy.fields.Related):
    """The URL of a related object instead of its key."""

    def __init__(self, endpoint: str, url_key: str = "id", external: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.endpoint, self.url_key, self.external = endpoint, url_key, external

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        if value is None:
            return None
        parent: Any = super()
        key = parent._serialize(value, attr, obj, **kwargs)
        return url_for(self.endpoint, _external=self.external, **{self.url_key: key})

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        path = urlsplit(value).path if self.external else value
        endpoint, found = current_context().adapter.map.bind("").match(path)
        if endpoint != self.endpoint:
            raise ValidationError(f'Parsed endpoint "{endpoint}" from URL "{path}"; expected "{self.endpoint}"')
        if self.url_key not in found:
            raise ValidationError(f'URL pattern "{self.url_key}" not found in {found!r}')
        parent: Any = super()
        return parent._deserialize(found[self.url_key], *args, **kwargs)


class Marshmallow:
    """Schemas and fields under one name."""

    Schema = Schema
    SQLAlchemyAutoSchema = SQLAlchemyAutoSchema
    SQLAlchemySchema = SQLAlchemySchema
    AbsoluteURLFor = AbsoluteUrlFor = AbsoluteURLFor
    Config = Config
    File = File
    HyperlinkRelated = HyperlinkRelated
    Hyperlinks = Hyperlinks
    URLFor = UrlFor = URLFor
    auto_field = staticmethod(marshmallow_sqlalchemy.auto_field)

    def __init__(self, app: object = None) -> None:
        self.init_app(app)

    def init_app(self, app: object) -> None:
        """Nothing is left to do."""

    def __getattr__(self, name: str) -> Any:
        return getattr(fields, name)


def _filled(said: Any, obj: Any) -> Any:
    named = ATTRIBUTE.match(str(said))
    if not named:
        return said
    first, *others = named[1].split(".")
    found = _value(obj, first)
    for part in others:
        found = None if found is None else _value(found, part)
    if found is missing:
        raise AttributeError(f"{named[1]!r} is not a valid attribute of {obj!r}")
    return found


def _value(obj: Any, key: str) -> Any:
    if hasattr(obj, "__getitem__"):
        try:
            return obj[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            pass
    return getattr(obj, key, missing)


def _linked(shape: Any, key: str, obj: Any) -> Any:
    if isinstance(shape, list | tuple):
        return [_linked(one, key, obj) for one in shape]
    if isinstance(shape, dict):
        return {name: _linked(one, key, obj) for name, one in shape.items()}
    return shape.serialize(key, obj) if isinstance(shape, URLFor) else shape
