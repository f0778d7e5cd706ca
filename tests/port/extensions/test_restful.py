"""Flask-RESTful: decorated functions answer like the methods of its resources."""

from typing import Any

import pytest

BODY = """
TODOS = {"todo1": {"task": "build an API", "zeal": 1, "at": datetime(2024, 2, 3, 4, 5, 6)}, "a": {"task": "ä?"}}
SHOWN = {"task": fields.String, "zeal": fields.Integer, "at": fields.DateTime(dt_format="iso8601"),
         "uri": fields.Url("todo"), "all": fields.Url("todolist", absolute=True), "note": fields.Raw(default="-"),
         "text": fields.FormattedString("{task}!"), "price": fields.Fixed(2, attribute="zeal")}

def abort_if_missing(todo_id):
    if todo_id not in TODOS:
        abort(404, message="Todo {} doesn't exist".format(todo_id))

parser = reqparse.RequestParser()
parser.add_argument("task", required=True, help="what? {error_msg}")
parser.add_argument("rate", type=int, location="args", default=3)
parser.add_argument("tag", action="append", location=("args", "headers"))
bundled = reqparse.RequestParser(bundle_errors=True, trim=True)
bundled.add_argument("age", type=inputs.natural, location="args", required=True)
bundled.add_argument("link", type=inputs.url, location="args")
bundled.add_argument("kind", choices=("a", "b"), location="args", case_sensitive=False)
bundled.add_argument("yes", type=inputs.boolean, location="args")
bundled.add_argument("day", type=inputs.date, location="args")
bundled.add_argument("span", type=inputs.iso8601interval, location="args")
bundled.add_argument("code", type=inputs.regex("^[a-z]+$"), location="args", dest="letters", store_missing=False)

def show(value):
    return [moment.isoformat() for moment in value] if isinstance(value, tuple) else str(value)

def upper(view):
    @functools.wraps(view)
    def wrapped(*args, **kwargs):
        answer = view(*args, **kwargs)
        return ({"UPPER": answer}, 203, {"X-Upper": "1"})
    return wrapped
"""

ORIGINAL = (
    """
import functools
from datetime import datetime
from flask import Flask, Response, jsonify, request
from flask_restful import Api, Resource, abort, fields, inputs, marshal, marshal_with, reqparse

app = Flask(__name__)
api = Api(app, errors={"Teapot": {"status": 418, "message": "short and stout"}})
"""
    + BODY
    + """
class Teapot(Exception):
    pass

class TodoList(Resource):
    def get(self):
        return {key: todo["task"] for key, todo in TODOS.items()}

    def post(self):
        args = parser.parse_args()
        return dict(args), 201, {"X-Made": "yes"}

class Todo(Resource):
    @marshal_with(SHOWN)
    def get(self, todo_id):
        abort_if_missing(todo_id)
        return {"todo_id": todo_id, **TODOS[todo_id]}, 200, {"X-Shown": "1"}

    def delete(self, todo_id):
        abort_if_missing(todo_id)
        return "", 204

    def put(self, todo_id):
        return request.form["task"], 201

class Bundle(Resource):
    method_decorators = [upper]

    def get(self):
        return {key: show(value) for key, value in bundled.parse_args().items()}

class Odd(Resource):
    def get(self, what):
        if what == "crash":
            return {}["x"]
        if what == "tea":
            raise Teapot
        if what == "json":
            return jsonify(a=1)
        if what == "set":
            return {"a": {1}}
        if what == "nested":
            inner = {"b": fields.Nested({"c": fields.Float}), "d": fields.List(fields.Integer),
                     "e": fields.List(fields.Nested({"f": fields.Boolean})), "g": {"h": fields.String(attribute="b.c")}}
            full = {"b": {"c": "1.5"}, "d": ["1", 2.7], "e": [{"f": 1}, {}], "x": 1}
            return marshal([full, {}], inner, envelope="all")
        if what == "none":
            return None
        abort(int(what))

class Hello(Resource):
    def get(self):
        return {"hello": "you"}

api.add_resource(TodoList, "/todos")
api.add_resource(Todo, "/todos/<string:todo_id>")
api.add_resource(Bundle, "/bundle", endpoint="bundle")
api.add_resource(Odd, "/odd/<what>")
api.add_resource(Hello, "/hello", "/hallo")

@api.representation("text/csv")
def csv(data, code, headers=None):
    answer = Response(",".join(map(str, data)), status=code)
    answer.headers.extend(headers or {})
    return answer

@app.route("/plain")
def plain():
    return {}["x"]

@app.errorhandler(404)
def missing(error):
    return "nothing here", 404

@app.before_request
def guard():
    if request.args.get("bad"):
        abort(403, message="no")
"""
)

WRITTEN = (
    """
import functools
from datetime import datetime
from fastapi import FastAPI
from app.core.compat import restful_fields as fields, restful_inputs as inputs, restful_parser as reqparse
from app.core.compat.errors import ErrorHandlers
from app.core.compat.hooks import Hooks
from app.core.compat.install import install_wire
from app.core.compat.json import jsonify
from app.core.compat.request import request
from app.core.compat.response import Response
from app.core.compat.restful import Api, Resource, abort
from app.core.compat.restful_fields import marshal, marshal_with
from app.core.compat.wire import wire

app = FastAPI()
api = Api(errors={"Teapot": {"status": 418, "message": "short and stout"}})
"""
    + BODY
    + """
class Teapot(Exception):
    pass

@app.get("/todos", name="todolist")
@wire
@api.output
def todolist_get():
    return {key: todo["task"] for key, todo in TODOS.items()}

@app.post("/todos", name="todolist")
@wire
@api.output
def todolist_post():
    args = parser.parse_args()
    return dict(args), 201, {"X-Made": "yes"}

@app.get("/todos/{todo_id}", name="todo")
@wire
@api.output
@marshal_with(SHOWN)
def todo_get(todo_id: str):
    abort_if_missing(todo_id)
    return {"todo_id": todo_id, **TODOS[todo_id]}, 200, {"X-Shown": "1"}

@app.delete("/todos/{todo_id}", name="todo")
@wire
@api.output
def todo_delete(todo_id: str):
    abort_if_missing(todo_id)
    return "", 204

@app.put("/todos/{todo_id}", name="todo")
@wire
@api.output
def todo_put(todo_id: str):
    return request.form["task"], 201

@app.get("/bundle", name="bundle")
@wire
@api.output
@upper
def bundle_get():
    return {key: show(value) for key, value in bundled.parse_args().items()}

@app.get("/odd/{what}", name="odd")
@wire
@api.output
def odd_get(what: str):
    if what == "crash":
        return {}["x"]
    if what == "tea":
        raise Teapot
    if what == "json":
        return jsonify(a=1)
    if what == "set":
        return {"a": {1}}
    if what == "nested":
        inner = {"b": fields.Nested({"c": fields.Float}), "d": fields.List(fields.Integer),
                 "e": fields.List(fields.Nested({"f": fields.Boolean})), "g": {"h": fields.String(attribute="b.c")}}
        full = {"b": {"c": "1.5"}, "d": ["1", 2.7], "e": [{"f": 1}, {}], "x": 1}
        return marshal([full, {}], inner, envelope="all")
    if what == "none":
        return None
    abort(int(what))

class Hello(Resource):
    def get(self):
        return {"hello": "you"}

api.add_resource(Hello, "/hello", "/hallo")

@api.representation("text/csv")
def csv(data, code, headers=None):
    answer = Response(",".join(map(str, data)), status=code)
    answer.headers.extend(headers or {})
    return answer

@app.get("/plain", name="plain")
@wire
def plain():
    return {}["x"]

def missing(error):
    return "nothing here", 404

def guard():
    if request.args.get("bad"):
        abort(403, message="no")

install_wire(app, ErrorHandlers({404: missing}), Hooks(before=[guard]), api)
"""
)

SPAN = "2013-01-01T06:00/2013-01-01T12:00"
PROBES: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "methods": [
        ("/todos", "GET", {}),
        ("/todos", "HEAD", {}),
        ("/todos", "OPTIONS", {}),
        ("/todos", "PUT", {}),
        ("/todos/", "GET", {}),
        ("/todos/todo1", "GET", {}),
        ("/todos/nine", "GET", {}),
        ("/todos/nine?bad=1", "GET", {}),
        ("/todos/a", "DELETE", {}),
        ("/todos/a", "POST", {}),
        ("/todos/a", "PUT", {"data": {"task": "x"}}),
        ("/todos/a", "PUT", {"data": {}}),
    ],
    "arguments": [
        ("/todos", "POST", {"json": {"task": "x", "more": 1}}),
        ("/todos?rate=5&tag=a&tag=b", "POST", {"json": {"task": None}}),
        ("/todos?rate=five", "POST", {"json": {"task": 1}}),
        ("/todos", "POST", {"json": {}}),
        ("/todos", "POST", {"data": {"task": "x"}}),
        ("/todos", "POST", {"data": "{", "content_type": "application/json"}),
        ("/bundle", "GET", {}),
        ("/bundle?age=-1&link=x&kind=C&yes=maybe&day=1&span=x&code=1", "GET", {}),
        (f"/bundle?age=%202&link=http://x.org/y&kind=A&yes=1&day=2012-12-31&span={SPAN}&code=abc", "GET", {}),
        ("/bundle?age=2&span=2013-01-01", "GET", {}),
        ("/bundle?age=2&span=2013-01-01T12", "GET", {}),
    ],
    "beside the functions": [
        ("/plain?bad=1", "GET", {}),
        ("/hello", "GET", {}),
        ("/hallo", "HEAD", {}),
        ("/hallo", "POST", {}),
        ("/plain", "GET", {}),
        ("/plain", "POST", {}),
        ("/nowhere", "GET", {}),
    ],
    "results and errors": [
        ("/odd/crash", "GET", {}),
        ("/odd/tea", "GET", {}),
        ("/odd/json", "GET", {}),
        ("/odd/set", "GET", {}),
        ("/odd/nested", "GET", {}),
        ("/odd/none", "GET", {}),
        ("/odd/401", "GET", {}),
        ("/odd/404", "GET", {}),
        ("/odd/503", "GET", {}),
    ],
    "media types": [
        ("/todos", "GET", {"headers": {"Accept": "text/csv"}}),
        ("/odd/404", "GET", {"headers": {"Accept": "text/csv, application/json;q=0.5"}}),
        ("/todos", "GET", {"headers": {"Accept": "image/png"}}),
    ],
}  # fmt: skip


@pytest.mark.parametrize("subject", PROBES)
def test_a_function_answers_like_the_method_of_a_resource(twins: Any, subject: str) -> None:
    both = twins(ORIGINAL, WRITTEN)

    for path, method, options in PROBES[subject]:
        both.same(path, method, **options)


def test_an_api_may_answer_every_404(twins: Any) -> None:
    original = """
        from flask import Flask
        from flask_restful import Api
        app = Flask(__name__)
        Api(app, catch_all_404s=True, serve_challenge_on_401=True)
    """
    written = """
        from fastapi import FastAPI
        from app.core.compat.install import install_wire
        from app.core.compat.restful import Api
        app = FastAPI()
        install_wire(app, Api(catch_all_404s=True, serve_challenge_on_401=True))
    """

    answer = twins(original, written).same("/nowhere")

    assert answer.body.startswith('{"message": "The requested URL was not found on the server.')
