import datetime
import random
import sqlite3
import uuid

from flask import Flask, flash, get_flashed_messages, jsonify, redirect, request, session, url_for

app = Flask(__name__)
app.secret_key = "quite secret"
DATABASE = "shop.db"


def connect():
    connection = sqlite3.connect(DATABASE)
    connection.row_factory = sqlite3.Row
    return connection


def init_db():
    with connect() as connection:
        connection.execute(
            "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price REAL, made TEXT DEFAULT CURRENT_TIMESTAMP)"
        )


@app.route("/")
def index():
    seen = session.get("seen", 0) + 1
    session["seen"] = seen
    messages = "".join(f"<li>{text}</li>" for text in get_flashed_messages())
    return f'<h1 class="big" id="top">Seen {seen}</h1><ul>{messages}</ul>'


@app.route("/items", methods=["GET", "POST"])
def items():
    with connect() as connection:
        if request.method == "POST":
            name = request.form["name"]
            if name == "gold":
                return "too dear", 402
            connection.execute("INSERT INTO items (name, price) VALUES (?, ?)", (name, float(request.form["price"])))
            flash("Saved")
            return redirect(url_for("index"))
        rows = connection.execute("SELECT * FROM items").fetchall()
    return jsonify([dict(row) for row in rows])


@app.route("/items/<int:item_id>", methods=["GET", "DELETE"])
def item(item_id):
    with connect() as connection:
        row = connection.execute("SELECT * FROM items WHERE id = ?", (item_id,)).fetchone()
        if row is None:
            return jsonify(error="no such item"), 404
        if request.method == "DELETE":
            connection.execute("DELETE FROM items WHERE id = ?", (item_id,))
            return "", 204
    return jsonify(dict(row))


@app.route("/ticket")
def ticket():
    return jsonify(
        at=datetime.datetime.now().isoformat(), id=str(uuid.uuid4()), lucky=random.randint(1, 1000000), z=1, a=True
    )


if __name__ == "__main__":
    app.run(debug=True)
