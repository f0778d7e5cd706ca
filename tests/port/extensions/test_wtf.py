"""Flask-WTF: forms, their tokens and their files, and requests that may not come without a token."""

import os
import re
from io import BytesIO
from typing import Any

import itsdangerous
import pytest
from moving import written

FORMS = """
from flask import Flask, g, jsonify, render_template_string, request, session
from flask_wtf import CSRFProtect, FlaskForm, Form, RecaptchaField
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from flask_wtf.file import FileAllowed, FileField, FileRequired, FileSize, MultipleFileField
from wtforms import HiddenField, IntegerField, SelectField, StringField, SubmitField, ValidationError
from wtforms.validators import DataRequired, Email, InputRequired, Length

app = Flask(__name__)
app.config["SECRET_KEY"] = "a secret key that is long enough for everybody"

class TaskForm(FlaskForm):
    title = StringField("Title", validators=[DataRequired(), Length(max=5)])
    mail = StringField("Mail", validators=[Email()], default="a@example.org")
    kind = SelectField("Kind", choices=["a", "b"])
    trace = HiddenField(default="t")
    submit = SubmitField("Save")

    def validate_title(self, field):
        if field.data == "taken":
            raise ValidationError("That title is taken.")

class UploadForm(FlaskForm):
    photo = FileField(validators=[FileRequired(), FileAllowed(["png", "jpg"]), FileSize(10, 2)])
    more = MultipleFileField(validators=[FileAllowed(["txt"], "Only text!")])

class Bare(FlaskForm):
    class Meta:
        csrf = False
    number = IntegerField(validators=[InputRequired()])

class Plain(Form):
    number = IntegerField(default=3)

class Human(FlaskForm):
    robot = RecaptchaField()

PAGE = "{{ form.hidden_tag() }}|{{ form.hidden_tag('trace', 'title', form.trace, 'none') }}|{{ form.csrf_token }}|" \\
    "{% for field in form %}{{ field.label }}{{ field(class='x') }}{% endfor %}|{{ form.errors|tojson }}"

@app.route("/task", methods=["GET", "POST", "PUT"])
def task():
    form = TaskForm()
    if form.validate_on_submit():
        return jsonify(form.data)
    return render_template_string(PAGE, form=form)

@app.route("/prefixed", methods=["GET", "POST"])
def prefixed():
    form = TaskForm(prefix="p")
    return render_template_string(PAGE, form=form) if not form.validate_on_submit() else "done"

@app.route("/upload", methods=["GET", "POST"])
def upload():
    form = UploadForm()
    if form.validate_on_submit():
        return jsonify(form.photo.data.filename, [file.filename for file in form.more.data or []])
    return jsonify(form.errors, form.photo(), form.is_submitted())

@app.route("/bare", methods=["GET", "POST"])
def bare():
    form = Bare()
    return jsonify(form.validate_on_submit(), form.data, form.errors, Plain().data)

@app.route("/given", methods=["POST"])
def given():
    return jsonify(TaskForm(formdata=None, data={"title": "x"}).data["title"], TaskForm(obj=None).title.data)

@app.route("/token")
def token():
    return jsonify(generate_csrf() == generate_csrf() == g.csrf_token, session["csrf_token"], generate_csrf())

@app.route("/check", methods=["GET", "POST"])
def check():
    try:
        return str(validate_csrf(request.args.get("token")))
    except ValidationError as error:
        return str(error)

@app.route("/human", methods=["GET", "POST"])
def human():
    form = Human()
    ok = form.validate_on_submit()
    return render_template_string("{{ form.robot }}{{ form.errors|tojson }}{{ ok }}", form=form, ok=ok)

"""
PROTECTED = """
csrf = CSRFProtect()

@app.route("/open", methods=["POST"])
@csrf.exempt
def open_to_all():
    return "open"

@app.route("/macro")
def macro():
    return render_template_string("{{ csrf_token() }}{{ csrf_meta_tag() }}{{ csrf_meta_tag('a<b') }}")

csrf.init_app(app)
"""


SECRET = "a secret key that is long enough for everybody"


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither chance nor time makes a difference."""
    monkeypatch.setattr(os, "urandom", lambda size: b"r" * size)
    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda _: 1_700_000_000)


def make(twins: Any, *more: str) -> Any:
    """Both servers, with more lines in their source."""
    source = "\n".join([FORMS, *more])
    return twins(source, written(source))


def token_of(both: Any) -> str:
    """The token that both put into a form."""
    found = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', both.same("/task").body)
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/task", "/prefixed", "/upload", "/bare", "/token", "/check", "/check?token=x"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_a_token_both_say_the_same(twins: Any, path: str, method: str) -> None:
    make(twins).same(path, method)


SENT: list[dict[str, Any]] = [
    {"data": {"title": "new", "kind": "a"}},
    {"data": {"title": "new", "kind": "a", "mail": "x@example.org"}},
    {"data": {"title": "taken", "kind": "z"}},
    {"data": {"title": "far too long", "kind": "b"}},
    {"data": {"title": "<b>", "kind": "a", "mail": "no mail"}},
]


@pytest.mark.parametrize("options", SENT)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_form_with_its_token_is_read_and_checked(twins: Any, options: dict[str, Any], method: str) -> None:
    both = make(twins)
    token = token_of(both)

    both.same("/task", method, data={**options["data"], "csrf_token": token})


def test_a_form_may_come_as_json(twins: Any) -> None:
    both = make(twins)
    token = token_of(both)

    body = {"title": "new", "kind": "a", "mail": "x@example.org", "csrf_token": token}
    assert both.same("/task", "POST", json=body).body.startswith('{"csrf_token"')
    both.same("/bare", "POST", json={"number": 4})
    both.same("/bare", "POST", data={"number": "x"})
    both.same("/bare", "POST", data={"number": "5"})
    both.same("/given", "POST", data={"title": "y"})


def test_a_token_ends_with_its_session_and_its_time(twins: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    both = make(twins)
    token = token_of(both)

    assert both.same(f"/check?token={token}").body == "None"
    other = itsdangerous.URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps("other")
    assert both.same(f"/check?token={other}").body == "The CSRF tokens do not match."
    for jar in both.jars:
        del jar["session"]
    assert both.same(f"/check?token={token}").body == "The CSRF session token is missing."
    token_of(both)
    monkeypatch.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda _: 1_700_009_999)
    assert both.same(f"/check?token={token}").body == "The CSRF token has expired."


FILES = [[], ["a.png"], ["a.gif"], ["B.JPG"], ["a.png", "a.txt", "b.txt"], ["a.png", "a.doc"]]


@pytest.mark.parametrize("names", FILES)
@pytest.mark.parametrize("size", [1, 5, 11])
def test_files_are_checked(twins: Any, names: list[str], size: int) -> None:
    both = make(twins)
    token = token_of(both)

    def data() -> dict[str, Any]:
        first = {"photo": (BytesIO(b"x" * size), names[0])} if names else {}
        more = {"more": [(BytesIO(b"y"), name) for name in names[1:]]} if names[1:] else {}
        return {"csrf_token": token, **first, **more}

    expected = both.ask_one(0, "/upload", "POST", data=data())
    assert both.ask_one(1, "/upload", "POST", data=data()) == expected


LINES = [
    'app.config["WTF_CSRF_ENABLED"] = False',
    'app.config["WTF_CSRF_FIELD_NAME"] = "csrf_token_2"',
    'app.config["WTF_CSRF_SECRET_KEY"] = "another secret key"',
    'app.config["WTF_CSRF_TIME_LIMIT"] = None',
    'app.config["WTF_I18N_ENABLED"] = False',
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("protected", ["", PROTECTED])
def test_settings_mean_the_same(twins: Any, line: str, protected: str) -> None:
    both = make(twins, line, protected)
    for path, method in (("/task", "GET"), ("/task", "POST"), ("/check?token=1", "GET"), ("/check", "POST")):
        both.same(path, method)


def test_a_protected_application_wants_a_token_for_every_change(twins: Any) -> None:
    both = make(twins, PROTECTED)
    token = token_of(both)

    assert both.same("/check", "POST").status == 400
    assert both.same("/open", "POST").body == "open"
    both.same("/nowhere", "POST")
    both.same("/open", "GET")
    both.same("/macro")
    for name in ("X-CSRFToken", "X-CSRF-Token", "X-Other"):
        both.same("/check", "POST", headers={name: token})
    both.same("/check", "POST", headers={"X-CSRFToken": "forged"})
    both.same("/check", "POST", data={"csrf_token": token})
    both.same("/check", "POST", data={"p-csrf_token": token})
    both.same("/task", "POST", data={"p-csrf_token": token, "title": "new", "kind": "a"})
    both.same("/task", "POST", data={"title": "new", "kind": "a"})


def test_an_error_handler_may_answer_for_a_missing_token(twins: Any) -> None:
    handler = '\n@app.errorhandler(CSRFError)\ndef refused(error):\n    return error.description + "!", 418\n'
    both = make(twins, PROTECTED, handler)

    assert both.same("/check", "POST").status == 418


def test_over_https_the_referrer_must_be_the_host_itself(twins: Any) -> None:
    both = make(twins, PROTECTED, "from werkzeug.middleware.proxy_fix import ProxyFix")
    token = token_of(both)
    for referrer in ("https://localhost/page", "https://other.host/", None):
        headers = {"X-CSRFToken": token, **({"Referer": referrer} if referrer else {})}
        both.same("/check", "POST", headers=headers, base_url="https://localhost/")


ROBOT = 'app.config["RECAPTCHA_PUBLIC_KEY"] = "public"'
ROBOTS = [
    ROBOT,
    'app.config["RECAPTCHA_ENABLED"] = False',
    ROBOT + '\napp.config["RECAPTCHA_HTML"] = "<b>"',
    ROBOT + '\napp.config.update(RECAPTCHA_PARAMETERS={"hl": "de"}, RECAPTCHA_DATA_ATTRS={"theme": "dark"})',
    ROBOT + '\napp.config.update(RECAPTCHA_SCRIPT="/x.js", RECAPTCHA_DIV_CLASS="c")',
]


@pytest.mark.parametrize("line", ROBOTS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_form_may_ask_whether_somebody_is_human(twins: Any, line: str, method: str) -> None:
    both = make(twins, line, 'app.config["WTF_CSRF_ENABLED"] = False')

    both.same("/human", method)
    both.same("/human", method, json={"other": 1}) if method == "POST" else None
