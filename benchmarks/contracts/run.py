"""Foreign contracts, judged by their own suites: `python benchmarks/contracts/run.py conduit|todobackend|baxbench`.

What a suite needs and is not there (node, npm, its files) is said, and nothing is judged.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2

from archwright.kit.places import cache_folder
from archwright.prove.postgres import postgres_server

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "examples"))
from assemble import assemble, serving  # noqa: E402

PACKAGES = {"conduit": "newman@6.2.2", "todobackend": "jsdom@24"}
SCENARIOS = {
    "Calculator": "calculator",
    "ClickCount": "click_count",
    "Forum": "forum",
    "ImageTransfer": "image_transfer",
    "Login": "login",
    "ShoppingCartService": "shopping_cart",
}


class SuiteMissingError(Exception):
    """Why nothing can be judged here."""


def conduit(given: argparse.Namespace) -> Iterator[dict[str, object]]:
    """The Postman collection, on SQLite and on PostgreSQL. One article is there before, so that no list is empty."""
    collection = _there(given.collection, "--collection: the Postman collection")
    newman = _installed("conduit") / ".bin/newman"
    with tempfile.TemporaryDirectory(prefix="aw") as scratch:
        backend = assemble("conduit", Path(scratch) / "conduit")
        for database in ("sqlite", "postgres"):
            with ExitStack() as stack:
                url = f"sqlite:///{scratch}/conduit.db"
                if database == "postgres":
                    url = stack.enter_context(postgres_server(Path(scratch))).replace("+psycopg", "")
                address = stack.enter_context(serving(backend, {"DATABASE_URL": url}))
                _one_article(f"{address}/api")
                yield {"database": database, **_newman(newman, collection, f"{address}/api", Path(scratch))}


def _one_article(base: str) -> None:
    with httpx2.Client(base_url=base) as http:
        someone = {"username": "someone", "email": "someone@example.org", "password": "password"}
        token = http.post("/users", json={"user": someone}).json()["user"]["token"]
        article = {"title": "The first", "description": "Of all", "body": "Here", "tagList": ["first"]}
        http.post("/articles", json={"article": article}, headers={"authorization": f"Token {token}"})


def _newman(newman: Path, collection: Path, api: str, scratch: Path) -> dict[str, object]:
    name = f"user{time.time_ns()}"
    values = {"APIURL": api, "USERNAME": name, "EMAIL": f"{name}@example.org", "PASSWORD": "password"}
    told = scratch / "newman.json"
    variables = [part for key, value in values.items() for part in ("--global-var", f"{key}={value}")]
    report = ["--reporters", "json", "--reporter-json-export", str(told)]
    subprocess.run([newman, "run", collection, *variables, *report], check=False, stdout=subprocess.DEVNULL)
    run = json.loads(told.read_text())["run"]
    counted = {key: run["stats"][key]["total"] for key in ("requests", "assertions")}
    return {**counted, "failures": [each["error"]["test"] for each in run["failures"]]}


def todobackend(given: argparse.Namespace) -> Iterator[dict[str, object]]:
    """The spec's own page."""
    spec = _there(given.spec, "--spec: a checkout of TodoBackend/todo-backend-js-spec")
    modules = _installed("todobackend")
    with tempfile.TemporaryDirectory() as scratch:
        backend = assemble("todobackend", Path(scratch) / "todobackend")
        script = shutil.copy(HERE / "todobackend.cjs", modules.parent)
        with serving(backend) as address:
            done = subprocess.run(
                ["node", script, spec, f"{address}/todos"], check=False, capture_output=True, text=True
            )
        yield json.loads(done.stdout or '{"failures": ["the spec did not run"]}')


def baxbench(given: argparse.Namespace) -> Iterator[dict[str, object]]:
    """Functional tests and exploits of six scenarios, by a runner that needs no containers."""
    runner = _there(given.runner, "--runner: baxbench_local.py")
    checkout = _there(given.checkout, "--checkout: a checkout of logic-star-ai/baxbench")
    with tempfile.TemporaryDirectory() as scratch:
        entries = [
            {
                "scenario": scenario,
                "app": str(assemble(f"baxbench/{name}", Path(scratch) / name)),
                "start": "{python} -m app",
            }
            for scenario, name in SCENARIOS.items()
        ]
        manifest, told = Path(scratch) / "apps.json", Path(scratch) / "told.json"
        manifest.write_text(json.dumps(entries))
        files = ["--checkout", checkout, "--manifest", manifest, "--json", told, "--out", Path(scratch) / "logs"]
        command = [given.python, runner, "batch", *files, "--python", sys.executable]
        subprocess.run(command, check=False, stdout=sys.stderr)
        for each in json.loads(told.read_text())["scenarios"] if told.is_file() else []:
            failed = [test["test"] for test in each["results"] if not (test.get("passed") or test.get("cwes") == [])]
            yield {"scenario": each["scenario"], "tests": len(each["results"]), "failures": failed}


def _there(path: Path | None, what: str) -> Path:
    if path is None or not path.exists():
        raise SuiteMissingError(f"{what} is not there")
    return path.resolve()


def _installed(suite: str) -> Path:
    """The folder of node modules with what a suite needs, fetched once."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise SuiteMissingError("there is no node with npm")
    folder = cache_folder() / "contracts" / suite
    if not (folder / "node_modules").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([npm, "install", "--silent", PACKAGES[suite]], cwd=folder, check=False)
        if done.returncode:
            raise SuiteMissingError(f"npm cannot fetch {PACKAGES[suite]}")
    return folder / "node_modules"


@contextmanager
def _skipping() -> Iterator[None]:
    try:
        yield
    except SuiteMissingError as reason:
        sys.stdout.write(f"skipped: {reason}\n")


def main() -> int:
    """Every result as a line of JSON; 1 when something failed."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("suite", choices=["conduit", "todobackend", "baxbench"])
    for name in ("collection", "spec", "runner", "checkout"):
        reader.add_argument(f"--{name}", type=Path)
    reader.add_argument("--python", default=sys.executable, help="runs the runner of baxbench")
    given = reader.parse_args()
    bad = 0
    with _skipping():
        for result in {"conduit": conduit, "todobackend": todobackend, "baxbench": baxbench}[given.suite](given):
            sys.stdout.write(json.dumps(result) + "\n")
            bad |= bool(result["failures"])
    return bad


if __name__ == "__main__":
    sys.exit(main())
