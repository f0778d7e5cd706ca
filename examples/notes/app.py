"""A small notebook: people sign up, write notes, search them; a JSON API for the same."""

import sqlite3

from flask import Flask, flash, g, jsonify, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = "notes-secret-3f9a"
DATABASE = "notes.db"

SCHEMA = """
CREATE TABLE IF NOT EXISTS user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE NOT NULL,
    password TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES user (id),
    title TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    pinned INTEGER NOT NULL DEFAULT 0
);
"""


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(error):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def init_db():
    with app.app_context():
        get_db().executescript(SCHEMA)


init_db()


@app.before_request
def load_user():
    g.user = None
    if session.get("user_id"):
        g.user = get_db().execute("SELECT id, name FROM user WHERE id = ?", (session["user_id"],)).fetchone()


@app.route("/")
def index():
    if g.user is None:
        return redirect(url_for("login"))
    search = request.args.get("q", "")
    notes = (
        get_db()
        .execute(
            f"SELECT id, title, body, pinned FROM note WHERE user_id = {g.user['id']} "
            f"AND title LIKE '%{search}%' ORDER BY pinned DESC, id"
        )
        .fetchall()
    )
    return render_template("index.html", notes=notes, search=search)


@app.route("/signup", methods=["GET", "POST"])
def signup():
    if request.method == "POST":
        name = request.form["name"].strip()
        password = request.form["password"]
        if not name or not password:
            flash("A name and a password are needed.")
            return render_template("login.html", action="signup"), 400
        db = get_db()
        try:
            db.execute("INSERT INTO user (name, password) VALUES (?, ?)", (name, generate_password_hash(password)))
            db.commit()
        except sqlite3.IntegrityError:
            flash(f"{name} is taken.")
            return redirect(url_for("signup"))
        flash("Welcome! Please log in.")
        return redirect(url_for("login"))
    return render_template("login.html", action="signup")


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        user = get_db().execute("SELECT * FROM user WHERE name = ?", (request.form["name"],)).fetchone()
        if user is None or not check_password_hash(user["password"], request.form["password"]):
            flash("Wrong name or password.")
            return redirect(url_for("login"))
        session["user_id"] = user["id"]
        return redirect(url_for("index"))
    return render_template("login.html", action="login")


@app.route("/logout")
def logout():
    session.clear()
    return redirect(url_for("login"))


@app.route("/notes/new", methods=["GET", "POST"])
def new_note():
    if g.user is None:
        return redirect(url_for("login"))
    if request.method == "POST":
        title = request.form.get("title", "").strip()
        if not title:
            flash("A note needs a title.")
            return redirect(url_for("new_note"))
        db = get_db()
        db.execute(
            "INSERT INTO note (user_id, title, body) VALUES (?, ?, ?)",
            (g.user["id"], title, request.form.get("body", "")),
        )
        db.commit()
        flash("Saved.")
        return redirect(url_for("index"))
    return render_template("note.html")


@app.route("/notes/<int:note_id>/delete", methods=["POST"])
def delete_note(note_id):
    if g.user is None:
        return redirect(url_for("login"))
    db = get_db()
    db.execute("DELETE FROM note WHERE id = ? AND user_id = ?", (note_id, g.user["id"]))
    db.commit()
    flash("Gone.")
    return redirect(url_for("index"))


@app.route("/api/notes", methods=["GET", "POST"])
def api_notes():
    if g.user is None:
        return jsonify({"error": "log in first"}), 401
    db = get_db()
    if request.method == "POST":
        data = request.get_json()
        cursor = db.execute(
            "INSERT INTO note (user_id, title, body) VALUES (?, ?, ?)",
            (g.user["id"], data["title"], data.get("body", "")),
        )
        db.commit()
        return jsonify({"id": cursor.lastrowid, "title": data["title"]}), 201
    rows = db.execute("SELECT id, title, body, pinned FROM note WHERE user_id = ?", (g.user["id"],)).fetchall()
    return jsonify([dict(row) for row in rows])


@app.route("/api/notes/<int:note_id>/pin", methods=["PUT"])
def pin_note(note_id):
    if g.user is None:
        return jsonify({"error": "log in first"}), 401
    db = get_db()
    changed = db.execute("UPDATE note SET pinned = 1 - pinned WHERE id = ? AND user_id = ?", (note_id, g.user["id"]))
    db.commit()
    if changed.rowcount == 0:
        return jsonify({"error": "no such note"}), 404
    return "", 204


@app.errorhandler(404)
def not_found(error):
    return render_template("404.html", path=request.path), 404


if __name__ == "__main__":
    app.run(debug=True)
