"""Flasgger: views answer as before, its headers stay."""

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
@swag_from({"responses": {200: {"description": "A colour"}}})
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
"""


@pytest.mark.parametrize("path", ["/colours/red", "/users", "/nowhere"])
def test_a_described_view_answers_the_same(twins: Any, path: str) -> None:
    answer = twins(ORIGINAL, written(ORIGINAL)).same(path)

    assert ("x-docs", "1") in answer.headers
