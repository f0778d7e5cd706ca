"""The first revision of a schema that is given as CREATE statements, as it is read."""

from archwright.build.revision import schema_revision


def test_a_long_table_has_a_line_for_each_column_and_no_line_ends_in_spaces() -> None:
    columns = "id INTEGER PRIMARY KEY, name TEXT DEFAULT 'a, (b', price DECIMAL(10,2) NOT NULL"
    text = schema_revision(
        (f"CREATE TABLE IF NOT EXISTS expenses({columns})", "CREATE TABLE notes ( \n id INTEGER  \n)")
    )

    assert (
        "(\n    id INTEGER PRIMARY KEY,\n    name TEXT DEFAULT 'a, (b',\n    price DECIMAL(10,2) NOT NULL\n)\n" in text
    )
    assert " \n" not in text
    assert max(map(len, text.splitlines())) < 100
