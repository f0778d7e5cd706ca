"""SQL that is put together from values takes them as parameters; what cannot be bound stays mounted."""

import re

import pytest
from tests.port.raw_sql.conftest import Port, text_of

VIEW = """
@app.route("/<name>/<int:number>")
def view(name, number):
    con = sqlite3.connect("x.db")
    cur = con.cursor()
    {line}
    return str(cur.fetchall())
"""


def statement(text: str) -> str:
    found = re.search(r"cur\.execute\((.*?)\)\n", text.replace("(\n", "( "), re.DOTALL)
    return " ".join(found[1].split()) if found else ""


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ('cur.execute(f"SELECT * FROM t WHERE id = {number}")', '"SELECT * FROM t WHERE id = ?", (number,)'),
        ("cur.execute(\"SELECT * FROM t WHERE name = '%s'\" % name)", '"SELECT * FROM t WHERE name = ?", (name,)'),
        (
            "cur.execute(\"INSERT INTO t (a, b) VALUES ('{}', {})\".format(name, number))",
            '"INSERT INTO t (a, b) VALUES (?, ?)", (name, number)',
        ),
        (
            'cur.execute("DELETE FROM t WHERE name = \'" + name + "\' AND id = " + str(number))',
            '"DELETE FROM t WHERE name = ? AND id = ?", (name, number)',
        ),
        (
            "cur.execute(f\"SELECT * FROM t WHERE name LIKE '%{name}%'\")",
            '"SELECT * FROM t WHERE name LIKE ?", (f"%{name}%",)',
        ),
        (
            "cur.execute(f\"UPDATE t SET a = '{name}' WHERE b = 'it''s' AND c = ?\", (number,))",
            "\"UPDATE t SET a = ? WHERE b = 'it''s' AND c = ?\", (name, number)",
        ),
        (
            "cur.execute(f'SELECT * FROM t WHERE a BETWEEN {number} AND {number} ORDER BY b LIMIT {number}')",
            '"SELECT * FROM t WHERE a BETWEEN ? AND ? ORDER BY b LIMIT ?", (number, number, number)',
        ),
        (
            "cur.execute(f\"SELECT * FROM t WHERE lower(a) = lower('{name}')\")",
            '"SELECT * FROM t WHERE lower(a) = lower(?)", (name,)',
        ),
        ("cur.execute(f'SELECT * FROM t WHERE a = \"{name}\"')", '"SELECT * FROM t WHERE a = ?", (name,)'),
    ],
)
def test_values_in_the_text_are_bound(moved: Port, line: str, closed: str) -> None:
    ported = moved(VIEW.format(line=line))

    assert statement(text_of(ported)).startswith(closed)
    assert [each.name for each in ported.improvements if "sql" in each.name] == ["sql-injection-closed"]
    assert [each.rung for each in ported.moved] != ["mounted"]


@pytest.mark.parametrize(
    "line",
    [
        'cur.execute(f"SELECT * FROM {name}")',
        'cur.execute(f"SELECT * FROM t ORDER BY {name}")',
        'cur.execute("SELECT " + name + " FROM t")',
        'cur.execute(f"INSERT INTO t ({name}) VALUES (1)")',
        'cur.execute(f"SELECT * FROM t WHERE {name} = 1")',
        'cur.execute(f"SELECT * FROM t WHERE a IN ({name})")',
        'cur.execute(f"CREATE TABLE IF NOT EXISTS {name} (a)")',
        'cur.executescript(f"DROP TABLE {name}")',
        'query = f"SELECT * FROM {name}"\n    cur.execute(query)',
        'query = "SELECT * FROM t ORDER BY " + name\n    cur.execute(query, (number,))',
    ],
)
def test_names_in_the_text_keep_the_view_mounted(moved: Port, line: str) -> None:
    ported = moved(VIEW.format(line=line))

    assert [each.rung for each in ported.moved] == ["mounted"]
    assert "SQL text depends on `name`" in ported.moved[0].reason


@pytest.mark.parametrize(
    "lines",
    [
        'if name not in ("a", "b"):\n        name = "a"\n    cur.execute(f"SELECT * FROM t ORDER BY {name}")',
        'order = {"up": "ASC"}.get(name, "DESC")\n    cur.execute(f"SELECT * FROM t ORDER BY a {order}")',
        'ids = []\n    marks = ",".join("?" * len(ids))\n    cur.execute(f"SELECT a FROM t WHERE b IN ({marks})", ids)',
        'sets = []\n    if number:\n        sets.append("a = 1")\n    cur.execute(f"UPDATE t SET {\', \'.join(sets)}")',
        "fields, given = [], []\n    for key in ('a', 'b'):\n        if key in request.form:\n"
        "            fields.append(f'{key} = ?')\n            given.append(request.form[key])\n"
        "    cur.execute('UPDATE t SET ' + ', '.join(fields), given)",
        "new = {}\n    if number:\n        new['a'] = number\n    sets = ', '.join([f'{key} = ?' for key in new])\n"
        "    cur.execute(f'UPDATE t SET {sets}', list(new.values()))",
        "new = {'a': name, 'b': number}\n    sets = ', '.join(f'{key} = ?' for key, _ in new.items())\n"
        "    cur.execute(f'UPDATE t SET {sets}', list(new.values()))",
        "allowed = ['a', 'b']\n    new = {key: request.form[key] for key in allowed if key in request.form}\n"
        "    sets = ', '.join(f'{key} = ?' for key in new.keys())\n"
        "    cur.execute(f'UPDATE t SET {sets}', list(new.values()))",
    ],
)
def test_what_is_chosen_from_a_list_in_the_code_moves(moved: Port, lines: str) -> None:
    ported = moved(VIEW.format(line=lines))

    assert "mounted" not in [each.rung for each in ported.moved]
    assert not [each for each in ported.improvements if "sql" in each.name]


@pytest.mark.parametrize(
    "made",
    [
        "request.form",
        "{key: 1 for key in request.form}",
        "{'a': 1, **request.form}",
        "{'a': 1}\n    new.update(request.form)",
        "{'a': 1}\n    new[name] = 2",
        "{'a': 1}\n    new |= request.form",
        "{'a': 1}\n    add(new)",
    ],
)
def test_keys_that_a_request_may_name_keep_the_view_mounted(moved: Port, made: str) -> None:
    lines = (
        f"new = {made}\n    sets = ', '.join(f'{{key}} = ?' for key in new)\n    cur.execute(f'UPDATE t SET {{sets}}')"
    )
    ported = moved(VIEW.format(line=lines) + "def add(new):\n    new[request.args['q']] = 1\n")

    assert [each.rung for each in ported.moved] == ["mounted"]


@pytest.mark.parametrize("keys", ["request.form", "(name, 'b')", "name.split()"])
def test_a_list_of_what_a_request_names_keeps_the_view_mounted(moved: Port, keys: str) -> None:
    lines = f"fields = []\n    for key in {keys}:\n        fields.append(f'{{key}} = ?')\n"
    ported = moved(VIEW.format(line=f"{lines}    cur.execute('UPDATE t SET ' + ', '.join(fields))"))

    assert [each.rung for each in ported.moved] == ["mounted"]


def test_a_text_in_a_variable_is_bound_where_it_runs(moved: Port) -> None:
    lines = "query = f\"SELECT * FROM t WHERE name = '{name}'\"\n    cur.execute(query)"
    text = text_of(moved(VIEW.format(line=lines)))

    assert 'query = "SELECT * FROM t WHERE name = ?"' in text
    assert "cur.execute(query, (name,))" in text


def test_a_text_that_grows_gathers_its_values(moved: Port) -> None:
    lines = (
        "query = 'SELECT * FROM t WHERE 1 = 1'\n"
        "    if number:\n        query += f' AND id = {number}'\n"
        '    if name:\n        query = query + " AND name LIKE \'%" + name + "%\'"\n'
        "    cur.execute(query)"
    )
    text = text_of(moved(VIEW.format(line=lines)))

    assert "parameters = []" in text
    assert "parameters.append(number)" in text
    assert 'parameters.append(f"%{name}%")' in text
    assert "cur.execute(query, parameters)" in text


def test_what_a_request_holds_is_bound_when_the_text_is_made(moved: Port) -> None:
    lines = "query = \"SELECT * FROM t WHERE name = '%s'\" % request.args['q']\n    cur.execute(query)"
    text = text_of(moved(VIEW.format(line=lines)))

    assert "cur.execute(query, parameters)" in text
    assert re.search(r"parameters = \(\w+(\.args)?\[.q.\],\)", text)


def test_values_that_may_not_be_text_are_stored_as_the_text_they_were(moved: Port) -> None:
    lines = "value = request.form.get('v')\n    cur.execute(f\"INSERT INTO t VALUES ('{value}')\")"

    assert "(str(value),)" in text_of(moved(VIEW.format(line=lines)))


def test_sqlalchemy_text_is_bound_by_name(moved: Port) -> None:
    start = """
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///x.db"
db = SQLAlchemy(app)
"""
    lines = """
    @app.route("/<name>")
    def view(name):
        rows = db.session.execute(text(f"SELECT * FROM t WHERE name = '{name}'")).fetchall()
        return str(rows)
    """

    assert 'text("SELECT * FROM t WHERE name = :name"), {"name": name}' in text_of(moved(lines, start))


def test_behaviour_is_kept_when_asked_for(moved: Port) -> None:
    ported = moved(VIEW.format(line='cur.execute(f"SELECT * FROM t WHERE id = {number}")'), keep_behaviour=True)

    assert 'cur.execute(f"SELECT * FROM t WHERE id = {number}")' in text_of(ported)
    assert [gap.what for gap in ported.gaps] == ["SQL injection"]
    assert ported.gaps[0].place.line == 10


def test_prose_with_values_is_left_alone(moved: Port) -> None:
    ported = moved(VIEW.format(line='print(f"select {name} from the list"); cur.execute("SELECT 1")'))

    assert "mounted" not in [each.rung for each in ported.moved]


@pytest.mark.parametrize(
    ("signature", "passed", "call"),
    [
        ("query, args=(), one=False", "query, args", 'run("SELECT * FROM t WHERE id = ?", one=True, args=(number,))'),
        ("query, one=False", "query", 'run("SELECT * FROM t WHERE id = ?", one=True, parameters=(number,))'),
    ],
)
def test_own_functions_that_run_sql_take_its_values(moved: Port, signature: str, passed: str, call: str) -> None:
    helper = f"""
def run({signature}):
    con = sqlite3.connect("x.db")
    return con.execute({passed}).fetchall()
"""
    text = text_of(moved(helper + VIEW.format(line='rows = run(f"SELECT * FROM t WHERE id = {number}", one=True)')))

    assert call in text
    assert "args=()" in text or "parameters=()" in text
