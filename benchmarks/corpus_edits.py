"""Edits written backends by hand, builds them again, and looks whether every edit is still there.

Usage: python benchmarks/corpus_edits.py LIST.tsv CHECKOUTS [--python PY] [--only ID ...] [--apps 20] [--jobs 2]
       [--out DIR] [--built DIR] [--evolve] [--json FILE]

--built takes the backends that corpus_flask.py left in a folder instead of building them first. --evolve adds a route
to the source before the second build, so that both sides change. Exits with 1 when an edit is lost.
"""

import argparse
import json
import re
import shutil
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from corpus_apps import App, Run, apps_of, build, output_folder, say
from hand_edits import Edit, edit_by_hand

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.study import study

_GUARD = re.compile(r"^if\s+__name__\s*==", re.MULTILINE)
_ROUTE = '\n\n@{app}.route("/added-later")\ndef added_later():\n    return "added later"\n\n\n'


@dataclass
class Result:
    """One backend. `files` is what the second build said; `unchanged` counts edited files that stayed as they were."""

    id: str
    edits: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unchanged: int = 0
    files: dict[str, int] = field(default_factory=dict)
    evolved: bool = False
    trouble: str = ""


def edit_and_build(app: App, output: Path, options: argparse.Namespace) -> Result:
    """Build, edit, build again, look."""
    result = Result(app.id)
    if (output / ".archwright").is_dir():  # of an earlier run
        shutil.rmtree(output)
    if options.built:
        shutil.copytree(options.built / app.id, output, symlinks=True)
    elif trouble := _trouble(build(app.file, output, options.python)):
        result.trouble = f"first build: {trouble}"
        return result
    edits = edit_by_hand(output)
    result.edits = [edit.name for edit in edits]
    before = _contents(edits)
    run = _again(app, output, options, result)
    result.trouble, result.files = _trouble(run), dict(run.report.get("files") or {})  # type: ignore[call-overload]
    after = _contents(edits)
    result.unchanged = sum(after[path] == content for path, content in before.items())
    result.lost = [f"{edit.name} ({edit.path.relative_to(output)})" for edit in edits if not edit.holds()]
    return result


def _again(app: App, output: Path, options: argparse.Namespace, result: Result) -> Run:
    if not options.evolve:
        return build(app.file, output, options.python)
    source = output.with_name(f"{output.name}-source") / app.folder.name
    shutil.copytree(app.folder, source, symlinks=True, dirs_exist_ok=True)
    try:
        changed = source / app.file.relative_to(app.folder)
        result.evolved = _evolve(changed)
        return build(changed, output, options.python)
    finally:
        shutil.rmtree(source.parent)


def _evolve(source: Path) -> bool:
    """One more route in the source, where its application is a name of the module."""
    name = study(source, plugins(readers)).app_variable
    text = source.read_text("utf-8")
    if not re.search(rf"^{name}\s*=", text, re.MULTILINE):
        return False
    guard = _GUARD.search(text)
    at = guard.start() if guard else len(text)
    source.write_text(text[:at] + _ROUTE.format(app=name) + text[at:], "utf-8")
    return True


def _trouble(run: Run) -> str:
    return "" if "routes" in run.report else f"exit code {run.code}: {run.report.get('error') or run.error[-300:]}"


def _contents(edits: list[Edit]) -> dict[Path, bytes]:
    return {edit.path: edit.path.read_bytes() if edit.path.is_file() else b"" for edit in edits}


def row(result: Result) -> str:
    """One backend as a line."""
    said = ", ".join(f"{number} {name}" for name, number in result.files.items() if number) or "nothing to do"
    held = f"{len(result.edits) - len(result.lost)}/{len(result.edits)} there"
    line = f"{result.id[:34]:34} {held:12} {result.unchanged:2} files as left{' (evolved)' * result.evolved}; {said}"
    return "\n".join(
        [line, *(f"    LOST {each}" for each in result.lost), *([f"    {result.trouble}"] * bool(result.trouble))]
    )


def spread(apps: list[App], most: int) -> list[App]:
    """As many as wanted, from all over the list."""
    return [apps[index * len(apps) // most] for index in range(most)] if len(apps) > most else apps


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path)
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("--python", default="", help="the Python that runs the originals")
    parser.add_argument("--only", nargs="*", default=[], help="ids, or beginnings of ids")
    parser.add_argument("--apps", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, help="where the backends stay")
    parser.add_argument("--built", type=Path, help="where they are built already")
    parser.add_argument("--evolve", action="store_true", help="add a route to the source before the second build")
    parser.add_argument("--json", type=Path, help="a file for everything that was found")
    return parser.parse_args()


def main() -> int:
    """Edit them all; 1 when an edit is lost."""
    options = arguments()
    apps = [app for app in apps_of(options.list, options.checkouts, options.only) if app.loads]
    if options.built:
        apps = [app for app in apps if (options.built / app.id / ".archwright").is_dir()]
    results: list[Result] = []
    with output_folder(options.out) as folder, ThreadPoolExecutor(options.jobs) as pool:
        for result in pool.map(
            lambda app: edit_and_build(app, folder.absolute() / app.id, options), spread(apps, options.apps)
        ):
            results.append(result)
            say(row(result))
    figures = _figures(results)
    say("\n" + "\n".join(f"{name:26} {value}" for name, value in figures.items()))
    if options.json:
        known = {"totals": figures, "apps": [asdict(result) for result in results]}
        options.json.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return 1 if not results or any(result.lost or result.trouble for result in results) else 0


def _figures(results: list[Result]) -> dict[str, Any]:
    said: Counter[str] = Counter()
    for result in results:
        said.update(result.files)
    return {
        "apps": len(results),
        "edits": sum(len(result.edits) for result in results),
        "lost": sum(len(result.lost) for result in results),
        "kinds": dict(Counter(name for result in results for name in result.edits)),
        "troubles": sum(bool(result.trouble) for result in results),
        "said by the second build": {name: number for name, number in said.items() if number},
    }


if __name__ == "__main__":
    sys.exit(main())
