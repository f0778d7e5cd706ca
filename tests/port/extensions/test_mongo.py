"""Flask-PyMongo: documents, object ids and files answer the same."""

from typing import Any

import flask_pymongo
import mongomock
import mongomock.gridfs
import pymongo
import pytest
from flask_pymongo.wrappers import Collection
from moving import written

ORIGINAL = """
from datetime import datetime
from io import BytesIO
from flask import Flask, jsonify, request
from bson import ObjectId
from flask_pymongo import PyMongo

app = Flask(__name__)
app.config["MONGO_URI"] = "mongodb://localhost/shop"
mongo = PyMongo(app)
things = mongo.db.things
things.insert_many([
    {"_id": ObjectId("0123456789abcdef01234567"), "name": "a", "at": datetime(2024, 1, 2), "size": 1.5, "b": b"x"},
    {"_id": 2, "name": "b"},
])

@app.route("/all")
def everything():
    return jsonify(list(things.find()))

@app.route("/one/<name>")
def one(name):
    return mongo.db["things"].find_one_or_404({"name": name})

@app.route("/echo", methods=["POST"])
def echo():
    return jsonify(type(request.json["a"]).__name__, request.json)

@app.route("/names")
def names():
    mongo.db.a.b.insert_one({})
    return jsonify(sorted(mongo.db.list_collection_names()), mongo.cx["shop"].name, mongo.db.a.b.count_documents({}))

@app.route("/file", methods=["POST"])
def save():
    return jsonify(type(mongo.save_file("ä.txt", BytesIO(b"text"))).__name__)

@app.route("/file")
def load():
    return mongo.send_file("ä.txt" if request.args.get("there") else "b.txt")
"""


@pytest.fixture(autouse=True)
def _in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    mongomock.gridfs.enable_gridfs_integration()
    monkeypatch.setattr(flask_pymongo, "MongoClient", mongomock.MongoClient)
    monkeypatch.setattr(pymongo, "MongoClient", mongomock.MongoClient)
    found = Collection.find_one_or_404
    monkeypatch.setattr(mongomock.Collection, "find_one_or_404", found, raising=False)


SETTINGS = ['mongo_uri: str = "mongodb://localhost/shop"']


@pytest.mark.parametrize("path", ["/all", "/one/a", "/one/b", "/one/c", "/names", "/file"])
def test_documents_are_the_same(twins: Any, path: str) -> None:
    twins(ORIGINAL, written(ORIGINAL), SETTINGS).same(path)


def test_json_is_read_with_types_of_the_database(twins: Any) -> None:
    both = twins(ORIGINAL, written(ORIGINAL), SETTINGS)
    body = '{"a": {"$oid": "0123456789abcdef01234567"}}'

    assert "ObjectId" in both.same("/echo", "POST", data=body, content_type="application/json").body
    assert both.same("/echo", "POST", data="{", content_type="application/json").status == 400


def test_a_file_comes_back(twins: Any) -> None:
    both = twins(ORIGINAL, written(ORIGINAL), SETTINGS)
    both.same("/file", "POST")

    assert both.same("/file?there=1").body == "text"


def test_an_object_id_in_a_url_is_one(twins: Any) -> None:
    original = """
        from flask import Flask, url_for
        from flask_pymongo import PyMongo
        app = Flask(__name__)
        PyMongo(app, "mongodb://localhost/shop")

        @app.route("/things/<ObjectId:key>")
        def thing(key):
            return f"{type(key).__name__} {url_for('thing', key=key)}"
    """
    moved = """
        from fastapi import FastAPI
        from app.core.compat.install import install_wire
        from app.core.compat.mongo import PyMongo
        from app.core.compat.urls import url_for
        from app.core.compat.wire import wire
        app = FastAPI()

        @app.get("/things/{key}", name="thing")
        @wire
        def thing(key):
            return f"{type(key).__name__} {url_for('thing', key=key)}"

        rules = {"/things/{key}": {"rule": "/things/<ObjectId:key>"}}
        install_wire(app, PyMongo(uri="mongodb://localhost/shop"), rules=rules)
    """
    both = twins(original, moved)

    assert both.same("/things/0123456789abcdef01234567").status == 200
    assert both.same("/things/1").status == 404
