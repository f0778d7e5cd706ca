"""Where the backend keeps its data: where the original does, with tables when the original has them from the start."""

from collections.abc import Callable

import pytest

from archwright.model.parts import TextFile
from archwright.port.database import database_need
from archwright.port.engine import Porting

PortFiles = Callable[..., Porting]
MODELS = (
    "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n"
    "app = Flask(__name__)\nNAME = 'notes.db'\n"
)
SQL = "import sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n"
MADE = "    c = sqlite3.connect('notes.db')\n    c.execute('CREATE TABLE IF NOT EXISTS notes (id INTEGER)')\n"
READ = "    return str(sqlite3.connect('notes.db').execute('SELECT id FROM notes').fetchall())\n"


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("f'sqlite:///{NAME}'", "sqlite:///instance/notes.db"),
        ("'sqlite:///' + NAME", "sqlite:///instance/notes.db"),
        ("f'sqlite:///{os.path.join(app.root_path, NAME)}'", "sqlite:///notes.db"),
    ],
)
def test_a_constant_may_name_the_file(port_files: PortFiles, uri: str, url: str) -> None:
    text = f"{MODELS}app.config['SQLALCHEMY_DATABASE_URI'] = {uri}\ndb = SQLAlchemy(app)\n"
    original = port_files(text).original

    assert database_need(original, [TextFile("app/models/note.py", "")]).default_url == url


def test_tables_are_made_by_the_migration_unless_other_views_would_find_them_missing(port_files: PortFiles) -> None:
    late = f"@app.post('/')\ndef add():\n{MADE}    return 'x'\n@app.get('/all')\ndef notes():\n{READ}"
    early = f"def prepare():\n{MADE}prepare()\n@app.get('/all')\ndef notes():\n{READ}"

    assert database_need(port_files(SQL + late).original, []).schema == ()
    assert len(database_need(port_files(SQL + early).original, []).schema) == 1
