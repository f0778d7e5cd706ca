"""The `.env` of a generated backend: drawn once, the user's from then on."""

from pathlib import Path

from archwright.model.parts import Parts, SettingPart
from archwright.workbench.environment import environment

SECRET = SettingPart("secret_key", "str", "", "", secret=True)


def test_a_secret_that_must_be_set_is_drawn(tmp_path: Path) -> None:
    one, other = environment(Parts((SECRET,)), tmp_path), environment(Parts((SECRET,)), tmp_path)

    assert str(one[".env"]).startswith("SECRET_KEY=")
    assert len(str(one[".env"])) > 60
    assert one != other


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SECRET_KEY=mine\nPORT=1\n")

    assert environment(Parts((SECRET,)), tmp_path) == {".env": b"SECRET_KEY=mine\nPORT=1\n"}


def test_without_secrets_there_is_no_file(tmp_path: Path) -> None:
    assert environment(Parts((SettingPart("port", "int", "8000"),)), tmp_path) == {}
