"""Builds every Flask app of a list with the installed `archwright` and judges what came out.

Usage: python benchmarks/corpus_flask.py LIST.tsv CHECKOUTS [--python PY] [--only ID ...] [--jobs 2] [--out DIR]
       [--json FILE] [--checks]

CHECKOUTS/<id>/ holds the repository of an app, or only the app's folder. Exits with 1 when an app fails.
"""

import argparse
import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus_apps import App, Run, apps_of, build, digest_of, output_folder, say
from corpus_code import boot_trouble, built_sql, checks, flask_imports, last_line
from corpus_totals import totals

from archwright.kit.interpreters import find_interpreter

USER_ERROR = 2
SHOWN = 110
HEAD = f"{'app':26} {'routes':>6} {'idio':>4} {'lay':>4} {'mnt':>4} {'statements':>10} {'replay':>9} {'held':>4} "
HEAD += f"{'out':>4} {'cov':>5} {'tests':>5} {'study':>6} {'build':>6}  result"


@dataclass
class Result:
    """One app. `failures` is empty when everything holds; `report` is what `build --json` printed."""

    id: str
    loads: bool
    exit_code: int = 0
    failures: list[str] = field(default_factory=list)
    message: str = ""
    flask_imports: list[str] = field(default_factory=list)
    built_sql: list[str] = field(default_factory=list)
    untouched: bool = True
    boot: str = ""
    checks: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    report: dict[str, Any] = field(default_factory=dict)


def judge(app: App, output: Path, options: argparse.Namespace) -> Result:
    """Build one app and look at everything that it left."""
    if not app.file.is_file():
        return Result(app.id, app.loads, failures=[f"there is no {app.file}"])
    if (output / ".archwright").is_dir():  # of an earlier run: a build into it would be a merge
        shutil.rmtree(output)
    before = digest_of(app.folder)
    run = build(app.file, output, options.python)
    result = Result(app.id, app.loads, run.code, seconds=round(run.seconds, 2))
    (_look if app.loads else _look_refused)(result, run, output, options)
    result.untouched = digest_of(app.folder) == before
    if not result.untouched:
        result.failures.append("the source was touched")
    return result


def _look_refused(result: Result, run: Run, output: Path, _: argparse.Namespace) -> None:
    """An app that does not load: told so, with a way out, and nothing written."""
    error = run.report.get("error")
    told = error if isinstance(error, dict) else {}
    result.message = str(told.get("message") or (run.error.splitlines() or [""])[0])
    result.report = dict(told)
    wrong = {
        f"exit code {run.code}, not {USER_ERROR}": run.code != USER_ERROR,
        "no message": not told.get("message"),
        "no hint": not told.get("hint"),
        "something was written": output.exists() or any(output.parent.glob(f".{output.name}.*")),
    }
    result.failures += [what for what, holds in wrong.items() if holds]


def _look(result: Result, run: Run, output: Path, options: argparse.Namespace) -> None:
    result.report = run.report
    if "routes" not in run.report:
        error = run.report.get("error")
        told = f"{error['message']} {error['where']} ({error['hint']})" if isinstance(error, dict) else run.error[-400:]
        result.failures.append(f"not built, exit code {run.code}: {told}")
        return
    packages = list(find_interpreter(output, options.python).site_packages) if options.python else []
    result.boot = boot_trouble(output, packages)
    result.flask_imports, result.built_sql = flask_imports(output), built_sql(output)
    result.checks = checks(output, options.python, packages) if options.checks else {}
    result.failures += _failures(result, run.report, (output / "migrations").is_dir())


def _failures(result: Result, report: dict[str, Any], migrates: bool) -> list[str]:
    replay, tests, moved = report["replay"], report["tests"], report["migrations"]
    wrong = {
        f"exit code {result.exit_code}": result.exit_code != 0,
        f"does not start: {last_line(replay['trouble'])}": bool(replay["trouble"]),
        f"{replay['requests'] - replay['equal']} answers differ": replay["equal"] < replay["requests"],
        "nothing was replayed": not replay["requests"],
        f"does not boot: {result.boot}": bool(result.boot),
        f"tests: {tests['passed']} passed, {tests['failed']} failed, {last_line(tests['trouble'])}": bool(
            tests["failed"] or tests["trouble"] or not tests["passed"]
        ),
        f"migrations: {last_line(moved['trouble'])}": migrates
        and not (moved["up"] and moved["down"] and moved["up_again"]),
        f"Flask imported: {', '.join(result.flask_imports[:3])}": bool(result.flask_imports),
        f"SQL of values: {'; '.join(result.built_sql[:3])}": bool(result.built_sql),
    }
    slow = [f"{name}: {last_line(said)}" for name, said in result.checks.items() if said]
    return [what for what, holds in wrong.items() if holds] + slow


def row(result: Result) -> str:
    """One app as a line of the table, and what is wrong with it below."""
    name = f"{result.id[:26]:26} "
    verdict = "ok" if not result.failures else "FAIL"
    lines = [f"{name}{_figures(result.report)}  {verdict}" if "routes" in result.report else f"{name}{verdict}"]
    if result.message:
        lines[0] += f"  exit {result.exit_code}: {result.message[:SHOWN]}"
    return "\n".join([*lines, *(f"    {failure[:400]}" for failure in result.failures)])


def _figures(report: dict[str, Any]) -> str:
    routes, statements, replay, tests = (report[name] for name in ("routes", "statements", "replay", "tests"))
    seconds = report["seconds"]
    moved = f"{statements['moved']}/{statements['total']}"
    equal = f"{replay['equal']}/{replay['requests']}"
    return (
        f"{routes['total']:6} {routes['idiomatic']:4} {routes['layered']:4} {routes['mounted']:4} {moved:>10} "
        f"{equal:>9} {replay['rolled_back']:4} {replay['left_out']:4} {replay['coverage']:5.0%} {tests['passed']:5} "
        f"{seconds.get('study', 0):6.2f} {seconds.get('total', 0):6.1f}"
    )


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path)
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--python", default="", help="the Python that runs the originals")
    parser.add_argument("--only", nargs="*", default=[], help="ids, or beginnings of ids")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, help="where the backends stay")
    parser.add_argument("--json", type=Path, help="a file for everything that was found")
    parser.add_argument("--checks", action="store_true", help="also run ruff, mypy, lint-imports, pytest and alembic")
    return parser.parse_args()


def main() -> int:
    """Build them all; 1 when an app fails."""
    options = arguments()
    apps = apps_of(options.list, options.checkouts, options.only)
    say(HEAD)
    with output_folder(options.out) as folder, ThreadPoolExecutor(options.jobs) as pool:
        waiting = pool.map(lambda app: judge(app, folder.absolute() / app.id, options), apps)
        results = []
        for result in waiting:
            results.append(result)
            say(row(result))
    found = totals([asdict(result) for result in results])
    say("\n".join(found.lines))
    if options.json:
        known = {"totals": found.figures, "apps": [asdict(result) for result in results]}
        options.json.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if not results or any(result.failures for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
