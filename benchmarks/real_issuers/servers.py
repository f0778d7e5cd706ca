"""The servers: two from npm, and a backend that is built for them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from httpx2 import HTTPError, get

HERE = Path(__file__).parent
AUDIENCE = "backend"
CLIENTS = ("posting", "basic")
BACK = "/api/v1/auth/oauth/NAME/callback"


@dataclass(frozen=True)
class World:
    """Where everybody is reached, and where the rows are."""

    better: str
    oidc: str
    backend: str
    database: Path


def install(folder: Path) -> None:
    """The npm packages, into a folder that may have them already."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_bytes()
    installed = folder / "installed.json"
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)
    if installed.is_file() and installed.read_bytes() == wanted:
        return
    (folder / "package.json").write_bytes(wanted)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    installed.write_bytes(wanted)


@contextmanager
def running(packages: Path, scratch: Path) -> Iterator[World]:
    """All three servers, ended with the block."""
    better, oidc, backend = (f"http://127.0.0.1:{free_port()}" for _ in range(3))
    world = World(better, oidc, backend, scratch / "app.db")
    folder = built(world, scratch)
    environment = settings(world)
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], cwd=folder, env=environment, check=True)
    serve = [sys.executable, "-m", "uvicorn", "--factory", "--no-access-log", "app.main:application"]
    with ExitStack() as stack:
        for command, address, ready, place in (
            (["node", "better_auth.mjs", port(better), AUDIENCE], better, "/api/auth/ok", packages),
            (["node", "oidc_provider.mjs", port(oidc), AUDIENCE, backend + BACK], oidc, "/jwks", packages),
            ([*serve, "--port", port(backend)], backend, "/api/v1/auth/me", folder),
        ):
            stack.enter_context(server(command, place, environment, scratch / f"{command[1].strip('-')}.log"))
            wait(address + ready)
        yield world


def built(world: World, scratch: Path) -> Path:
    """The backend, built from the page just now."""
    page, folder = scratch / "page.yaml", scratch / "backend"
    text = (HERE / "page.yaml").read_text()
    page.write_text(text.replace("{better}", world.better).replace("{oidc}", world.oidc))
    command = [sys.executable, "-m", "archwright", "build", str(page), "-o", str(folder), "--no-prove"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def settings(world: World) -> dict[str, str]:
    """Of the backend."""
    known = {f"{each.upper()}_{what}": value for each in CLIENTS for what, value in credentials(each).items()}
    return {
        **os.environ,
        **known,
        "API_URL": world.backend,
        "DATABASE_URL": f"sqlite:///{world.database}",
        "RATE_LIMITS": "false",
        "SECRET_KEY": "only for this run, and nothing hangs on it",
    }


def credentials(client: str) -> dict[str, str]:
    """What the provider knows a client by."""
    return {"ID": client, "SECRET": f"the secret of {client}"}


@contextmanager
def server(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> Iterator[None]:
    """One process; what it said is shown when the block fails."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    try:
        yield
    except Exception:
        print(log.read_text(errors="replace")[-3000:], file=sys.stderr)  # noqa: T201 - the output of a script
        raise
    finally:
        process.terminate()
        process.wait(20)


def wait(url: str) -> None:
    """Until somebody answers there, whatever the answer is."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            get(url, timeout=5)
        except HTTPError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"nobody answers at {url}")


def port(address: str) -> str:
    """Of an address."""
    return address.rpartition(":")[2]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found
