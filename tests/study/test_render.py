"""Facts as text, JSON and pictures."""

import json
from pathlib import Path

import pytest

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.model.facts import Facts
from archwright.study import study
from archwright.study.render import render_erd, render_flow, render_json, render_text

SOURCE = """
from flask import Flask, request, jsonify
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.secret_key = 'abc'
db = SQLAlchemy(app)
class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer, db.ForeignKey('user.id'), nullable=False)
@app.route('/users/<int:key>')
def show(key):
    return jsonify(id=User.query.get(key).id, q=request.args.get('q'))
exec(code)
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    (tmp_path / "app.py").write_text(SOURCE)
    return study(tmp_path / "app.py", plugins(readers))


def test_the_text_names_routes_secrets_and_counts_the_gaps(facts: Facts) -> None:
    text = render_text(facts, details=True)

    assert "GET  /users/<int:key>  show  app.py:13" in text
    assert "reads query q" in text
    assert "answers json 200 {id, q}" in text
    assert "SECRET_KEY = 'abc' secret" in text
    assert "Gaps (1): exec 1" in text


def test_json_is_stable_and_holds_every_field(facts: Facts) -> None:
    data = json.loads(render_json(facts))

    assert data["routes"][0]["endpoint"] == "show"
    assert data["views"][0]["entities"] == ["User"]
    assert data["views"][0]["touches_database"] is True
    assert render_json(facts) == render_json(facts)


def test_the_entity_diagram_draws_foreign_keys(facts: Facts) -> None:
    assert "User ||--o{ Post : user_id" in render_erd(facts)


def test_the_flow_leads_from_route_over_view_to_entity(facts: Facts) -> None:
    flow = render_flow(facts)

    assert 'r0["GET /users/&lt;int:key&gt;"] --> v_show("show")' in flow
    assert 'v_show --> e_User[("User")]' in flow
