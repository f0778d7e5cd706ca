"""Flask-Mail: the same letters go out, and a server that is away is the same error."""

import smtplib
from typing import Any, ClassVar

import pytest
from moving import written

ORIGINAL = """
from flask import Flask, jsonify, request
from flask_mail import Attachment, BadHeaderError, Mail, Message

app = Flask(__name__)
app.config.update(
    MAIL_SERVER="127.0.0.1", MAIL_PORT=1, MAIL_DEFAULT_SENDER=("Shop ä", "shop@example.org"), MAIL_USE_TLS=True,
    MAIL_USERNAME="me", MAIL_PASSWORD="secret", MAIL_MAX_EMAILS=2,
)
mail = Mail()
mail.init_app(app)

def letters():
    yield Message("Hello", ["a@example.org"], "Text", date=0)
    yield Message(subject="Grüße", recipients=[("Ä", "a@exämple.org")], body="ä", cc=["c@x.org"], date=0,
                  bcc=["b@x.org"], reply_to="r@x.org", extra_headers={"X-A": "1"}, sender="me <me@x.org>",
                  charset="latin-1")
    letter = Message("Hello", html="<b>x</b>", date=0)
    letter.body = "plain"
    letter.add_recipient("a@x.org")
    letter.attach("ä b.txt", "text/plain", "data", headers={"X-B": "2"})
    letter.attachments.append(Attachment("a.png", data=b"1"))
    yield letter

@app.route("/text")
def text():
    found = []
    for letter in letters():
        letter.msgId = "<id>"
        found.append([part.split("boundary=")[0] for part in letter.as_string().splitlines() if "====" not in part])
    return jsonify(found)

@app.route("/send")
def send():
    with mail.connect() as connection:
        for letter in letters():
            letter.msgId = "<id>"
            connection.send(letter)
    mail.send_message("Hi", recipients=["z@x.org"], body="x")
    return "sent"

@app.route("/subject", methods=["POST"])
def subject():
    letter = Message(request.form["subject"], [request.form["to"]], "x")
    return jsonify(letter.has_bad_headers(), sorted(letter.send_to))

@app.route("/nobody")
def nobody():
    with mail.record_messages() as outbox:
        try:
            mail.send(Message("x"))
        except (AssertionError, ConnectionRefusedError) as error:
            return jsonify(type(error).__name__, str(error), len(outbox))
"""


class Post:
    """A mail server that writes down what it is told."""

    log: ClassVar[list[Any]] = []

    def __init__(self, *address: Any) -> None:
        self.log.append(("connect", *address))

    def __getattr__(self, name: str) -> Any:
        return lambda *args: self.log.append((name, *(_stripped(arg) for arg in args)))


def _stripped(arg: Any) -> Any:
    if isinstance(arg, list):
        return sorted(arg)
    if not isinstance(arg, bytes):
        return arg
    lines = arg.decode().splitlines()
    return [line for line in lines if "====" not in line and not line.startswith(("Message-ID", "Date"))]


@pytest.mark.parametrize(
    ("subject", "to"),
    [
        ("fine", "a@x.org"),
        ("two\r\nlines", "a@x.org"),
        ("two\r\n folded", "a@x.org"),
        ("two\r\n \r\n x", "a@x.org"),
        ("\r\n x", "a@x.org"),
        ("two\nlines", "a@x.org"),
        ("x\r\n y\nz", "a@x.org"),
        ("", "a@x.org\nb"),
    ],
)
def test_a_header_that_breaks_is_seen(twins: Any, subject: str, to: str) -> None:
    twins(ORIGINAL, written(ORIGINAL)).same("/subject", "POST", data={"subject": subject, "to": to})


def test_letters_are_written_the_same(twins: Any) -> None:
    assert "Gr" in twins(ORIGINAL, written(ORIGINAL)).same("/text").body


def test_a_server_that_is_away_is_an_error(twins: Any) -> None:
    both = twins(ORIGINAL, written(ORIGINAL))

    assert both.same("/send").status == 500
    assert "ConnectionRefusedError" in both.same("/nobody").body


def test_the_server_is_told_the_same(twins: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtplib, "SMTP", Post)
    both = twins(ORIGINAL, written(ORIGINAL))
    Post.log.clear()

    answer = both.same("/send")
    half = len(Post.log) // 2

    assert answer.body == "sent"
    assert half > 10
    assert Post.log[half:] == Post.log[:half]
