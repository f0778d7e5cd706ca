"""A moved piece names what it uses by its new place, or says why it cannot move."""

from collections.abc import Callable

import pytest

from archwright import recipes
from archwright.kit.discovery import plugins
from archwright.model.facts import Facts
from archwright.model.parts import TextFile
from archwright.port.engine import Porting, port
from archwright.port.modules import ModuleText

PortFiles = Callable[..., Porting]
StudyFiles = Callable[..., Facts]
RECIPES = plugins(recipes)
APP = """
import flask
from flask import Flask, request
app = Flask(__name__)
"""
VIEW = "@app.route('/')\ndef index():\n"


def routes(porting: Porting) -> str:
    return written(porting.modules["app.api.routes.pages"])


def written(module: ModuleText) -> str:
    return module.file().text


def reason(porting: Porting, endpoint: str = "index") -> str:
    return next(m.reason for m in porting.moved if m.endpoint == endpoint and m.rung == "mounted")


def test_an_attribute_of_the_framework_becomes_its_counterpart(port_files: PortFiles) -> None:
    text = routes(port_files(APP + VIEW + "    return flask.request.args['q']\n"))

    assert "request.args['q']" in text
    assert "flask.request" not in text
    assert "from app.core.compat.request import request" in text


def test_an_alias_of_the_framework_keeps_its_name(port_files: PortFiles) -> None:
    text = routes(port_files(APP + "from flask import session as memory\n" + VIEW + "    return memory['a']\n"))

    assert "from app.core.compat.session import session as memory" in text
    assert "memory['a']" in text


def test_an_attribute_of_an_own_module_is_imported_from_its_new_home(port_files: PortFiles) -> None:
    helper = {"texts.py": "def slug(t):\n    return t.lower()\n"}
    text = routes(port_files(APP + "import texts\n" + VIEW + "    return texts.slug(request.args['q'])\n", helper))

    assert "from app.services.texts import slug" in text
    assert "texts.slug" not in text


def test_such_an_attribute_gives_way_to_a_local_of_its_name(port_files: PortFiles) -> None:
    helper = {"texts.py": "def slug(t):\n    return t.lower()\n"}
    view = VIEW + "    slug = request.args['q']\n    return texts.slug(slug)\n"

    text = routes(port_files(APP + "import texts\n" + view, helper))

    assert "from app.services.texts import slug as slug_" in text
    assert "slug_(slug)" in text


def test_a_rebound_value_is_reached_through_its_module(port_files: PortFiles) -> None:
    porting = port_files(APP + "hits = 0\n" + VIEW + "    global hits\n    hits += 1\n    return str(hits)\n")

    text = routes(porting)
    assert "state.hits += 1" in text
    assert "from app.core import state" in text
    assert "global" not in text


def test_a_local_is_left_alone_whatever_its_name(port_files: PortFiles) -> None:
    text = routes(port_files(APP + "hits = 0\ndef bump():\n    global hits\n    hits = 1\n"
                             + VIEW + "    hits = len(request.args)\n    return str(hits)\n"))  # fmt: skip

    assert "state" not in text


def test_keywords_and_attributes_of_that_name_are_left_alone(port_files: PortFiles) -> None:
    porting = port_files(
        APP + "hits = 0\ndef bump():\n    global hits\n    hits = 1\n"
        "def show(thing):\n    return dict(hits=thing.hits)\n" + VIEW + "    return show(request)\n"
    )

    assert "dict(hits=thing.hits)" in written(porting.modules["app.services.logic"])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("    return str(app.url_map)\n", "uses app.url_map"),
        ("    return flask.signals.something()\n", "uses"),
    ],
)
def test_what_cannot_move_says_why(port_files: PortFiles, code: str, said: str) -> None:
    assert said in reason(port_files(APP + VIEW + code))


def test_a_module_used_as_a_value_says_why(port_files: PortFiles) -> None:
    porting = port_files(APP + "import texts\n" + VIEW + "    return str(dir(texts))\n", {"texts.py": "x = 1\n"})

    assert reason(porting) == "uses the module texts as a value"


def test_the_reason_is_handed_on_to_what_needs_it(port_files: PortFiles) -> None:
    porting = port_files(APP + "def rules():\n    return str(app.url_map)\n" + VIEW + "    return rules()\n")

    assert reason(porting).startswith("needs `rules`, which uses app.url_map")


def test_what_calls_a_view_that_stays_stays_too(study_files: StudyFiles) -> None:
    facts = study_files(
        APP + VIEW + "    return str(app.blueprints)\n@app.route('/b')\ndef other():\n    return index()\n"
        "@app.route('/c')\ndef third():\n    return 'c'\ndef warm():\n    print(index)\nwarm()\n"
    )
    ported = port(facts, RECIPES)
    files = {file.path: file.text for file in ported.parts.of(TextFile)}

    assert {moved.endpoint: moved.rung for moved in ported.moved} == {
        "index": "mounted", "other": "mounted", "third": "idiomatic",
    }  # fmt: skip
    assert "index" not in files["app/api/routes/pages.py"]
    assert "app/services/startup.py" not in files
    assert [moved.reason for moved in ported.moved if moved.endpoint == "other"] == [
        "needs `index`, which stays in the original"
    ]


def test_a_rebound_value_of_another_module_is_imported_too(port_files: PortFiles) -> None:
    counter = {"counter.py": "hits = 0\ndef bump():\n    global hits\n    hits += 1\n"}
    text = routes(port_files(APP + "import counter\n" + VIEW + "    return str(counter.hits)\n", counter))

    assert "state.hits" in text
    assert "from app.core import state" in text
