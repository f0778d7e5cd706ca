"""Settings that stand in classes, modules and files of the app become fields wherever they are named."""

from collections.abc import Callable

import pytest

from archwright.port.engine import Porting

PortFiles = Callable[..., Porting]
VIEW = "@app.route('/')\ndef index():\n    return ''\n"
SETTINGS = "class Base:\n    TITLE = 'a'\nclass Own(Base):\n    RATE = 3\nLEVEL = 1\nchoices = {'own': Own}\n"


@pytest.mark.parametrize(
    ("call", "fields"),
    [
        ("from_object('config.Own')", {"title": "'a'", "rate": "3"}),
        ("from_object('config')", {"level": "1"}),
        ("from_pyfile('config.py')", {"level": "1"}),
        ("from_object(config.choices['own'])", {"title": "'a'", "rate": "3"}),
    ],
)
def test_what_a_text_or_a_choice_names_is_read(port_files: PortFiles, call: str, fields: dict[str, str]) -> None:
    head = "import config\nfrom flask import Flask\napp = Flask(__name__)\n"
    porting = port_files(f"{head}app.config.{call}\n{VIEW}", {"config.py": SETTINGS})

    assert {part.name: part.default for part in porting.settings} == fields
