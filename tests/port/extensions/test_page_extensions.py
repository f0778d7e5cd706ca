"""Flask-Assets, Flask-CKEditor and extensions without a task: pages have the same in them."""

import os
from pathlib import Path
from typing import Any

import itsdangerous
import pytest
from moving import written

SOURCE = """
from flask import Flask, render_template_string, jsonify
from flask_assets import Bundle, Environment
from flask_ckeditor import CKEditor, CKEditorField, random_filename, upload_fail, upload_success
from flask_debugtoolbar import DebugToolbarExtension
from flask_migrate import Migrate
from flask_wtf import CSRFProtect, FlaskForm

app = Flask(__name__)
app.config["SECRET_KEY"] = "a secret key that is long enough for everybody"
SETTINGS
toolbar = DebugToolbarExtension()
toolbar.init_app(app)
migrate = Migrate()
ckeditor = CKEditor()
ckeditor.init_app(app)

class Post(FlaskForm):
    class Meta:
        csrf = False
    body = CKEditorField("Body")

@app.route("/page")
def page():
    return render_template_string(
        "{{ ckeditor.load() }}{{ ckeditor.load(pkg_type='full-all') }}{{ ckeditor.load(serve_local=True) }}"
        "{{ ckeditor.load('/own.js') }}{{ ckeditor.load(pkg_type='odd', version='4.1') }}{{ ckeditor.create() }}"
        "{{ ckeditor.create(name='b', value='<b>') }}{{ ckeditor.load_code_theme() }}{{ form.body(class='x') }}"
        "{{ form.body }}", form=Post())

@app.route("/config")
def config():
    return render_template_string("{{ ckeditor.config() }}")

@app.route("/config/own")
def own_config():
    return render_template_string("{{ ckeditor.config(name='b', custom_config='a: 1', height=2, file_browser='/x') }}")

@app.route("/up")
def up():
    return upload_success("/file", "name")

@app.route("/warned")
def warned():
    return upload_success("/file", message="large")

@app.route("/failed")
def failed():
    return upload_fail()

@app.route("/refused")
def refused():
    return upload_fail("no")

@app.route("/old")
@ckeditor.uploader
def old():
    return "/file"

@app.route("/name")
def name():
    return jsonify(len(random_filename("a.png")), random_filename("a.png")[-4:])

"""
SETTINGS = [
    "",
    'app.config.update(CKEDITOR_SERVE_LOCAL=True, CKEDITOR_PKG_TYPE="basic", CKEDITOR_LANGUAGE="de")',
    'app.config.update(CKEDITOR_ENABLE_CODESNIPPET=True, CKEDITOR_EXTRA_PLUGINS=["a"], CKEDITOR_HEIGHT=300)',
    'app.config.update(CKEDITOR_FILE_UPLOADER="up", CKEDITOR_UPLOAD_ERROR_MESSAGE="Sorry")',
]


PATHS = ["/page", "/config", "/config/own", "/up", "/warned", "/failed", "/refused", "/old?CKEditorFuncNum=3", "/name"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("path", PATHS)
def test_pages_have_the_same_editor(twins: Any, settings: str, path: str) -> None:
    source = SOURCE.replace("SETTINGS", settings)

    assert twins(source, written(source)).same(path).status == 200


def test_the_editor_sends_the_token(twins: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda size: b"r" * size)
    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda _: 1_700_000_000)
    source = SOURCE.replace("SETTINGS", 'app.config["CKEDITOR_ENABLE_CSRF"] = True\ncsrf = CSRFProtect()')
    source += "\ncsrf.init_app(app)\n"

    assert "'X-CSRFToken': '" in twins(source, written(source)).same("/config").body


BUNDLES = """
from flask import Flask, render_template_string
from flask_assets import Bundle, Environment

app = Flask(__name__)
app.config["SECRET_KEY"] = "a secret key that is long enough for everybody"
SETTINGS
assets = Environment()
assets.register("css", Bundle("a.css", "b.css", output="gen/packed.css"))
assets.register("js", "a.js", Bundle("b.js"), output="gen/packed.js")

@app.route("/")
def page():
    return render_template_string("{% assets 'css' %}<{{ ASSET_URL }}>{% endassets %}{% assets 'js' %}"
                                  "<{{ ASSET_URL }}>{% endassets %}{% assets 'a.js', output='gen/c.js' %}"
                                  "<{{ ASSET_URL }}>{% endassets %}")

assets.init_app(app)
"""


@pytest.mark.parametrize(
    "settings",
    [
        "",
        'app.config["ASSETS_DEBUG"] = True',
        'app.config.update(ASSETS_URL_EXPIRE=False, ASSETS_VERSIONS="timestamp")',
    ],
)
def test_pages_name_the_same_bundles(twins: Any, tmp_path: Path, settings: str) -> None:
    folder = tmp_path / "static"
    folder.mkdir(parents=True)
    for name in ("a.css", "b.css", "a.js", "b.js"):
        (folder / name).write_text(f"/* {name} */")
    source = BUNDLES.replace("SETTINGS", settings)
    both = twins(source.replace("Flask(__name__)", f'Flask(__name__, static_folder="{folder}")'), written(source))

    expected = both.ask_one(0, "/")
    packed = {path.name: path.read_bytes() for path in (folder / "gen").glob("*")}
    for path in (folder / "gen").glob("*"):
        path.unlink()
    assert both.ask_one(1, "/") == expected
    assert {path.name: path.read_bytes() for path in (folder / "gen").glob("*")} == packed
