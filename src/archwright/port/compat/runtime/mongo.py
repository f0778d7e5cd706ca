"""Flask-PyMongo: the database of the application, and JSON that knows its types."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from mimetypes import guess_type
from types import SimpleNamespace
from typing import Any

import pymongo
from bson import ObjectId, json_util
from bson.errors import InvalidId
from gridfs import GridFS, NoFile
from pymongo.errors import ConfigurationError
from werkzeug.exceptions import NotFound, abort
from werkzeug.routing import BaseConverter
from werkzeug.wsgi import wrap_file

from app.core.compat.context import current_app
from app.core.compat.feature import Feature
from app.core.compat.json import json_format
from app.core.compat.request import Request, request
from app.core.compat.response import Response

__provides__ = {
    "flask_pymongo.ASCENDING": "pymongo.ASCENDING",
    "flask_pymongo.BSONObjectIdConverter": "BSONObjectIdConverter",
    "flask_pymongo.DESCENDING": "pymongo.DESCENDING",
    "flask_pymongo.PyMongo": "PyMongo",
    "flask_pymongo.helpers.BSONObjectIdConverter": "BSONObjectIdConverter",
}
__extensions__ = ("flask_pymongo.PyMongo",)

BSON: Any = SimpleNamespace(dumps=json_util.dumps, loads=json_util.loads)
ONE_YEAR = 31536000


class BSONObjectIdConverter(BaseConverter):
    """An object id in a URL."""

    def to_python(self, value: str) -> ObjectId:
        """The id; what is none is not found."""
        try:
            return ObjectId(value)
        except InvalidId:
            raise NotFound from None

    def to_url(self, value: Any) -> str:
        """The id as text."""
        return str(value)


class Collection:
    """A collection that may answer 404."""

    def __init__(self, collection: Any) -> None:
        self.collection = collection

    def find_one_or_404(self, *args: Any, **kwargs: Any) -> Any:
        """One document, or the end of the request."""
        found = self.collection.find_one(*args, **kwargs)
        return abort(404) if found is None else found

    def __getattr__(self, name: str) -> Any:
        return _wrapped(getattr(self.collection, name))

    def __getitem__(self, name: str) -> Any:
        return _wrapped(self.collection[name])

    def __bool__(self) -> bool:
        return bool(self.collection)


class Database:
    """A database with such collections."""

    def __init__(self, database: Any) -> None:
        self.database = database

    def __getattr__(self, name: str) -> Any:
        return _wrapped(getattr(self.database, name))

    def __getitem__(self, name: str) -> Any:
        return _wrapped(self.database[name])

    def __bool__(self) -> bool:
        return bool(self.database)


class PyMongo(Feature):
    """The connection, made when it is first used."""

    converters: Mapping[str, Any] = {"ObjectId": BSONObjectIdConverter}

    def __init__(self, app: object = None, uri: str | None = None, *args: Any, **kwargs: Any) -> None:
        self.init_app(app, uri, *args, **kwargs)
        json_format.write = json_util.dumps
        Request.json_module = BSON

    def init_app(self, app: object, uri: str | None = None, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Takes the address, if it is not in the settings, and what else the client is told."""
        self.uri, self.args, self.kwargs = uri, args, kwargs

    @cached_property
    def cx(self) -> Any:
        """The client."""
        uri = self.uri or current_app.config.get("MONGO_URI")
        if uri is None:
            raise ValueError("You must specify a URI or set the MONGO_URI Flask config variable")
        return pymongo.MongoClient(uri, *self.args, **{"connect": False, **self.kwargs})

    @cached_property
    def db(self) -> Any:
        """The database that the address names, None if it names none."""
        try:
            return Database(self.cx.get_default_database())
        except ConfigurationError:
            return None

    def send_file(
        self, filename: str, base: str = "fs", version: int = -1, cache_for: int = ONE_YEAR, db: str | None = None
    ) -> Response:
        """Answers with a stored file."""
        try:
            found = self._files(base, db).get_version(filename=filename, version=version)
        except NoFile:
            abort(404)
        response = Response(
            wrap_file(request.environ, found, buffer_size=1024 * 255),
            mimetype=guess_type(filename)[0],
            direct_passthrough=True,
        )
        response.headers["Content-Disposition"] = f"attachment; filename={filename}"
        response.content_length = found.length
        response.last_modified = found.upload_date
        response.set_etag(_etag(found))
        response.cache_control.max_age = cache_for
        response.cache_control.public = True
        response.make_conditional(request)
        return response

    def save_file(
        self,
        filename: str,
        fileobj: Any,
        base: str = "fs",
        content_type: str | None = None,
        db: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Stores a file, and returns its id."""
        if not callable(getattr(fileobj, "read", None)):
            raise TypeError("'fileobj' must have read() method")
        data = fileobj.read()
        kind = content_type or guess_type(filename)[0]
        with self._files(base, db).new_file(filename=filename, content_type=kind, **kwargs) as stored:
            stored.write(data)
            stored.sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
            return stored._id

    def _files(self, base: str, db: str | None) -> Any:
        database = self.cx[db] if db else self.cx.get_default_database()
        return GridFS(database, base)


def _wrapped(value: Any) -> Any:
    return Collection(value) if hasattr(type(value), "find_one") else value


def _etag(found: Any) -> str:
    known = getattr(found, "sha1", None) or getattr(found, "md5", None)
    if known is None:
        place = found.tell()
        known = hashlib.sha1(found.read(), usedforsecurity=False).hexdigest()
        found.seek(place)
    return str(known)
