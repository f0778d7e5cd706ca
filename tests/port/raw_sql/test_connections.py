"""Connections are opened below the routes, where they are used."""

from tests.port.raw_sql.conftest import Port

from archwright.model.parts import TextFile
from archwright.model.ported import Ported

APP = """
def get_db():
    return sqlite3.connect("x.db")

@app.route("/<int:number>", methods=["POST"])
def view(number):
    conn = get_db()
    cursor = conn.cursor()
    if number > 9:
        return "no", 404
    row = cursor.execute("SELECT a FROM t WHERE b = ?", (number,))
    row = cursor.fetchone()
    if row is None:
        return "none", 404
    cursor.execute("INSERT INTO t VALUES (?, ?)", (number, request.form["a"]))
    conn.commit()
    return "done"

@app.route("/late/<int:number>", methods=["POST"])
def late(number):
    conn = get_db()
    if number > 9:
        return "no", 404
    conn.execute("INSERT INTO t VALUES (?, ?)", (number, request.form["a"]))
    conn.commit()
    return "done"
"""


def file(ported: Ported, folder: str) -> str:
    return "".join(f.text for f in ported.parts.of(TextFile) if f.path.startswith(f"app/{folder}/"))


def test_a_connection_is_opened_where_it_is_used(moved: Port) -> None:
    ported = moved(APP)
    routes = file(ported, "api/routes").partition("def late(")[2].partition("@router")[0]

    assert "service.late(" in routes
    assert "conn" not in routes
    assert "conn.commit()" in file(ported, "repositories")
    assert "conn" not in file(ported, "services")
