"""The written backend is run: it boots, migrates, passes its tests and every check it ships with."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2

from archwright.build import replay_tests
from archwright.build.assemble import assemble
from archwright.kit.folders import fill
from archwright.model.parts import LifespanLine, Parts
from archwright.model.platform import DatabaseNeed
from archwright.model.replay import Exchange, Recording, Reply, Request
from archwright.model.tree import Tree

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[httpx2.Client]:
    """The backend behind a port, until the block ends."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    wanted = {**os.environ, "PORT": str(port), **environment}
    child = subprocess.Popen([sys.executable, "-m", "app"], cwd=folder, env=wanted, stderr=subprocess.PIPE, text=True)
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
            wait_for(client, child)
            yield client
    finally:
        child.terminate()
        child.communicate(timeout=20)


def wait_for(client: httpx2.Client, child: "subprocess.Popen[str]") -> None:
    """Until it is ready."""
    for _ in range(200):
        try:
            client.get("/health/live")
        except httpx2.TransportError:
            assert child.poll() is None, child.communicate()[1]
            time.sleep(0.05)
        else:
            return


def record(client: httpx2.Client, method: str, path: str, **arguments: object) -> Exchange:
    """One exchange, as a recording has it."""
    answer = client.request(method, path, **arguments)  # type: ignore[arg-type]
    sent = Request(method, path, tuple(answer.request.headers.items()), answer.request.read())
    return Exchange(sent, Reply(answer.status_code, tuple(answer.headers.items()), answer.content))


def journey(client: httpx2.Client) -> Recording:
    """Somebody looks around, logs in, writes a note and reads it."""
    exchanges = [
        record(client, "GET", "/"),
        record(client, "GET", "/notes"),
        record(client, "GET", "/notes/99"),
        record(client, "GET", "/notes/rubbish"),
        record(client, "POST", "/notes", json={"text": "buy milk"}),
        record(client, "POST", "/login", data={"name": "ann"}),
        record(client, "GET", "/"),
        record(client, "POST", "/tokens", data={"name": "ann"}),
    ]
    token = httpx2.Response(200, content=exchanges[-1].reply.body).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    exchanges.append(record(client, "POST", "/notes", json={"text": "buy milk"}, headers=headers))
    exchanges.append(record(client, "GET", "/notes/2"))
    return Recording(tuple(exchanges))


def test_it_boots_migrates_seeds_and_answers(backend: Path) -> None:
    with running(backend) as client:
        assert client.get("/health/ready").json() == {"status": "ok"}
        assert [note["text"] for note in client.get("/notes").json()] == ["hello"]
        assert client.get("/docs").status_code == 200
        assert client.get("/notes").headers["x-request-id"]

    assert (backend / "data/notes.db").exists()


def test_it_passes_ruff_mypy_strict_and_its_import_contract(backend: Path, tool: Tool) -> None:
    for command in (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
    ):
        done = tool(backend, *command)

        assert done.returncode == 0, done.stdout + done.stderr


def test_an_import_against_the_layers_breaks_the_contract(backend: Path, tool: Tool) -> None:
    with (backend / "app/services/notes.py").open("a") as file:
        file.write("\nfrom app.api.routes import health\n")

    assert tool(backend, "lint-imports", "--no-cache").returncode != 0


def test_migrations_go_up_down_and_up_and_agree_with_the_models(backend: Path, tool: Tool) -> None:
    code = (
        "from alembic.config import main\n"
        "for command in ('upgrade head', 'downgrade base', 'upgrade head', 'check'):\n"
        "    main(command.split())\n"
    )

    done = tool(backend, "python", "-c", code)

    assert done.returncode == 0, done.stderr
    assert "No new upgrade operations detected" in done.stdout


def test_a_database_of_the_prototype_is_taken_over(backend: Path, tool: Tool) -> None:
    (backend / "data").mkdir()
    with closing(sqlite3.connect(backend / "data/notes.db")) as old:
        old.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text VARCHAR(80), mood VARCHAR(4), made DATETIME)")
        old.execute("INSERT INTO note VALUES (7, 'from before', NULL, '2020-01-02 03:04:05')")
        old.commit()

    with running(backend) as client:
        assert client.get("/notes").json() == [{"id": 7, "text": "from before", "made": "2020-01-02T03:04:05"}]


def test_a_missing_secret_is_named_at_the_start(backend: Path, tool: Tool) -> None:
    (backend / ".env").unlink()

    done = tool(backend, "python", "-m", "app")

    assert done.returncode != 0
    assert (
        done.stderr.strip().splitlines()[-1] == "RuntimeError: Settings (see .env.example): SECRET_KEY: Field required"
    )


def test_the_secret_of_the_source_stays_effective(backend: Path, tool: Tool, secret: str) -> None:
    done = tool(backend, "python", "-c", "from app.core.config import settings; print(settings.secret_key)")

    assert done.stdout == secret + "\n"
    assert secret not in (backend / ".env.example").read_text() + (backend / "app/core/config.py").read_text()


def test_tests_made_from_a_recording_pass_on_a_fresh_database(backend: Path, tool: Tool) -> None:
    with running(backend) as client:
        recording = journey(client)
    for file in replay_tests(recording):
        (backend / file.path).write_text(file.text)
    first = tool(backend, "pytest", "-rA", "--color=no", "-p", "no:cacheprovider")
    passed = frozenset(line.split()[1] for line in first.stdout.splitlines() if line.startswith("PASSED"))
    kept = replay_tests(recording, keep=passed)
    fill(backend, {file.path: file.text for file in kept})
    text = "\n".join(file.text for file in kept)

    second = tool(backend, "pytest", "--color=no")

    assert second.returncode == 0, second.stdout
    assert text.count("def test_") == len(recording.exchanges)
    assert 'headers={"authorization": f"Bearer {access_token}"' in text.replace("'", '"')


def test_an_app_without_a_database_has_nothing_of_one(tmp_path: Path, tool: Tool) -> None:
    tree = assemble("Plain", Parts())
    fill(tmp_path, tree.files)

    assert not [path for path in tree if "database" in path or "migration" in path or "alembic" in path]
    assert "sqlalchemy" not in tree.text("pyproject.toml")
    for command in (["mypy"], ["ruff", "check", "."], ["lint-imports", "--no-cache"], ["pytest"]):
        done = tool(tmp_path, *command)
        assert done.returncode == 0, done.stdout


def test_an_app_with_raw_sql_has_its_schema_as_a_migration(tmp_path: Path, tool: Tool) -> None:
    schema = (
        "CREATE TABLE IF NOT EXISTS task (\n  id INTEGER PRIMARY KEY,\n  due TEXT DEFAULT '12:30'\n)",
        "CREATE INDEX due ON task (due)",
    )
    need = DatabaseNeed("sqlite3", "sqlite:///todo.db", schema=schema)
    tree = assemble(
        "Raw", Parts((LifespanLine("connect().close()", ("from app.core.database import connect",)),)), database=need
    )
    fill(tmp_path, tree.files)

    for command in (["mypy"], ["ruff", "check", "."], ["pytest"], ["alembic", "upgrade", "head"]):
        done = tool(tmp_path, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    with closing(sqlite3.connect(tmp_path / "todo.db")) as made:
        made.execute("INSERT INTO task (id) VALUES (1)")
        assert made.execute("SELECT due FROM task").fetchone() == ("12:30",)


def test_threads_of_one_request_share_one_session(backend: Path, tool: Tool) -> None:
    code = (
        "import threading, contextvars\n"
        "from app.core.database import current_session, session_scope\n"
        "with session_scope() as session:\n"
        "    seen = []\n"
        "    context = contextvars.copy_context()\n"
        "    thread = threading.Thread(target=lambda: seen.append(context.run(current_session)))\n"
        "    thread.start(); thread.join()\n"
        "    print(seen[0] is session)\n"
        "try:\n"
        "    current_session()\n"
        "except RuntimeError:\n"
        "    print('closed')\n"
    )

    assert tool(backend, "python", "-c", code).stdout.split() == ["True", "closed"]


def test_the_migration_drops_enumeration_types_for_postgresql(tree: Tree) -> None:
    text = tree.text("migrations/versions/0001_initial.py")

    assert 'sa.Enum(name="mood").drop(op.get_bind(), checkfirst=True)' in text
