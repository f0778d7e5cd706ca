"""Each definition goes to the lowest layer that fits what it uses."""

from collections.abc import Callable

import pytest

from archwright.port.engine import Porting
from archwright.port.source import Own
from archwright.port.unsure import unsure_names

PortFiles = Callable[..., Porting]
APP = """
import sqlite3
from flask import Flask, request, g, session
app = Flask(__name__)

@app.route("/")
def index():
    return ""
"""


def home(porting: Porting, name: str, module: str = "app") -> str:
    found = porting.placement.home(Own(module, name))
    return f"{found.layer}.{found.module}" if found else ""


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("thing = 3\n", "core.constants"),
        ("def thing(title):\n    return title.lower()\n", "services.logic"),
        ("class thing(Exception):\n    pass\n", "services.logic"),
        ("def thing():\n    return sqlite3.connect('x.db')\ndef total():\n    return thing().total_changes\n",
         "repositories.queries"),
        ("def connect():\n    return sqlite3.connect('x.db')\ndef thing():\n    return connect().total_changes\n",
         "services.logic"),
        ("def thing():\n    return request.args['q']\n", "api.dependencies"),
        ("def thing():\n    return session.get('user')\n", "api.dependencies"),
        ("def ask():\n    return request.args['q']\ndef thing():\n    return ask()\n", "api.dependencies"),
        ("def thing():\n    return g.user\n", "services.logic"),
    ],
)  # fmt: skip
def test_a_definition_goes_where_its_uses_allow(port_files: PortFiles, code: str, place: str) -> None:
    assert home(port_files(APP + code), "thing") == place


def test_a_pure_function_that_a_query_needs_stays_below_it(port_files: PortFiles) -> None:
    porting = port_files(
        APP + "def quote(name):\n    return name.strip()\n"
        "def find(name):\n    return sqlite3.connect('x.db').execute('select ?', (quote(name),)).fetchone()\n"
    )

    assert home(porting, "quote") == "core.constants"


def test_what_functions_rebind_lives_in_the_state_module(port_files: PortFiles) -> None:
    porting = port_files(APP + "hits = 0\ndef count():\n    global hits\n    hits += 1\n    return hits\n")

    assert home(porting, "hits") == "core.state"


def test_work_on_a_value_stands_beside_it(port_files: PortFiles) -> None:
    porting = port_files(APP + "seen = {}\nseen['first'] = 1\n")
    work = next(s for s in porting.original.source if s.code.startswith("seen['first']"))

    assert porting.home_of(work) == "app.core.constants"


def test_work_on_nothing_of_ours_is_done_at_the_start(port_files: PortFiles) -> None:
    porting = port_files(APP + "def seed():\n    pass\nseed()\n")
    work = next(s for s in porting.original.source if s.code.strip() == "seed()")

    assert porting.home_of(work) == "app.services.startup"


def test_work_before_a_value_it_may_prepare_is_done_when_the_value_is_made(port_files: PortFiles) -> None:
    porting = port_files("import os, locale\n" + APP + "locale.setlocale(locale.LC_ALL, '')\nKEY = os.getenv('KEY')\n")
    work = next(s for s in porting.original.source if s.code.startswith("locale."))

    assert porting.home_of(work) == "app.core.constants"


def test_a_module_of_the_original_keeps_its_name_and_stays_whole(port_files: PortFiles) -> None:
    helper = (
        "import sqlite3\nWORDS = 3\ndef count(t):\n    return len(t)\ndef find():\n    return sqlite3.connect('x')\n"
    )
    porting = port_files(APP + "import texts\n", {"texts.py": helper + "def all():\n    return find(), WORDS\n"})

    assert {home(porting, name, "texts") for name in ("WORDS", "count", "find", "all")} == {"services.texts"}


def test_a_module_with_a_name_that_says_nothing_goes_to_the_shared_one(port_files: PortFiles) -> None:
    porting = port_files(APP + "import server\n", {"server.py": "def count(t):\n    return len(t)\n"})

    assert home(porting, "count", "server") == "services.logic"


def test_a_name_that_may_be_unbound_is_reached_through_its_module(port_files: PortFiles) -> None:
    app = APP.replace('return ""', "return KEY")
    porting = port_files(f"import os\n{app}if os.getenv('KEY'):\n    KEY = os.environ['KEY']\n")
    routes = porting.modules["app.api.routes.pages"].file().text

    assert "from app.core import constants" in routes
    assert "constants.KEY" in routes


@pytest.mark.parametrize(
    ("code", "unsure"),
    [
        ("if a:\n    x = 1\n", {"x"}),
        ("if a:\n    x = 1\nelse:\n    x, y = 2, 3\n", {"y"}),
        ("if a:\n    x = 1\nelse:\n    raise ValueError\n", set()),
        ("if a:\n    x = 1\nelse:\n    sys.exit(1)\n", set()),
        ("try:\n    x = f()\nexcept OSError:\n    pass\n", {"x"}),
        ("try:\n    x = f()\nexcept OSError:\n    x = None\nfinally:\n    y = 1\n", set()),
        ("with open('a') as file:\n    x = file.read()\n", set()),
        ("for x in []:\n    y = x\n", {"x", "y"}),
        ("while True:\n    x = 1\n    break\n", set()),
    ],
)
def test_a_name_is_sure_when_every_way_binds_it(code: str, unsure: set[str]) -> None:
    assert unsure_names(code) == unsure
