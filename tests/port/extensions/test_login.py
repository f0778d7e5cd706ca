"""Flask-Login: who is let in, where others are sent, and what the browser remembers."""

from typing import Any

import pytest
from moving import written

USERS = """
from datetime import timedelta
from flask import Flask, jsonify, render_template_string, request, session
from flask_login import (
    LoginManager, UserMixin, confirm_login, current_user, fresh_login_required, login_fresh, login_remembered,
    login_required, login_url, login_user, logout_user,
)

app = Flask(__name__)
app.config["SECRET_KEY"] = "a secret key that is long enough for everybody"
login_manager = LoginManager()
login_manager.login_view = "enter"
login_manager.refresh_view = "/again?x=1"

class User(UserMixin):
    def __init__(self, id, is_active=True):
        self.id, self._active = id, is_active

    @property
    def is_active(self):
        return self._active

class Keyless(UserMixin):
    pass

@login_manager.user_loader
def load_user(id):
    return User(int(id)) if id in ("1", "2") else None

@app.route("/enter/<id>")
def log_in(id):
    span = timedelta(minutes=int(request.args["span"])) if "span" in request.args else None
    user = User(id, is_active="idle" not in request.args)
    done = login_user(user, remember="keep" in request.args, duration=span, force="force" in request.args,
                      fresh="stale" not in request.args)
    return f"{done} {current_user.get_id()}"

@app.route("/enter")
def enter():
    return render_template_string("{{ get_flashed_messages(with_categories=True) }}|{{ current_user.get_id() }}")

@app.route("/leave")
def leave():
    return str(logout_user())

@app.route("/confirm")
def confirm():
    confirm_login()
    return ""

@app.route("/plain")
def plain():
    return "plain"

@app.route("/mine", methods=["GET", "POST", "OPTIONS"])
@login_required
def mine():
    return "mine"

@app.route("/secret")
@fresh_login_required
def secret():
    return "secret"

@app.route("/async")
@login_required
async def later():
    return "later " + current_user.get_id()

@app.route("/who")
def who():
    seen = [current_user.is_authenticated, current_user.is_active, current_user.is_anonymous, current_user.get_id()]
    kept = {key: value for key, value in session.items() if key != "_id"}
    return jsonify(seen=seen, kept=kept, known="_id" in session, fresh=login_fresh(), kept_by_cookie=login_remembered())

@app.route("/browser")
def browser():
    return session["_id"]

@app.route("/page")
def page():
    return render_template_string("{% if current_user.is_authenticated %}in{% else %}out{% endif %}")

@app.route("/urls")
def urls():
    return jsonify(login_url("enter"), login_url("enter", "http://localhost/x?y=1"), login_url("/a?b=", "http://z/x"),
                   login_url("https://else.where/in", request.url, "back"),
                   login_url("http://else.where/in", request.url))

@app.route("/equal")
def equal():
    try:
        Keyless().get_id()
    except NotImplementedError as error:
        return jsonify(User(1) == User(1), User(1) != User(2), User(1) == 1, str(error))
"""
START = "\nlogin_manager.init_app(app)\n"
BROWSER = {"headers": {"User-Agent": "one"}}
OTHER = {"headers": {"User-Agent": "two"}}


def make(twins: Any, *more: str) -> Any:
    """Both servers, with more lines in their source."""
    source = "\n".join([USERS, *more, START])
    return twins(source, written(source))


@pytest.mark.parametrize("path", ["/plain", "/page", "/who", "/urls", "/equal", "/secret", "/mine?a=%20b&a=c"])
def test_a_visitor_sees_the_same(twins: Any, path: str) -> None:
    make(twins).same(path)


@pytest.mark.parametrize("method", ["POST", "OPTIONS", "HEAD", "DELETE"])
def test_only_options_pass_without_a_login(twins: Any, method: str) -> None:
    make(twins).same("/mine", method)


def test_a_visitor_is_sent_to_the_login_page_with_a_message(twins: Any) -> None:
    both = make(twins)

    assert both.same("/mine").status == 302
    assert "Please log in to access this page." in both.same("/enter").body


@pytest.mark.parametrize("query", ["", "?keep=1", "?keep=1&span=5", "?stale=1", "?idle=1", "?idle=1&force=1"])
def test_a_login_lasts_until_it_is_ended(twins: Any, query: str) -> None:
    both = make(twins)
    for path in (f"/enter/1{query}", "/who", "/mine", "/secret", "/page", "/who", "/confirm", "/secret"):
        both.same(path)
    for path in ("/leave", "/who", "/mine", "/who"):
        both.same(path)


def test_the_cookie_logs_in_without_a_session_but_not_freshly(twins: Any) -> None:
    both = make(twins)
    both.same("/enter/2?keep=1")
    for jar in both.jars:
        del jar["session"]

    assert both.same("/mine").status == 200
    assert both.same("/secret").status == 302
    both.same("/who")


def test_a_forged_cookie_is_not_believed(twins: Any) -> None:
    both = make(twins)
    for jar in both.jars:
        jar["remember_token"] = "1|0123"

    assert both.same("/mine").status == 302
    for jar in both.jars:
        jar["remember_token"] = "1"
    both.same("/who")


@pytest.mark.parametrize("mode", ['"basic"', '"strong"', "None"])
def test_another_browser_with_the_same_session_is_noticed(twins: Any, mode: str) -> None:
    both = make(twins, f"login_manager.session_protection = {mode}")
    both.same("/enter/1?keep=1", **BROWSER)
    for path in ("/mine", "/secret", "/who"):
        both.same(path, **BROWSER)
    for path in ("/secret", "/who", "/leave", "/who"):
        both.same(path, **OTHER)


def test_a_user_who_is_gone_is_a_visitor(twins: Any) -> None:
    both = make(twins)
    both.same("/enter/9")

    assert both.same("/mine").status == 302


SETTINGS = [
    'app.config["USE_SESSION_FOR_NEXT"] = True',
    'app.config["LOGIN_DISABLED"] = True',
    'app.config.update(REMEMBER_COOKIE_NAME="me", REMEMBER_COOKIE_SECURE=True, REMEMBER_COOKIE_SAMESITE="Lax")',
    'app.config.update(REMEMBER_COOKIE_PATH="/x", REMEMBER_COOKIE_HTTPONLY=False, REMEMBER_COOKIE_DURATION=60)',
    'app.config["REMEMBER_COOKIE_REFRESH_EACH_REQUEST"] = True',
    'app.config["SESSION_PROTECTION"] = "strong"',
    'app.config["FORCE_HOST_FOR_REDIRECTS"] = "other.host"',
    "login_manager.login_view = None",
    "login_manager.login_message = None",
    'login_manager.login_message, login_manager.login_message_category = "Who are you?", "warning"',
    "login_manager.localize_callback = str.upper",
    'login_manager.blueprint_login_views = {None: "/blue"}',
    'login_manager.unauthorized_handler(lambda: ("no", 403))',
    'login_manager.needs_refresh_handler(lambda: ("stale", 403))',
    "login_manager.request_loader(lambda request: User(7) if request.args.get('key') else None)",
]


@pytest.mark.parametrize("line", SETTINGS)
def test_settings_mean_the_same(twins: Any, line: str) -> None:
    both = make(twins, line)
    for path in ("/mine", "/enter", "/who", "/who?key=1", "/enter/1?keep=1&stale=1", "/mine", "/secret", "/who"):
        both.same(path)
    both.same("/leave")
    both.same("/who")


def test_the_cookie_is_signed_the_same(twins: Any) -> None:
    both = make(twins)
    both.same("/enter/1?keep=1&span=5")
    first, second = (jar["remember_token"] for jar in both.jars)

    assert first == second


@pytest.mark.parametrize("agent", ["some/1.0", ""])
def test_the_browser_is_known_by_the_same_fingerprint(twins: Any, agent: str) -> None:
    both = make(twins)
    both.same("/enter/1", headers={"User-Agent": agent, "X-Forwarded-For": "10.0.0.1, 10.0.0.2"})

    assert len(both.same("/browser", headers={"User-Agent": agent, "X-Forwarded-For": "10.0.0.1"}).body) == 128


def test_a_coroutine_may_be_guarded(twins: Any) -> None:
    both = make(twins)
    assert both.ask("/async")[1].status == 302
    both.same("/enter/1")

    assert both.ask("/async")[1].body == "later 1"
