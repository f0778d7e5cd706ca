"""A server under measurement: started as production would start it, watched through /proc."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from written_speed.client import Request, ask
from written_speed.target import Target

TICK = os.sysconf("SC_CLK_TCK")
UVICORN = ("-m", "uvicorn", "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning")


class Server:
    """One uvicorn worker that answers for a target, ended with the block."""

    def __init__(self, target: Target, python: str = sys.executable) -> None:
        self.target, self.port, self._python = target, free_port(), python
        self._scratch = TemporaryDirectory()
        self._log = Path(self._scratch.name, "output.txt")

    def __enter__(self) -> "Server":
        environment = {**os.environ, **self.target.environment}
        if self.target.prepare:
            command = [self._python, *self.target.prepare]
            subprocess.run(command, cwd=self.target.folder, env=environment, check=True)
        made = ["--factory"] if self.target.factory else []
        with self._log.open("wb") as output:
            self._process = subprocess.Popen(
                [self._python, *UVICORN, *made, "--port", str(self.port), self.target.app],
                cwd=self.target.folder,
                env=environment,
                stdout=output,
                stderr=output,
            )
        self._wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(20)
        if error is not None:
            print(self.output()[-4000:], file=sys.stderr)  # noqa: T201 - the output of a script
        self._scratch.cleanup()

    def output(self) -> str:
        """What the server wrote: its log."""
        return self._log.read_text(errors="replace")

    def cpu(self) -> float:
        """Seconds of CPU used so far; by the scheduler's count, finer than utime and stime, where there is one."""
        threads = [read(path) for path in Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")]
        if any(threads):
            return sum(int(thread.split()[0]) for thread in threads if thread) / 1e9
        fields = read(Path(f"/proc/{self._process.pid}/stat")).rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self) -> float:
        """Resident megabytes."""
        fields = Path(f"/proc/{self._process.pid}/statm").read_text().split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def _wait(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and self._process.poll() is None:
            try:
                asyncio.run(ask(self.port, Request("GET", "/")))
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"the server of {self.target.folder} did not start:\n{self.output()}")


def read(path: Path) -> str:
    """The text of a file of /proc, nothing when the thread has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
