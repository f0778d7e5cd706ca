"""Every page of tests/blueprints and a pairwise cover of the language: built, run and checked. Prints a table.

Seconds in it are those of the processor.
"""
# ruff: noqa: T201, E402 - it prints, and what it shares with the tests has to be found first.

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "blueprints"), str(ROOT / "src"), str(ROOT / "benchmarks")]

from checking import CHECKS, TYPES, Outcome, Written, checked, page_texts
from pairwise import cover
from pairwise_pages import page

from archwright.kit.folders import scratch_folder
from archwright.prove.postgres import new_database, postgres_server, why_no_postgres

Results = dict[str, dict[str, Outcome]]


@contextmanager
def server(wanted: bool) -> Iterator[str]:
    """The URL of a server for the run, "" without."""
    if not wanted or why_no_postgres():
        yield ""
        return
    with scratch_folder({}) as folder, postgres_server(folder) as url:
        yield url


def outcomes(name: str, text: str, postgres: str, checks: tuple[str, ...], cold: bool) -> dict[str, Outcome]:
    """What was found of one page, in a folder that is gone afterwards."""
    database = new_database(postgres, f"page_{name}") if postgres else ""
    with tempfile.TemporaryDirectory(prefix=f"page-{name}-") as folder:
        return dict(checked(Written(Path(folder) / name, text, TYPES, database, not cold), checks))


def told(name: str, found: dict[str, Outcome], checks: tuple[str, ...]) -> str:
    """A line of the table."""
    cells = [_cell(found.get(check)) for check in checks]
    return f"| {name} | {' | '.join(cells)} |"


def _cell(outcome: Outcome | None) -> str:
    if outcome is None:
        return "-"
    return f"{'FAILS' if outcome.trouble else 'ok'} {outcome.note} {outcome.cpu:.1f} s".replace("  ", " ")


def chosen_pages(options: argparse.Namespace) -> dict[str, str]:
    """Those of the folder and those of the cover; the longest first, so that none is waited for at the end."""
    found = page_texts() if options.pairs != -2 else {}
    if options.pairs:
        rows = cover()
        rows = rows if options.pairs < 0 else rows[: options.pairs]
        found |= {f"pairs_{number:03}": page(row, f"pairs{number}") for number, row in enumerate(rows)}
    chosen = [name for name in found if not options.only or name in options.only.split(",")]
    return {name: found[name] for name in sorted(chosen, key=lambda name: -len(found[name]))}


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names of pages, with commas")
    parser.add_argument("--pairs", type=int, default=0, help="how many pages of the cover; -1: all; -2: only these")
    parser.add_argument("--checks", default=",".join(CHECKS), help="which checks, with commas")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL too")
    parser.add_argument("--cold", action="store_true", help="each run of tests loads the libraries anew")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", type=Path, help="where to write everything that was found")
    return parser.parse_args()


def main() -> int:
    options = options_of()
    checks = tuple(name for name in options.checks.split(",") if options.postgres or name != "postgres")
    begun, results = perf_counter(), Results()
    print(f"| page | {' | '.join(checks)} |\n|---|{'---|' * len(checks)}", flush=True)
    with server(options.postgres) as url, ProcessPoolExecutor(options.processes) as pool:
        work = {
            name: pool.submit(outcomes, name, text, url, checks, options.cold)
            for name, text in chosen_pages(options).items()
        }
        names = {future: name for name, future in work.items()}
        for future in as_completed(names):
            results[names[future]] = future.result()
            print(told(names[future], future.result(), checks), flush=True)
            tell_trouble(names[future], future.result())
    return summed(results, checks, perf_counter() - begun, options.json)


def tell_trouble(name: str, found: dict[str, Outcome]) -> None:
    """What went wrong with a page, on the other channel."""
    for check, each in found.items():
        if each.trouble:
            print(f"\n== {name}, {check}\n{each.trouble[:6000]}", file=sys.stderr, flush=True)


def summed(results: Results, checks: tuple[str, ...], seconds: float, file: Path | None) -> int:
    """Totals."""
    bad = [each for found in results.values() for each in found.values() if each.trouble]
    good = {check: sum(check in found and not found[check].trouble for found in results.values()) for check in checks}
    cpu = sum(each.cpu for found in results.values() for each in found.values())
    print(f"\n{len(results)} pages, {seconds:.0f} s, {cpu:.0f} s of the processor without that of PostgreSQL")
    print("hold: " + ", ".join(f"{check} {n}" for check, n in good.items()))
    if file:
        data = {name: {check: vars(each) for check, each in found.items()} for name, found in results.items()}
        file.write_text(json.dumps(data, indent=1), "utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
