"""`python examples/assemble.py conduit -o DIR`: an example's backend, with the functions that its folder holds."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent


def assemble(example: str, folder: Path) -> Path:
    """Build the page, then lay the written functions over the empty ones: `app/` of an example is that of a backend."""
    source = HERE / example
    built(source / "blueprint.yaml", folder)
    if (source / "app").is_dir():
        shutil.copytree(source / "app", folder / "app", dirs_exist_ok=True)
    return folder


def built(page: Path, folder: Path) -> None:
    """What the command does, with nothing run."""
    command = [sys.executable, "-m", "archwright", "build", str(page), "-o", str(folder), "--no-prove", "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(backend: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The backend as a process of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = {**os.environ, "PORT": str(port), "LOG_LEVEL": "warning", **(environment or {})}
    with subprocess.Popen([sys.executable, "-m", "app"], cwd=backend, env=variables) as server:
        try:
            _wait(server, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("The backend does not listen.")


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("example", help="a folder below examples/, e.g. conduit or baxbench/login")
    reader.add_argument("-o", "--output", type=Path, required=True)
    given = reader.parse_args()
    sys.stdout.write(f"{assemble(given.example, given.output)}\n")
