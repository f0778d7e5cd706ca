"""A page as a backend on the disk, and everything that must hold of it."""

import fcntl
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from warm import warm

from archwright.language import load
from archwright.workbench.backends import build_backend, plan_backend
from archwright.workbench.generating import generated_tree, parts_of
from archwright.workbench.options import BuildOptions

PAGES = Path(__file__).parent / "pages"
JOURNEY = Path(__file__).with_name("journey.py")
# What the type checker knows of libraries is kept from run to run.
TYPES = Path(tempfile.gettempdir()) / "archwright-types"
LONGEST = 1800
UNPROVEN = BuildOptions(prove=False)
ZEBRA = """  Zebra:
    fields: {name: "str(1..120)", stripes: "int(0..)"}
"""


@dataclass(frozen=True)
class Outcome:
    """`trouble`: "" when it holds. `note`: a figure. `cpu`: of the processor, whatever else ran meanwhile."""

    trouble: str = ""
    note: str = ""
    seconds: float = 0.0
    cpu: float = 0.0


@dataclass(frozen=True)
class Written:
    """A backend on the disk. `cache`: where the type checker keeps what it knows of libraries.

    `warm`: its tests run in a process that is forked from one with the libraries loaded.
    """

    folder: Path
    text: str
    cache: Path
    postgres: str = ""
    warm: bool = False
    notes: dict[str, str] = field(default_factory=dict)
    forked: list[float] = field(default_factory=list)


Check = Callable[[Written], str]


def page_texts() -> dict[str, str]:
    """Name -> text of every page."""
    return {path.stem: path.read_text("utf-8") for path in sorted(PAGES.glob("*.yaml"))}


def files_of(text: str) -> dict[str, str | bytes]:
    """Every file of the backend of a page, without its migrations."""
    blueprint = load(text, "blueprint.yaml")
    return dict(generated_tree(blueprint, parts_of(blueprint)).files)


def builds(written: Written) -> str:
    """It is written."""
    page = written.folder.with_suffix(".yaml")
    page.write_text(written.text, "utf-8")
    report = build_backend(page, written.folder, options=UNPROVEN, progress=_silent)
    return "" if report.files.created else "nothing was written"


def builds_again(written: Written) -> str:
    """A second build changes nothing."""
    plan = plan_backend(written.folder.with_suffix(".yaml"), written.folder, options=UNPROVEN, progress=_silent)
    changed = [op.path for op in (*plan.changes, *plan.conflicts)]
    return f"changed: {', '.join(changed[:9])}" if changed else ""


def grows_alone(written: Written) -> str:
    """Another entity touches no file of those that are there."""
    before, after = files_of(written.text), files_of(with_a_zebra(written.text))
    changed = [path for path in before if after.get(path) != before[path]]
    own = {word for entity in load(written.text, "").entities for word in (entity.slug, entity.plural)}
    touched = [path for path in changed if re.search(rf"(?<![a-z])({'|'.join(own)})(?![a-z])", path)]
    if not any("zebra" in path for path in after.keys() - before.keys()):
        return "nothing of the other entity was written"
    return f"touched: {', '.join(touched[:9])}" if touched else ""


def with_a_zebra(text: str) -> str:
    """The page with one entity more."""
    return text.replace("entities:\n", f"entities:\n{ZEBRA}", 1)


def is_formatted(written: Written) -> str:
    """Ruff has nothing to say."""
    return _told(written, "ruff", "check", "--no-cache", ".") or _told(
        written, "ruff", "format", "--no-cache", "--check", "."
    )


def is_typed(written: Written) -> str:
    """Mypy, strictly. One cache for all that check at a time: each in turn, for it knows modules by name."""
    with _in_turn(written.cache):
        return _told(written, "mypy", "--cache-dir", str(written.cache))


def is_layered(written: Written) -> str:
    """The import contract holds."""
    return _told(written, "lint-imports", "--no-cache")


def runs_on_sqlite(written: Written) -> str:
    """Its own tests; then rows in every table, migrated down and up."""
    return _tested(written, "sqlite", "")


def runs_on_postgres(written: Written) -> str:
    """The same on PostgreSQL."""
    return _tested(written, "postgres", written.postgres) if written.postgres else ""


CHECKS: dict[str, Check] = {
    "build": builds,
    "again": builds_again,
    "alone": grows_alone,
    "ruff": is_formatted,
    "types": is_typed,
    "layers": is_layered,
    "sqlite": runs_on_sqlite,
    "postgres": runs_on_postgres,
}


def checked(written: Written, names: tuple[str, ...] = tuple(CHECKS)) -> Iterator[tuple[str, Outcome]]:
    """Each check in turn; none of the others without a build."""
    for name in names:
        begun, worked = perf_counter(), _worked(written)
        try:
            trouble = CHECKS[name](written)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is the result
            trouble = f"{type(error).__name__}: {error}"
        yield name, Outcome(trouble, written.notes.get(name, ""), perf_counter() - begun, _worked(written) - worked)
        if trouble and name == "build":
            return


def _worked(written: Written) -> float:
    """Seconds of the processor until now: ours, of those that we started, and of those that were forked for it."""
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent) + sum(written.forked)


@contextmanager
def _in_turn(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "in_turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _silent(_doing: str) -> None:
    """Progress is of no interest here."""


def _told(written: Written, *command: str) -> str:
    done = _run(written.folder, {}, *command)
    return (done.stdout + done.stderr)[-6000:] if done.returncode else ""


def _tested(written: Written, name: str, url: str) -> str:
    journey = written.folder / "tests" / "test_zz_journey.py"
    journey.write_text(JOURNEY.read_text("utf-8"), "utf-8")
    environment = {"TEST_DATABASE_URL": url} if url else {}
    # An absolute verbosity: another -q than the backend's own would hide the counts.
    told = ("--verbosity=-1", "--tb=short", "-rfE", "--durations=3", "--maxfail=25")
    arguments = ("-p", "no:cacheprovider", f"--basetemp={written.folder.with_suffix('.tmp')}", *told)
    output = _of_pytest(written, environment, arguments)
    journey.unlink()
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", output)}
    failures = re.findall(r"^(?:FAILED|ERROR) (\S+)(.*)", output, re.MULTILINE)
    wrong = [f"{test}{why}" for test, why in failures if not test.endswith("_is_written")]
    written.notes[name] = f"{counts.get('passed', 0)} passed, {len(failures) - len(wrong)} slots"
    if wrong or not counts.get("passed"):
        return "\n".join(wrong[:30]) + "\n" + output[-9000:]
    return ""


def _of_pytest(written: Written, more: dict[str, str], arguments: tuple[str, ...]) -> str:
    """What it told."""
    if not written.warm:
        done = _run(written.folder, more, "pytest", *arguments)
        return done.stdout + done.stderr
    _, output, worked = warm().tested(written.folder, _environment() | more, arguments, LONGEST)
    written.forked.append(worked)
    return output


def _run(folder: Path, more: dict[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        env=_environment() | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )


def _environment() -> dict[str, str]:
    """Ours, without what would reach into a backend; plug-ins of pytest that only we have are none of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "DATABASE_URL"}}
    return kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
