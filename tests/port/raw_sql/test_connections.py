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


SHARED = """
@app.route("/{name}/<int:number>", methods=["POST"])
def {name}(number):
    conn = sqlite3.connect("x.db")
    cursor = conn.cursor()
{body}
"""


def shared(moved: Port, name: str, body: str) -> Ported:
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return moved(SHARED.format(name=name, body=lines))


def test_each_query_has_a_connection_of_its_own_where_answers_stand_between(moved: Port) -> None:
    ported = moved(APP)
    routes = file(ported, "api/routes").partition("def view(")[2].partition("@router")[0]

    assert "conn" not in routes
    assert "cursor" not in routes
    assert file(ported, "repositories").count("cursor = conn.cursor()") == 2


def test_a_connection_that_only_a_later_query_uses_is_not_opened_before_it(moved: Port) -> None:
    ported = shared(moved, "idle", "return str(number)")

    assert "connect" not in file(ported, "api/routes")


def test_what_is_fetched_later_keeps_its_cursor(moved: Port) -> None:
    body = 'cursor.execute("SELECT a FROM t")\nif number > 9:\n    return "no"\nreturn str(cursor.fetchone())'

    assert "cursor.fetchone()" in file(shared(moved, "late", body), "api/routes")


def test_what_is_not_committed_keeps_its_connection(moved: Port) -> None:
    write = 'cursor.execute("INSERT INTO t VALUES (1, 2)")'
    body = f'{write}\nif number > 9:\n    return "no"\ncursor.execute("SELECT a FROM t")\nconn.commit()\nreturn "yes"'

    assert "conn.commit()" in file(shared(moved, "unsaved", body), "api/routes")


def test_connections_are_closed_as_the_view_closed_them(moved: Port) -> None:
    query = 'cursor.execute("SELECT a FROM t")\nrow = cursor.fetchone()'
    plain = f'{query}\nif row is None:\n    conn.close()\n    return "none"\nconn.close()\nreturn "row"'
    inside = "\n".join(f"    {line}" for line in f"{query}\nreturn str(row)".splitlines())
    guarded = f"try:\n{inside}\nfinally:\n    conn.close()"

    assert "        conn.close()\n        return row\n" in file(shared(moved, "plain", plain), "repositories")
    repository = file(shared(moved, "guarded", guarded), "repositories")
    assert "        finally:\n            conn.close()\n" in repository
    assert "conn" not in file(shared(moved, "guarded", guarded), "api/routes")


def test_a_function_that_opens_a_connection_of_any_driver_stands_by_the_queries(moved: Port) -> None:
    ported = moved(
        "import mysql.connector\n"
        "def opened():\n    return mysql.connector.connect(host='db')\n"
        "@app.route('/')\ndef index():\n    try:\n        link = opened()\n        rows = link.cursor()\n"
        "        rows.execute('SELECT COUNT(*) FROM t')\n        found = rows.fetchone()[0]\n"
        "        return {'found': found}\n    except Exception as error:\n        return {'error': str(error)}\n"
    )

    assert "def opened" in file(ported, "repositories")
    assert "link" not in file(ported, "api/routes")
    assert "def count_t(" in file(ported, "repositories")
