"""The original as statements, and where each of its names comes from."""

from collections.abc import Callable
from pathlib import Path

from archwright.port.source import External, Own, Source

ReadFiles = Callable[..., Source]
HEAD = "from flask import Flask\n"
APP = HEAD + "app = Flask(__name__)\n@app.route('/')\ndef index():\n    return ''\n"


def codes(source: Source, module: str = "app") -> list[str]:
    return [statement.code.strip() for statement in source.modules[module].statements]


def test_the_body_of_a_factory_stands_in_its_place(read_files: ReadFiles) -> None:
    source = read_files(
        HEAD + "def create_app(name='x'):\n    app = Flask(name)\n    @app.route('/')\n    def index():\n"
        "        return ''\n    return app\napp = create_app()\n"
    )

    texts = codes(source)
    assert texts[1:3] == ["name = 'x'", "app = Flask(name)"]
    assert texts[3].startswith("@app.route('/')")
    assert len(texts) == 4


def test_a_function_that_makes_no_application_stays_a_function(read_files: ReadFiles) -> None:
    source = read_files(APP + "def make():\n    inner = Flask('x')\n    return inner.name\n")

    assert codes(source)[-1].startswith("def make")


def test_what_stands_under_the_main_guard_comes_last_and_is_marked(read_files: ReadFiles) -> None:
    source = read_files(APP + "if __name__ == '__main__':\n    seed()\ndef seed():\n    pass\n")

    last = source.modules["app"].statements[-1]
    assert (last.code.strip(), last.tail) == ("seed()", True)
    assert not any(statement.tail for statement in source.modules["app"].statements[:-1])


def test_several_statements_on_a_line_are_several(read_files: ReadFiles) -> None:
    assert codes(read_files(APP + "a = 1; b = 2\n"))[-2:] == ["a = 1", "b = 2"]


def test_a_name_is_followed_through_own_modules_to_where_it_is_bound(read_files: ReadFiles) -> None:
    source = read_files(
        APP + "from helpers import slug as make_slug\n",
        {"helpers.py": "from text import slug\n", "text.py": "def slug(t):\n    return t\n"},
    )

    assert source.origin("app", "make_slug") == Own("text", "slug")


def test_a_star_import_of_an_own_module_gives_its_names(read_files: ReadFiles) -> None:
    source = read_files(APP + "from helpers import *\n", {"helpers.py": "LIMIT = 3\n"})

    assert source.origin("app", "LIMIT") == Own("helpers", "LIMIT")


def test_a_star_import_from_outside_gives_what_nothing_else_binds(read_files: ReadFiles) -> None:
    source = read_files(APP + "from math import *\n")

    assert source.origin("app", "floor") == External("math", "floor")
    assert source.origin("app", "app") == Own("app", "app")


def test_with_two_star_imports_from_outside_a_name_is_unknown(read_files: ReadFiles) -> None:
    assert read_files(APP + "from math import *\nfrom cmath import *\n").origin("app", "floor") is None


def test_relative_imports_are_read_from_the_package(read_files: ReadFiles) -> None:
    source = read_files(
        APP + "import shop.views\n",
        {"shop/__init__.py": "", "shop/views.py": "from .models import Item\nfrom . import models\n",
         "shop/models.py": "class Item: pass\n"},
    )  # fmt: skip

    assert source.origin("shop.views", "Item") == Own("shop.models", "Item")
    assert source.origin("shop.views", "models") == Own("shop.models", "")


def test_an_import_binds_its_first_part_or_its_alias(read_files: ReadFiles) -> None:
    source = read_files(APP + "import os.path\nimport numpy.linalg as la\n")

    assert str(source.origin("app", "os")) == "os"
    assert str(source.origin("app", "la")) == "numpy.linalg"


def test_an_import_that_may_fail_is_bound_by_the_block_around_it(read_files: ReadFiles) -> None:
    source = read_files(APP + "try:\n    import json\nexcept ImportError:\n    json = None\n")

    assert source.origin("app", "json") == Own("app", "json")


def test_an_import_inside_a_function_is_none_of_the_module(read_files: ReadFiles) -> None:
    assert read_files(APP + "def f():\n    import csv\n").origin("app", "csv") is None


def test_the_last_binding_of_a_name_is_the_one_that_functions_see(read_files: ReadFiles) -> None:
    source = read_files(APP + "mode = 1\nmode = 2\n")

    binder = source.modules["app"].binder("mode")
    assert binder is not None
    assert binder.code.strip() == "mode = 2"


def test_a_package_is_called_after_its_folder(read_files: ReadFiles) -> None:
    assert "shop" in read_files(APP, {"shop/__init__.py": "x = 1\n"}).modules


def test_a_factory_that_is_called_under_the_main_guard_is_opened_too(read_files: ReadFiles) -> None:
    source = read_files(
        HEAD + "def create_app():\n    app = Flask('x')\n    return app\n"
        "if __name__ == '__main__':\n    app = create_app()\n    create_app().run()\n    app.run()\n"
    )

    assert codes(source)[1:] == ["app = Flask('x')", "app.run()"]


def test_imports_that_are_guarded_and_have_no_stand_in_are_imports(read_files: ReadFiles) -> None:
    source = read_files(
        APP + "try:\n    from json import dumps\n    print('all there')\nexcept:\n    print('missing')\n"
    )

    assert source.origin("app", "dumps") == External("json", "dumps")
    assert codes(source)[-2:] == ["from json import dumps", "print('all there')"]


def test_modules_that_import_a_name_from_each_other_end_nowhere(read_files: ReadFiles) -> None:
    source = read_files(APP + "from one import x\n", {"one.py": "from two import x\n", "two.py": "from one import x\n"})

    assert source.origin("app", "x") == Own("one", "x")


def test_a_package_that_is_the_root_itself_imports_from_beside_it(read_files: ReadFiles) -> None:
    source = read_files(APP, {"__init__.py": "from . import views\nfrom .data import db\n",
                              "views.py": "from . import app\n", "data/__init__.py": "", "data/db.py": ""})  # fmt: skip

    assert source.origin("__init__", "views") == Own("views", "")
    assert source.origin("__init__", "db") == Own("data.db", "")


def test_a_package_that_is_the_root_itself_is_also_imported_by_its_name(read_files: ReadFiles, tmp_path: Path) -> None:
    source = read_files(
        APP,
        {"__init__.py": "db = object()\n", "views.py": f"from {tmp_path.name} import db, app\nfrom . import db as d\n"},
    )

    assert source.origin("views", "db") == source.origin("views", "d") == Own("__init__", "db")
    assert source.origin("views", "app") == Own("app", "")


def test_a_factory_is_read_as_it_is_when_nothing_is_handed_to_it(read_files: ReadFiles) -> None:
    source = read_files(
        HEAD + "def create_app(test=None):\n    app = Flask('x')\n    if test is None:\n        app.debug = False\n"
        "    else:\n        app.debug = True\n    if test:\n        app.testing = True\n    return app\n"
    )

    assert codes(source)[1:] == ["test = None", "app = Flask('x')", "app.debug = False"]


def test_what_a_view_imports_late_from_the_app_or_from_flask_is_imported_by_its_module(read_files: ReadFiles) -> None:
    view = "@app.route('/x')\ndef x():\n    from models import Note\n    from flask import jsonify\n    return str(1)\n"
    source = read_files(APP + view, {"models.py": "from app import app\nclass Note: pass\n"})

    assert source.origin("app", "Note") == Own("models", "Note")
    assert source.origin("app", "jsonify") == External("flask", "jsonify")
    assert "import" not in codes(source)[-1]


def test_a_late_import_stays_where_it_may_fail_is_ambiguous_or_breaks_a_ring(read_files: ReadFiles) -> None:
    source = read_files(
        APP + "def a():\n    from models import Note\ndef b():\n    import csv\n    from json import dumps\n"
        "def c():\n    try:\n        from flask import g\n    except ImportError:\n        pass\n",
        {"models.py": "from app import app\nclass Note: pass\n"},
    )

    assert [code.count("import ") for code in codes(source)[-3:]] == [1, 2, 1]


def test_what_a_factory_takes_by_name_is_nothing(read_files: ReadFiles) -> None:
    source = read_files(
        "from flask import Flask\ndef create_app(*parts, debug=False, **config):\n    app = Flask(__name__)\n"
        "    app.config.from_mapping(DB='a.db')\n    app.config.from_mapping(**config)\n    app.config.update(config)\n"
        "    if config:\n        app.config['A'] = 1\n    print(parts, debug, config)\n    return app\n"
    )

    assert [statement.code.strip() for statement in source][1:] == [
        "debug = False",
        "parts = ()",
        "config = {}",
        "app = Flask(__name__)",
        "app.config.from_mapping(DB='a.db')",
        "print(parts, debug, config)",
    ]


def test_what_a_factory_takes_by_name_and_only_hands_on_leaves_nothing(read_files: ReadFiles) -> None:
    source = read_files(
        "from flask import Flask\ndef create_app(**config):\n    app = Flask(__name__)\n"
        "    app.config.update(**config)\n    return app\n"
    )

    assert [statement.code.strip() for statement in source][1:] == ["app = Flask(__name__)"]


def test_extensions_have_the_names_of_today(read_files: ReadFiles) -> None:
    source = read_files("from flask.ext.login import login_user\nfrom flask.ext import wtf\n")

    assert source.origin("app", "login_user") == External("flask_login", "login_user")
    assert source.origin("app", "wtf") == External("flask_wtf")
