"""The original is carried over as it is, and loaded the way it is started."""

import ast
from collections.abc import Callable
from dataclasses import replace

import pytest

from archwright.model.parts import Asset, Dependency, Part, TextFile
from archwright.port.engine import Porting
from archwright.port.legacy import data_files, legacy_parts

PortFiles = Callable[..., Porting]
HEAD = "from flask import Flask\n"
APP = HEAD + "app = Flask(__name__)\n@app.route('/')\ndef index():\n    return ''\n"
GUARD = "if __name__ == '__main__':\n    app.run()\n"


def parts_of(porting: Porting, *, as_program: bool = False, shares: bool = False) -> list[Part]:
    return legacy_parts(porting.original, ["index"], as_program=as_program, shares=shares)


def loader(parts: list[Part]) -> str:
    text = next(part.text for part in parts if isinstance(part, TextFile) and part.path == "app/legacy/__init__.py")
    ast.parse(text)
    return text


def test_every_file_of_the_original_is_carried_under_the_legacy_package(port_files: PortFiles) -> None:
    porting = port_files(APP, {"templates/a.html": "x", ".git/HEAD": "x", "venv/lib.py": "x", "data/rows.csv": "x"})

    carried = {part.path for part in parts_of(porting) if isinstance(part, Asset)}
    assert carried == {f"app/legacy/source/{path}" for path in ("app.py", "templates/a.html", "data/rows.csv")}


def test_the_backend_gets_the_data_beside_the_code_and_not_the_code(port_files: PortFiles) -> None:
    files = {"templates/a.html": "x", "README.md": "x", "rows.csv": "x", "requirements.txt": "", ".env": "A=1"}
    root = port_files(APP, files).original.source.root

    assert [asset.path for asset in data_files(root)] == ["rows.csv", "templates/a.html"]


def test_what_moved_is_not_answered_by_the_original(port_files: PortFiles) -> None:
    assert 'MOVED = {"index"}' in loader(parts_of(port_files(APP)))


def test_an_original_with_a_main_guard_is_loaded_as_the_main_program(port_files: PortFiles) -> None:
    porting = port_files(APP + GUARD)

    assert 'spec_from_file_location("__main__"' in loader(parts_of(porting, as_program=True))
    assert 'spec_from_file_location("app"' in loader(parts_of(porting, as_program=False))


def test_an_original_without_a_main_guard_is_loaded_under_its_own_name(port_files: PortFiles) -> None:
    text = loader(parts_of(port_files(APP), as_program=True))

    assert 'spec_from_file_location("app"' in text
    assert "SERVERS" not in text


def test_no_server_is_started_while_the_original_is_loaded(port_files: PortFiles) -> None:
    porting = port_files("from flask_socketio import SocketIO\n" + APP + GUARD)

    assert '[(Flask, "run"), (SocketIO, "run")]' in loader(parts_of(porting, as_program=True))


def test_clients_of_a_database_in_the_original_connect_late(port_files: PortFiles) -> None:
    porting = port_files("from pymongo import MongoClient\nclient = MongoClient('mongodb+srv://a.b.c')\n" + APP)

    assert "    connect_late()\n" in loader(parts_of(porting))
    assert "connect_late" not in loader(parts_of(port_files(APP)))


def test_threads_of_the_original_keep_no_server_alive(port_files: PortFiles) -> None:
    threads = "import threading\n" + APP + "threading.Thread(target=print).start()\n"

    assert "Thread.__init__ = partialmethod(Thread.__init__, daemon=True)" in loader(parts_of(port_files(threads)))
    assert "Thread" not in loader(parts_of(port_files(APP)))


@pytest.mark.parametrize(
    ("key", "is_drawn"),
    [("os.urandom(24)", True), ("secrets.token_hex()", True), ("str(uuid.uuid4())", True), ("'x' * 9", False)],
)
def test_a_key_that_is_drawn_is_the_originals_too(port_files: PortFiles, key: str, is_drawn: bool) -> None:
    drawn = loader(parts_of(port_files(f"import os, secrets, uuid\n{APP}app.secret_key = {key}\n")))

    assert ("original.secret_key = current_app.secret_key" in drawn) is is_drawn


def test_a_file_of_settings_is_carried_when_the_code_names_it(port_files: PortFiles) -> None:
    root = port_files(APP, {"words.yml": "x", "docker-compose.yml": "x"}).original.source.root

    assert [asset.path for asset in data_files(root, "open('words.yml')")] == ["words.yml"]


@pytest.mark.parametrize(
    ("source", "application"),
    [
        (APP, "module.app"),
        (HEAD + "def create_app():\n    app = Flask(__name__)\n    return app\n", "module.create_app()"),
        (HEAD + "def create_app():\n    app = Flask(__name__)\n    return app\napp = create_app()\n", "module.app"),
    ],
)
def test_the_application_is_a_variable_or_made_by_its_factory(
    port_files: PortFiles, source: str, application: str
) -> None:
    assert f"    return {application}\n" in loader(parts_of(port_files(source)))


def test_a_database_of_the_backend_is_the_originals_too(port_files: PortFiles) -> None:
    porting = port_files("from flask_sqlalchemy import SQLAlchemy\n" + APP + "db = SQLAlchemy(app)\n")

    shared, alone = (loader(parts_of(porting, shares=shares)) for shares in (True, False))
    assert "share_database()" in shared
    assert "create_all()" not in shared
    assert "share_database()" not in alone
    assert "create_all()" in alone


def test_an_original_that_has_a_module_called_app_is_loaded_apart_from_the_backend(port_files: PortFiles) -> None:
    alone = loader(parts_of(port_files("from shop import db\n" + APP, {"shop.py": "db = 1\n"})))
    assert "original = load_apart()" in alone


def test_a_package_is_loaded_under_its_own_name(port_files: PortFiles) -> None:
    porting = port_files(APP)
    root = porting.original.source.root
    facts = replace(porting.original.facts, entry="__init__.py")
    (root / "__init__.py").write_text(APP)

    text = loader(legacy_parts(replace(porting.original, facts=facts), ["index"], as_program=False, shares=False))
    assert f'spec_from_file_location("{root.name}", SOURCE / "__init__.py")' in text


def test_flask_and_its_extensions_are_needed(port_files: PortFiles) -> None:
    porting = port_files("from flask_cors import CORS\n" + APP + "CORS(app)\n")

    needs = [part.requirement for part in parts_of(porting) if isinstance(part, Dependency)]
    assert needs == ["flask-cors", "flask>=3.1"]
