"""Every operation of evolution x database: rows and schema after up, down and up. Prints a table and the counts."""
# ruff: noqa: T201, BLE001, E402 - it prints, and what it shares with the tests has to be found first.

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "evolve"), str(ROOT / "src")]

from cases import CASES, Case
from journey import travel
from migrating import World, cases_database, emptied, sqlite_url

from archwright.kit.folders import scratch_folder
from archwright.prove.postgres import postgres_server, why_no_postgres

Urls = dict[str, Callable[[Path], str]]


@contextmanager
def databases() -> Iterator[Urls]:
    """How each kind of database gives a fresh one."""
    if why_no_postgres():
        print(f"PostgreSQL is left out: {why_no_postgres()}")
        yield {"sqlite": sqlite_url}
        return
    with scratch_folder({}) as folder, postgres_server(folder) as server:
        database = cases_database(server)
        yield {"sqlite": sqlite_url, "postgresql": lambda _: emptied(database)}


def outcome(case: Case, url: Callable[[Path], str]) -> str:
    """ "ok", or what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            world = World(Path(folder), url(Path(folder)))
            travel(world, case)
            world.engine.dispose()
        except Exception as error:  # whatever goes wrong is the result
            traceback.print_exc(limit=1)
            return f"{type(error).__name__}: {str(error).splitlines()[0][:100] if str(error) else ''}"
    return "ok"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of operations")
    chosen = [case for case in CASES if parser.parse_args().only in case.name]
    start, good, total = time.perf_counter(), 0, 0
    with databases() as kinds:
        print(f"| operation | {' | '.join(kinds)} |\n|---|{'---|' * len(kinds)}")
        for case in chosen:
            found = [outcome(case, url) for url in kinds.values()]
            good, total = good + found.count("ok"), total + len(found)
            print(f"| {case.name} | {' | '.join(found)} |", flush=True)
    print(f"\n{len(chosen)} operations, {good} of {total} as they should be, {time.perf_counter() - start:.0f} s")
    return 0 if good == total else 1


if __name__ == "__main__":
    sys.exit(main())
