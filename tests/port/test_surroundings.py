"""Which templates are plain, and which endpoints a route may name."""

from collections.abc import Callable

import pytest

from archwright.port.engine import Porting
from archwright.port.surroundings import surroundings, template_texts, written_templates

PortFiles = Callable[..., Porting]
APP = (
    "from flask import Flask, Response\napp = Flask(__name__)\n"
    "@app.route('/notes/<int:key>/<path:rest>')\ndef note(key, rest):\n    return ''\n"
    "@app.route('/a')\n@app.route('/b')\ndef twice():\n    return ''\n"
)


def plain(port_files: PortFiles, templates: dict[str, str]) -> frozenset[str]:
    porting = port_files(APP, {f"templates/{name}": text for name, text in templates.items()})
    return surroundings(porting.original, porting.facts, {}).plain_templates


@pytest.mark.parametrize(
    ("templates", "expected"),
    [
        ({"a.html": "<p>{{ title }}</p>"}, {"a.html"}),
        ({"a.html": "{{ request.path }}"}, set()),
        ({"a.html": "{% if request.args %}x{% endif %}"}, set()),
        ({"a.html": "your request, please"}, {"a.html"}),
        ({"a.html": "{% extends 'b.html' %}", "b.html": "{{ request.path }}"}, set()),
        ({"a.html": "{% extends 'b.html' %}", "b.html": "x"}, {"a.html", "b.html"}),
        ({"a.html": "{% include 'gone.html' %}"}, set()),
        ({"a.html": "{% include 'b.html' %}", "b.html": "{% include 'a.html' %}"}, {"a.html", "b.html"}),
    ],
)
def test_a_template_is_plain_when_nothing_it_refers_to_names_the_request(
    port_files: PortFiles, templates: dict[str, str], expected: set[str]
) -> None:
    assert plain(port_files, templates) == expected


def test_templates_are_found_where_the_application_looks_for_them(port_files: PortFiles) -> None:
    app = APP.replace("Flask(__name__)", "Flask(__name__, template_folder='pages')")
    porting = port_files(app, {"pages/sub/a.html": "x", "templates/b.html": "y"})

    assert template_texts(porting.original) == {"sub/a.html": "x"}


def test_templates_in_the_code_are_read_when_the_application_renders_them(port_files: PortFiles) -> None:
    page = "PAGE = '<p>{{ session.user }}</p>'\nNAME = 'session'\n"
    shown = port_files(APP + page + "def show():\n    return render_template_string(PAGE)\n")

    assert written_templates(shown.original) == ["<p>{{ session.user }}</p>"]
    assert written_templates(port_files(APP + page).original) == []


def test_a_route_may_name_endpoints_that_moved_and_have_one_rule(port_files: PortFiles) -> None:
    porting = port_files(APP)

    assert surroundings(porting.original, porting.facts, {}).endpoints == {"note": {"key", "rest"}}
    assert surroundings(porting.original, porting.facts, {"note": "mounted"}).endpoints == {}


@pytest.mark.parametrize(
    ("imported", "used", "expected"),
    [
        ("from flask import Response", "Response('x')", True),
        ("import flask", "flask.Response(status=204)", True),
        ("import flask as web", "web.Response('x')", True),
        ("from flask import wrappers", "wrappers.Response('x')", True),
        ("import requests", "requests.Response().text", False),
        ("import flask", "flask.jsonify([])", False),
    ],
)
def test_the_name_response_is_taken_however_the_original_comes_to_it(
    port_files: PortFiles, imported: str, used: str, expected: bool
) -> None:
    app = f"from flask import Flask\n{imported}\napp = Flask(__name__)\n"
    porting = port_files(f"{app}@app.route('/')\ndef index():\n    return {used}\n")

    assert surroundings(porting.original, porting.facts, {}).names_response is expected
