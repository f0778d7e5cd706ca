"""Pages as backends against schemathesis: every check, the four phases, two people, and so many cases at least."""
# ruff: noqa: E402 - what it shares with the tests has to be found first.

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests" / "blueprints"), str(ROOT / "src"), str(ROOT / "benchmarks")]

from archwright.kit.folders import scratch_folder
from archwright.prove.postgres import new_database, postgres_server
from fuzz.backend import backend_of, contract, served
from fuzz.expected import expectations
from fuzz.figures import PHASES, Figures
from fuzz.people import identities
from fuzz.rows import bindings

# Ends the logins of the one who asks, after which every case is of somebody without one: it is asked in the end.
LAST = "logout-everywhere"
LONGEST = 1800
PROGRAM = str(Path(sys.executable).with_name("schemathesis"))
HOOKS = Path(__file__).with_name("hooks.py")


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="+", help="blueprints; what nobody wrote yet is left out")
    parser.add_argument("--cases", type=int, default=5000, help="rounds go on until there were as many")
    parser.add_argument("--examples", type=int, default=100, help="most cases of a phase for each operation")
    parser.add_argument("--seed", type=int, default=1, help="of the first round; each has one of its own")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of a SQLite file")
    parser.add_argument("--folder", type=Path, help="where to write backends and reports, to look at them afterwards")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--more", default="", help="handed to schemathesis")
    return parser.parse_args()


def main() -> int:
    options = options_of()
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as scratch, server(on=options.postgres) as databases:
        for page in options.pages:
            name = page.parent.name if page.stem == "blueprint" else page.stem
            folder = (options.folder or Path(scratch)).resolve() / name
            found[name] = fuzzed(page, folder, databases, options)
            (folder / "figures.json").write_text(json.dumps(found[name].told(), indent=2) + "\n", "utf-8")
            sys.stderr.write(f"{table({name: found[name]})}\n")
    told = json.dumps({name: figures.told() for name, figures in found.items()}, indent=2)
    sys.stdout.write(f"{told if options.json else table(found)}\n")
    return 0 if all(figures.holds and figures.total >= options.cases for figures in found.values()) else 1


@contextmanager
def server(*, on: bool) -> Iterator[str]:
    """The URL of a PostgreSQL of its own; "" without."""
    if not on:
        yield ""
        return
    with scratch_folder({}) as folder, postgres_server(folder) as url:
        yield url


def fuzzed(page: Path, folder: Path, databases: str, options: argparse.Namespace) -> Figures:
    """Rounds of all people in turn, each with its own seed, until there were cases enough; then they log out."""
    folder.mkdir(parents=True, exist_ok=True)
    database = new_database(databases, f"fuzz_{folder.name}") if databases else ""
    backend = backend_of(page, folder / "backend", database)
    people, rows = identities(backend, folder / "people.json")
    figures, seeds = Figures(), count(options.seed)
    with served(backend):
        said = contract(backend)
        known = [f'hooks = "{HOOKS}"', *bindings(backend.page, rows), *expectations(said, backend.page)]
        asked = [f"{backend.address}/openapi.json", "--max-examples", str(options.examples), *options.more.split()]
        while not figures.total or (figures.total < options.cases and figures.clean):
            for name, auth in people.items():
                figures.add(name, events(folder, next(seeds), [*known, *auth], [*asked, "--exclude-path-regex", LAST]))
        for name, auth in people.items() if any(LAST in path for path in said["paths"]) else ():
            figures.add(name, events(folder, next(seeds), [*known, *auth], [*asked, "--include-path-regex", LAST]))
    return figures


def events(folder: Path, seed: int, settings: list[str], asked: list[str]) -> Path:
    """What one run of schemathesis did. What it was told and what it said stand beside it."""
    told, done = folder / f"round{seed}.toml", folder / f"round{seed}.ndjson"
    told.write_text("\n".join(settings) + "\n", "utf-8")
    command = [PROGRAM, "--config-file", str(told), "run", *asked, "--checks", "all", "--phases", ",".join(PHASES)]
    command += ["--continue-on-failure", "--suppress-health-check", "all", "--seed", str(seed)]
    with done.with_suffix(".txt").open("wb") as said:
        subprocess.run(
            [*command, "--report-ndjson-path", str(done)],
            cwd=folder,
            stdout=said,
            stderr=said,
            check=False,
            timeout=LONGEST,
        )
    return done


def table(found: dict[str, Figures]) -> str:
    """One line a backend, then whatever failed."""
    columns = ["page", "cases", *PHASES, "people", "done", "checks", "failures", "dropped", "5xx", "seconds"]
    lines = [columns]
    for name, figures in found.items():
        people = " ".join(f"{who}:{cases}" for who, cases in figures.people.items())
        phases = [str(figures.cases[phase]) for phase in PHASES]
        failures = sum(figures.failed.values()) + len(figures.errors)
        ends = [str(failures), str(figures.dropped), str(figures.server_errors)]
        checks = str(len(figures.judged))
        lines.append([name, str(figures.total), *phases, people, figures.done, checks, *ends, f"{figures.seconds:.0f}"])
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    for name, figures in found.items():
        text += [f"  {name}: {check} failed {times} times" for check, times in figures.failed.items()]
        text += [f"  {name}: {error}" for error in figures.errors]
    return "\n".join(text)


if __name__ == "__main__":
    sys.exit(main())
