"""Writing a backend, showing what would be written, taking it back, proving it again."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from archwright.apply import apply, check_target, read_base, read_yours, recover, undo
from archwright.kit.errors import ArchwrightError
from archwright.model.evidence import Extent, Migrations, TestRun
from archwright.model.facts import Facts
from archwright.model.manifest import Manifest
from archwright.model.plan import DataChange, Plan
from archwright.model.report import BuildReport
from archwright.model.tree import Tree
from archwright.plan import make_plan
from archwright.workbench.generating import PAGE, Generated, generate_backend, is_page
from archwright.workbench.history import base_of
from archwright.workbench.options import BuildOptions
from archwright.workbench.renamed import renamed_words
from archwright.workbench.reporting import report_of, report_of_page
from archwright.workbench.writing import Clock, Written, write_backend

Progress = Callable[[str], None]


def build_backend(path: Path, output: Path, *, options: BuildOptions, progress: Progress) -> BuildReport:
    """Study, port, prove, plan and write. Raises ArchwrightError with nothing written."""
    plan, written = _planned(path, output, options, progress)
    report = _reported(path, output, written, plan)
    if options.check:
        return report
    clock = Clock()
    progress("writing")
    with clock.measuring("write"):
        manifest = _manifest(path, written, options)
        apply(plan, output, manifest=manifest, report=report.as_json(), choice=options.conflicts)
    return replace(report, seconds={**report.seconds, **clock.seconds})


def plan_backend(path: Path, output: Path, *, options: BuildOptions, progress: Progress) -> Plan:
    """What `build_backend` would write."""
    return _planned(path, output, options, progress)[0]


def undo_backend(path: Path, *, force: bool = False) -> tuple[str, ...]:
    """Take back the last build in a folder; the paths that changed."""
    if not path.is_dir():
        raise ArchwrightError("There is no such folder.", where=str(path), hint="Name the folder of a backend.")
    return undo(path, force=force)


def prove_backend(
    backend: Path, *, python: str = "", postgres: Extent = "all", progress: Progress
) -> tuple[TestRun, Migrations]:
    """The backend's own tests, and its migrations up, down and up again, on scratch copies; the same on PostgreSQL."""
    from archwright.kit.interpreters import find_interpreter
    from archwright.prove import check_migrations, run_backend_tests
    from archwright.workbench.postgres import on_postgres

    if not (backend / "app").is_dir():
        raise ArchwrightError("There is no backend here.", where=str(backend), hint="Name a folder that `build` wrote.")
    runs = find_interpreter(backend, python).path
    progress("running the backend's own tests")
    tests = run_backend_tests(backend, runs)
    if not (backend / "migrations").is_dir():
        return tests, Migrations()
    progress("migrating up, down and up again")
    done = check_migrations(backend, runs)
    return tests, replace(done, postgres=on_postgres(backend, runs, postgres, progress))


def _planned(path: Path, output: Path, options: BuildOptions, progress: Progress) -> tuple[Plan, Written | Generated]:
    """Whether we may write there is asked before the long work, and again when it is known what.

    A page may lie in the folder that it describes; an app may not.
    """
    source = None if is_page(path) else path
    if output.exists():
        check_target(output, source=source, force=True)
    recover(output)
    written = _written(path, output, options, progress)
    base = base_of(output, written.tree) if isinstance(written, Generated) else read_base(output, written.tree)
    paths = base.files.keys() | written.tree.files.keys()
    check_target(output, source=source, force=options.force, paths=written.tree)
    plan = make_plan(base, read_yours(output, paths), written.tree, _words(written, base))
    return replace(plan, database=_on_data(written), notes=_notes(written, plan)), written


def _words(written: Written | Generated, base: Tree) -> Mapping[str, str]:
    """What is called otherwise since the last build."""
    return renamed_words(PAGE, base, written.blueprint) if isinstance(written, Generated) else {}


def _notes(written: Written | Generated, plan: Plan) -> tuple[str, ...]:
    """What is to be known besides: of the migrations, and what was changed by hand and the page does not say."""
    if not isinstance(written, Generated):
        return ()
    from archwright.workbench.adopting import drift_note, drift_of

    found = drift_of(written.blueprint, plan.base, plan.yours, plan.ours)
    return (*written.notes, *map(drift_note, found))


def _on_data(written: Written | Generated) -> tuple[DataChange, ...]:
    """What the next migration does."""
    if not isinstance(written, Generated):
        return ()
    from archwright.evolve import describe

    return tuple(DataChange(describe(change), change.risk, change.reason) for change in written.changes)


def _written(path: Path, output: Path, options: BuildOptions, progress: Progress) -> Written | Generated:
    if is_page(path):
        return generate_backend(path, output, options, progress)
    return write_backend(path, options, progress)


def _reported(path: Path, output: Path, written: Written | Generated, plan: Plan) -> BuildReport:
    if isinstance(written, Generated):
        return report_of_page(path, output, written, plan)
    return report_of(path, output, written, plan)


def _manifest(path: Path, written: Written | Generated, options: BuildOptions) -> Manifest:
    return Manifest(
        archwright=version("archwright"),
        ruff=version("ruff"),
        source=path.name,
        digest=written.digest if isinstance(written, Generated) else _digest(written.facts),
        answers=options.answers,
    )


def _digest(facts: Facts) -> str:
    digests = "".join(f"{file.path}\0{file.digest}\n" for file in facts.files)
    return hashlib.sha256(digests.encode()).hexdigest()
