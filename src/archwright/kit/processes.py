"""Starting child processes: limits, own group, time-out, clean environment, as isolated as the machine allows."""

import contextlib
import functools
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archwright.kit.folders import scratch_folder

# The scratch folder is mounted over /tmp: the same path in every run, and an own, empty /tmp for the child.
_ENTER = """
set -e
scratch=$1; folder=$2; keep=$3; shift 3
mount --make-rprivate /
IFS=:
for path in $keep; do mkdir -p "$scratch${path#/tmp}"; mount --bind "$path" "$scratch${path#/tmp}"; done
unset IFS
mount --rbind "$scratch" /tmp
mount -o remount,bind,ro / 2>/dev/null || true
ip link set lo up 2>/dev/null || true
cd "/tmp/$folder"
exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
"""


@dataclass(frozen=True)
class Limits:
    """What a child may use. `seconds` is wall time; when it is over, the whole group is killed."""

    seconds: float = 60
    cpu: int = 120
    memory: int = 6 << 30
    file_size: int = 256 << 20
    processes: int = 2048


@dataclass(frozen=True)
class Outcome:
    """How a child ended. `output` is the end of what it printed."""

    code: int
    timed_out: bool
    output: str
    seconds: float


@dataclass(frozen=True)
class Sandbox:
    """A scratch folder and the way children run in it.

    `folder` is its real place, `seen_as` the path that children know it by. `namespaces`: no network but an
    own loopback, own process table, system folders read-only. Without them only the limits hold, and the child must
    refuse the network itself.
    """

    folder: Path
    seen_as: str
    namespaces: bool
    keep: tuple[Path, ...] = ()

    @property
    def isolation(self) -> str:
        """One sentence for the evidence."""
        if self.namespaces:
            return "own network, process and mount namespaces; limits on time, memory, files and processes"
        return "limits on time, memory, files and processes; network refused inside the child; no namespaces here"

    def run(
        self,
        command: Sequence[str],
        *,
        cwd: str = "",
        limits: Limits | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run to the end, or to the end of its time. `cwd` is relative to the scratch folder."""
        limits = limits or Limits()
        log = self.folder / "child.log"
        started = time.monotonic()
        with log.open("wb") as output:
            child = subprocess.Popen(
                self._command(command, cwd),
                cwd=self.folder / cwd,
                env=self._environment(command[0], environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_limiter(limits),  # noqa: PLW1509 - only setrlimit runs there
            )
            timed_out = _wait(child, limits.seconds)
        return Outcome(child.returncode, timed_out, _tail(log), time.monotonic() - started)

    def _command(self, command: Sequence[str], cwd: str) -> list[str]:
        if not self.namespaces:
            return list(command)
        keep = ":".join(str(path) for path in self.keep if path.is_relative_to("/tmp"))  # noqa: S108 - it is hidden there
        return [*_unshare(), "sh", "-c", _ENTER, "sh", str(self.folder), cwd, keep, *command]

    def _environment(self, program: str, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "PATH": f"{Path(program).parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": f"{self.seen_as}/home",
            "TMPDIR": self.seen_as,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "MPLBACKEND": "Agg",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            **more,
        }


@contextlib.contextmanager
def scratch(*keep: Path) -> Iterator[Sandbox]:
    """A sandbox in a folder that is removed at the end.

    `keep`: folders that children must see even when they lie below /tmp, such as the interpreter's.
    """
    with scratch_folder({}) as folder:
        (folder / "home").mkdir()
        if namespaces_work():
            kept = tuple(path.absolute() for path in keep)
            yield Sandbox(folder, "/tmp", namespaces=True, keep=kept)  # noqa: S108 - an own one
        else:
            yield Sandbox(folder, str(folder), namespaces=False)


def keep_of(python: Path) -> tuple[Path, ...]:
    """The folders an interpreter needs: its environment and the installation behind it."""
    return tuple(dict.fromkeys((python.absolute().parent.parent, python.resolve().parent.parent)))


@functools.cache
def namespaces_work() -> bool:
    """Whether this machine lets us give a child its own network, process table and /tmp. Tried once."""
    if shutil.which("unshare") is None or shutil.which("setpriv") is None:
        return False
    with scratch_folder({}) as folder:
        command = [*_unshare(), "sh", "-c", _ENTER, "sh", str(folder), "", "", "true"]
        return subprocess.run(command, capture_output=True, check=False, timeout=10).returncode == 0


def _unshare() -> list[str]:
    root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *root, "-n", "-m", "-p", "--fork", "--kill-child", "--mount-proc"]


def _limiter(limits: Limits) -> Callable[[], None]:
    wanted = (
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CORE, 0),
    )

    def limit() -> None:
        for kind, most in wanted:
            hard = resource.getrlimit(kind)[1]
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (allowed, allowed))

    return limit


def _wait(child: "subprocess.Popen[bytes]", seconds: float) -> bool:
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    finally:
        _kill_group(child)
    return False


def _kill_group(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _tail(log: Path, size: int = 8000) -> str:
    with log.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - size))
        return file.read().decode("utf-8", "replace")
