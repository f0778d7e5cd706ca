"""Flask-Bcrypt: each side knows the passwords that the other one hashed."""

from typing import Any

import bcrypt as plain
import pytest
from moving import written

SOURCE = """
from flask import Flask, jsonify, request
from flask_bcrypt import Bcrypt, bcrypt as library, check_password_hash, generate_password_hash

app = Flask(__name__)
bcrypt = Bcrypt()
app.config["BCRYPT_LOG_ROUNDS"] = 4

@app.route("/hash")
def hash():
    word = request.args.get("word", "")
    made = [bcrypt.generate_password_hash(word), bcrypt.generate_password_hash(word.encode(), 5, b"2a"),
            generate_password_hash(word, 4)]
    return jsonify([one.decode() for one in made])

@app.route("/check")
def check():
    hashed, word = request.args["hash"], request.args["word"]
    return jsonify(bcrypt.check_password_hash(hashed, word), check_password_hash(hashed.encode(), word.encode()),
                   library.checkpw(word.encode()[:72], hashed.encode()))

"""
LINES = ["", 'app.config["BCRYPT_HASH_PREFIX"] = "2a"', 'app.config["BCRYPT_HANDLE_LONG_PASSWORDS"] = True']


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("word", ["secret", "gr%C3%BC%C3%9Fe", ""])
def test_hashes_are_the_same(twins: Any, monkeypatch: pytest.MonkeyPatch, line: str, word: str) -> None:
    def salt(rounds: int = 12, prefix: bytes = b"2b") -> bytes:
        return b"$" + prefix + f"${rounds:02}$".encode() + b"abcdefghijklmnopqrstuu"

    monkeypatch.setattr(plain, "gensalt", salt)
    source = f"{SOURCE}\n{line}\nbcrypt.init_app(app)\n"
    both = twins(source, written(source))

    made = both.same(f"/hash?word={word}")
    for one in made.body.split('"')[1::2]:
        both.same("/check", query_string={"hash": one, "word": "secret"})
        both.same("/check", query_string={"hash": one, "word": "other"})
