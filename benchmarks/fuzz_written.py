"""A written backend, served on a loopback port, against schemathesis: every check and phase, as two people."""
# ruff: noqa: E402 - what it shares with the tests has to be found first.

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "blueprints"), str(ROOT / "src")]

from checking import Written, builds

# Ends the logins of those who ask.
LEFT_OUT = "logout-everywhere"
TOKENS = """
import json, pathlib
from fastapi.testclient import TestClient
from app.core.config import load_settings
from app.core.migrations import upgrade
from app.main import create_app
from tests import rows
upgrade()
with TestClient(create_app(load_settings())) as server:
    rows.use(server)
    found = {}
    if pathlib.Path("tests/people.py").exists():
        from tests.identities import ME, STRANGER
        from tests.people import log_in, settle
        settle()
        found = {"me": log_in(server, ME)["access_token"], "stranger": log_in(server, STRANGER)["access_token"]}
pathlib.Path("tokens.json").write_text(json.dumps(found))
"""


def environment(folder: Path, port: int, url: str) -> dict[str, str]:
    """Settings under which logins last and nobody is too fast."""
    own = {
        "DATABASE_URL": url or f"sqlite:///{folder / 'fuzz.db'}",
        "ACCESS_SECONDS": "86400",
        "RATE_LIMITS": "false",
        "SECRET_KEY": "a-secret-that-is-only-for-tests-0123456789",
        "PORT": str(port),
    }
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | own


@contextmanager
def served(folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """The address of the backend, while it runs."""
    command = [sys.executable, "-m", "app"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{settings['PORT']}"
        for _ in range(300):
            with suppress(URLError, ConnectionError), urlopen(f"{address}/health/live", timeout=2):  # noqa: S310
                break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def identities(folder: Path, settings: dict[str, str], scheme: str) -> list[str]:
    """Options for the two who have a login; none where nobody has one."""
    subprocess.run([sys.executable, "-c", TOKENS], cwd=folder, env=settings, check=True, capture_output=True)
    tokens = json.loads((folder / "tokens.json").read_text("utf-8"))
    if not tokens:
        return []
    entries = [
        {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"{scheme} {token}"}]}
        for name, token in tokens.items()
    ]
    file = folder / "people.json"
    file.write_text(json.dumps({"auth": entries}), "utf-8")
    return ["--auth-wfc", str(file)]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path, help="a blueprint; what waits for code of the user is left out")
    parser.add_argument("--examples", type=int, default=100, help="most cases of a phase for each operation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="", help="the URL of an empty database, instead of a SQLite file")
    parser.add_argument("--folder", type=Path, help="where to write the backend, to look at it afterwards")
    parser.add_argument("more", nargs="*", help="handed to schemathesis, after --")
    return parser.parse_args()


def main() -> int:
    options = options_of()
    lines = options.page.read_text("utf-8").partition("\noperations:")[0].splitlines()
    text = "\n".join(line for line in lines if not line.endswith(", computed")) + "\n"
    scheme = next(iter(re.findall(r"scheme: (\w+)", text)), "Bearer")
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.folder or Path(scratch) / "backend").resolve()
        builds(Written(folder, text, Path(scratch)))
        settings = environment(folder, free_port(), options.database)
        people = identities(folder, settings, scheme)
        with served(folder, settings) as address:
            command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{address}/openapi.json"]
            command += ["--checks", "all", "--phases", "examples,coverage,fuzzing,stateful", "--continue-on-failure"]
            command += ["--max-examples", str(options.examples), "--seed", str(options.seed)]
            command += ["--exclude-path-regex", LEFT_OUT, "--suppress-health-check", "all", *people, *options.more]
            return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
