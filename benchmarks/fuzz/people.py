"""Those who fuzz: one with every role, one with none, and one who is nobody to either."""

import json
import subprocess
import sys
from pathlib import Path

from fuzz.backend import Backend
from fuzz.rows import MAKING, ROWS, Rows

# Runs in the folder of the backend. Who is of another tenant has every role there; without tenants, none.
TOKENS = f"""
{MAKING}
import json, pathlib, uuid
from fastapi.testclient import TestClient
from app.core.config import load_settings
from app.core.migrations import upgrade
from app.main import create_app
from tests import rows
upgrade()
with TestClient(create_app(load_settings())) as server:
    rows.use(server)
    found = {{}}
    if pathlib.Path("tests/people.py").exists():
        from tests import people
        who = {{"me": people.ME, "stranger": people.STRANGER}}
        people.settle()
        if hasattr(people, "settle_outsider"):
            people.settle_outsider()
            who["outsider"] = people.OUTSIDER
        else:
            people.ME, people.STRANGER = (type(people.ME)(int=people.ME.int + more) for more in (64, 65)) \\
                if isinstance(people.ME, uuid.UUID) else (people.ME + 64, people.ME + 65)
            people.settle()
            who["outsider"] = people.STRANGER
        found = {{name: people.log_in(server, one)["access_token"] for name, one in who.items()}}
        people.ME, people.STRANGER = who["me"], who["stranger"]
    print(json.dumps({{"tokens": found, "rows": made({ROWS})}}))
"""

# Who sends the cases of a round, and who then must not see what that one owns. Whoever has a role may see more by it,
# so that the one with every role is nobody's peer but its own.
ROUNDS = {"me": ["me", "stranger", "outsider"], "stranger": ["stranger", "outsider"]}
NOBODY = "nobody"


def identities(backend: Backend, file: Path) -> tuple[dict[str, list[str]], Rows]:
    """Who sends -> lines of schemathesis.toml, and rows there are now; one without a login where nobody has one.

    `file` is for their tokens.
    """
    command = [sys.executable, "-c", TOKENS]
    done = subprocess.run(command, cwd=backend.folder, env=backend.settings, check=True, capture_output=True, text=True)
    settled = json.loads(done.stdout.splitlines()[-1])
    tokens, rows = settled["tokens"], settled["rows"]
    if not tokens:
        return {NOBODY: []}, rows
    entries = [
        {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"{backend.scheme} {token}"}]}
        for name, token in tokens.items()
    ]
    file.write_text(json.dumps({"auth": entries}), "utf-8")
    return {name: _auth(name, peers, file) for name, peers in ROUNDS.items()}, rows


def _auth(name: str, peers: list[str], file: Path) -> list[str]:
    """Without peers nobody looks for what belongs to another; no option of the command line names them."""
    return ["[auth.wfc]", f'path = "{file}"', f'user = "{name}"', f"peers = {json.dumps(peers)}"]
