"""What was made better is told with its place, and secrets are not told at all."""

from tests.port.raw_sql.conftest import Port, text_of

from archwright.model.parts import SettingPart

APP = """
TOKEN = "abc"
app.config["SECRET_KEY"] = "hidden"

@app.route("/")
def index():
    return TOKEN[:1]

if __name__ == "__main__":
    app.run(debug=True)
"""


def test_secrets_and_debug_are_named(moved: Port) -> None:
    found = [(each.name, each.place.line, each.before) for each in moved(APP).improvements]

    assert found == [
        ("debug-off", 14, "app.run(debug=True)"),
        ("secret-out-of-code", 6, "TOKEN = '***'"),
        ("secret-out-of-code", 7, "app.config[\"SECRET_KEY\"] = '***'"),
    ]


def test_secrets_keep_their_value_when_behaviour_is_kept(moved: Port) -> None:
    ported = moved(APP, keep_behaviour=True)

    secrets = {(part.name, part.default) for part in ported.parts.of(SettingPart) if part.secret}
    assert secrets == {("token", "'abc'"), ("secret_key", "'hidden'")}
    assert "abc" not in text_of(ported)


def test_a_module_may_be_its_own_configuration(moved: Port) -> None:
    ported = moved("SECRET_KEY = 'hidden'\nPER_PAGE = 30\napp.config.from_object(__name__)\n")

    assert {(part.name, part.secret) for part in ported.parts.of(SettingPart)} == {
        ("secret_key", True),
        ("per_page", False),
    }
