"""What stands around the moved routes: static files, hooks, names that do not collide."""

from collections.abc import Callable, Iterator

from archwright.model.parts import MainLine, Part, TextFile
from archwright.port.engine import Porting
from archwright.port.finish import finished_parts

PortFiles = Callable[..., Porting]
HEAD = "from flask import Flask, render_template, url_for\n"
APP = HEAD + "app = Flask(__name__)\n@app.route('/')\ndef index():\n    return render_template('a.html')\n"
HANDLERS = (
    "from flask import Blueprint\nfrom werkzeug.exceptions import Gone\nbp = Blueprint('bp', __name__)\n"
    "@bp.app_errorhandler(Gone)\ndef gone(e):\n    return 'gone', 410\n"
)


def text_of(parts: Iterator[Part], path: str) -> str:
    return next(part.text for part in parts if isinstance(part, TextFile) and part.path == path)


def installed(parts: Iterator[Part]) -> str:
    return "\n".join(part.statement for part in parts if isinstance(part, MainLine))


def test_static_files_are_served_when_a_page_names_them_though_the_folder_is_not_there_yet(
    port_files: PortFiles,
) -> None:
    named = port_files(APP, {"templates/a.html": "{{ url_for('static', filename='a.png') }}"})
    assert 'StaticFiles("static")' in installed(finished_parts(named))

    unnamed = port_files(APP, {"templates/a.html": "static"})
    assert "StaticFiles" not in installed(finished_parts(unnamed))


def test_what_a_template_in_the_code_names_is_there(port_files: PortFiles) -> None:
    app = HEAD + "from flask import render_template_string\napp = Flask(__name__)\n@app.route('/')\ndef index():\n"
    porting = port_files(app + "    return render_template_string('{{ session.user }}')\n")

    assert "session" in text_of(finished_parts(porting), "app/core/compat/templating.py")


def test_an_error_handler_of_another_module_brings_the_names_of_that_module(port_files: PortFiles) -> None:
    porting = port_files(APP + "from handlers import bp\napp.register_blueprint(bp)\n", {"handlers.py": HANDLERS})

    assert "from werkzeug.exceptions import Gone\n" in text_of(finished_parts(porting), "app/api/hooks.py")


def test_a_view_does_not_hide_what_its_module_is_built_on(port_files: PortFiles) -> None:
    porting = port_files(HEAD + "app = Flask(__name__)\n@app.route('/')\ndef router():\n    return 'x'\n")

    routes = text_of(finished_parts(porting), "app/api/routes/pages.py")
    assert "def router_2(" in routes
    assert 'name="router"' in routes
