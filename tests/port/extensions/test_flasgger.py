"""Flasgger: views answer as before, its headers and pages stay."""

from pathlib import Path
from typing import Any

import pytest
from moving import written

ORIGINAL = """
from flasgger import Swagger
from flasgger.utils import swag_from
from flask import Flask, jsonify

app = Flask(__name__)
app.config["SWAGGER"] = {"title": "Colours", "uiversion": 2, "headers": [("X-Docs", "1")]}
swag = Swagger()
swag.init_app(app)

@swag.definition("Colour")
class Colour:
    '''
    A colour
    ---
    type: string
    '''

@app.route("/colours/<name>", methods=["GET", "POST"])
@swag_from({"responses": {200: {"description": "A colour"}}, "definitions": {"Shade": {"type": "string"}}})
def colours(name):
    return jsonify(name=name)

@app.route("/users", endpoint="all")
@swag_from("all.yml", endpoint="all", methods=["GET"])
@swag_from("one.yml", endpoint="one", methods=["GET"])
def users(key=None):
    '''Users
    ---
    tags: [users]
    '''
    return jsonify(key)



@app.route("/pets/<key>", methods=["PUT"])
def pet(key):
    '''Changes a pet
    Only the colour
    of its coat.
    ---
    parameters:
      - {in: path, name: key, type: integer}
      - in: body
        name: body
        schema:
          id: Pet
          properties:
            coat: {schema: {id: Coat, type: string}}
            marks: {type: array, items: {schema: {id: Mark, type: string}}}
    produces: application/json
    responses:
      204: {description: Changed}
    '''
    return "", 204
"""
ALL = """All users
Everybody
---
tags: [users]
responses:
  200: {description: Users, schema: {$ref: '#/definitions/Colour'}}
"""
PAGES = ["/apispec_1.json", "/apidocs/", "/apidocs", "/apidocs/?json=1", "/apidocs/index.html", "/apidocs//o2c.html"]


@pytest.mark.parametrize("path", ["/colours/red", "/users", "/nowhere", *PAGES, "/flasgger_static/no.css"])
def test_a_described_view_answers_the_same_and_so_do_the_pages(twins: Any, tmp_path: Path, path: str) -> None:
    (tmp_path / "all.yml").write_text(ALL)
    answer = twins(ORIGINAL, written(ORIGINAL)).same(path)

    assert ("x-docs", "1") in answer.headers


def test_its_decorators_stand_before_the_pages(twins: Any) -> None:
    text = ORIGINAL.replace("Swagger()", "Swagger(decorators=[closed])").replace(
        "app = Flask", "def closed(view):\n    return lambda **arguments: ('No.', 401)\n\napp = Flask"
    )
    both = twins(text, written(text))

    assert both.same("/apispec_1.json").status == 401
    assert both.same("/apidocs/").status == 401
