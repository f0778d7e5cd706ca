"""Flask-Talisman: the same headers, and the same way to HTTPS."""

from typing import Any

import flask_talisman.talisman
import pytest
from moving import written

SOURCE = """
from flask import Flask, render_template_string, session
from flask_talisman import DENY, Talisman

app = Flask(__name__)
app.config["SECRET_KEY"] = "a secret key that is long enough for everybody"
talisman = Talisman()
talisman.init_app(app, OPTIONS)

@app.route("/")
def home():
    session["a"] = 1
    return render_template_string("{{ csp_nonce() }}")

@app.route("/own")
@talisman(force_https=False, frame_options=DENY, content_security_policy="default-src 'none'; img-src *")
def own():
    return "own"

"""
OPTIONS = [
    "",
    "force_https=False",
    "force_https_permanent=True, strict_transport_security_preload=True, session_cookie_secure=False",
    "force_https=False, content_security_policy={'script-src': ['a', 'b'], 'img-src': '*'},"
    "referrer_policy='no-referrer',"
    "content_security_policy_nonce_in=['script-src']",
    "force_https=False, content_security_policy=None, frame_options='ALLOW-FROM', frame_options_allow_from='a.org'",
    "force_https=False, permissions_policy='a=()', document_policy={'b': '?0', 'c': 1},"
    "feature_policy={'d': \"'none'\"}",
    "force_https=False, x_xss_protection=True, x_content_type_options=False, force_file_save=True, frame_options=None",
    "force_https=False, content_security_policy_report_uri='/csp', content_security_policy_report_only=True",
    "strict_transport_security_include_subdomains=False, strict_transport_security_max_age=5,"
    "session_cookie_samesite='Strict', session_cookie_http_only=False",
]


@pytest.mark.parametrize("options", OPTIONS)
def test_every_answer_has_the_same_headers(twins: Any, monkeypatch: pytest.MonkeyPatch, options: str) -> None:
    monkeypatch.setattr(flask_talisman.talisman, "get_random_string", lambda _: "nonce")
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: "nonce")
    source = SOURCE.replace("OPTIONS", options)
    both = twins(source, written(source))
    for path in ("/", "/own", "/nowhere", "/?a=b"):
        both.same(path)
        both.same(path, base_url="https://localhost/")
        both.same(path, headers={"X-Forwarded-Proto": "https"})
