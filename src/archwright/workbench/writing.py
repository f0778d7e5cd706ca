"""From an app to the tree of its backend, with what was run on the way."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from archwright.kit.errors import ArchwrightError
from archwright.kit.folders import scratch_folder
from archwright.kit.interpreters import Interpreter, find_interpreter
from archwright.model.evidence import Extent, Migrations, TestRun
from archwright.model.facts import Facts
from archwright.model.ported import Ported
from archwright.model.replay import Recording, Replay
from archwright.model.tree import Tree
from archwright.workbench.options import BuildOptions
from archwright.workbench.sources import study_flask
from archwright.workbench.testing import with_tests

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """A backend that is not on the disk yet. `descents` counts views that were held down after a replay."""

    facts: Facts
    tree: Tree
    ported: Ported
    recording: Recording = field(default_factory=Recording)
    replay: Replay = field(default_factory=lambda: Replay(0, 0))
    descents: int = 0
    tests: TestRun = field(default_factory=TestRun)
    migrations: Migrations = field(default_factory=Migrations)
    python: str = ""
    proven: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)


def write_backend(path: Path, options: BuildOptions, progress: Progress) -> Written:
    """Study, record, port, replay, check. Nothing outside of scratch folders is written."""
    clock = Clock()
    with clock.measuring("study"):
        facts = study_flask(path, cache=options.cache, progress=progress)
    if not options.prove:
        return replace(_unproven(facts, clock, options.keep_behaviour), seconds=clock.seconds)
    _check_tools()
    interpreter = find_interpreter(path, options.python)
    with clock.measuring("record"):
        recording = _recorded(facts, interpreter, options, progress)
    with clock.measuring("port"):
        written = _climbed(facts, recording, interpreter, options, progress)
    packages = () if interpreter.is_own else interpreter.site_packages
    with clock.measuring("tests"):
        tree, tests = with_tests(written.tree, written.recording, packages, progress)
    with clock.measuring("migrations"):
        migrations = _migrated(tree, packages, options.postgres, progress)
    return replace(written, tree=tree, tests=tests, migrations=migrations, seconds=clock.seconds)


def _check_tools() -> None:
    """A written backend runs beside us, so that its answers can be compared. Raises ArchwrightError."""
    missing = [name for name in ("alembic", "fastapi", "pytest", "sqlalchemy") if find_spec(name) is None]
    if missing:
        hint = "Run `pip install 'archwright[prove]'`, or build with --no-prove."
        raise ArchwrightError(f"What a backend is proven with is not installed: {', '.join(missing)}.", hint=hint)


@dataclass
class Clock:
    """Seconds by step."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def measuring(self, step: str) -> Iterator[None]:
        """Count the time of a `with` block to `step`."""
        started = time.monotonic()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.monotonic() - started


def _recorded(facts: Facts, interpreter: Interpreter, options: BuildOptions, progress: Progress) -> Recording:
    from archwright.prove import record, requests_in

    given = requests_in(options.record) if options.record else ()
    return record(facts, python=interpreter.path, limit=options.limit, given=given, progress=progress)


def _climbed(
    facts: Facts, recording: Recording, interpreter: Interpreter, options: BuildOptions, progress: Progress
) -> Written:
    from archwright import recipes
    from archwright.kit.discovery import plugins
    from archwright.recipes import _proven
    from archwright.workbench.climb import Climb
    from archwright.workbench.intended import without_declared
    from archwright.workbench.proven import improved

    packages = () if interpreter.is_own else interpreter.site_packages
    own = Path(sys.executable)
    climb = Climb(
        facts,
        plugins(recipes),
        recording,
        own,
        app_name(facts),
        site_packages=packages,
        progress=progress,
        keep_behaviour=options.keep_behaviour,
    )
    ported, tree, result = improved(climb, climb.run(), plugins(_proven))
    recording = without_declared(recording, result.declared)
    tree = _documented(facts, ported, tree, recording)
    python = ".".join(map(str, interpreter.version))
    return Written(facts, tree, ported, recording, result, len(climb.descents), python=python, proven=True)


def _migrated(tree: Tree, packages: Sequence[Path], extent: Extent, progress: Progress) -> Migrations:
    from archwright.prove import check_migrations
    from archwright.workbench.postgres import on_postgres

    if not _has(tree, "migrations/"):
        return Migrations()
    progress("migrating up, down and up again")
    python = Path(sys.executable)
    with scratch_folder(tree.files) as folder:
        done = check_migrations(folder, python, extra_site_packages=packages)
        return replace(done, postgres=on_postgres(folder, python, extent, progress, packages=packages))


def _unproven(facts: Facts, clock: Clock, keep_behaviour: bool) -> Written:
    """As high as the recipes reach, with nothing run."""
    from archwright import recipes
    from archwright.build import assemble
    from archwright.kit.discovery import plugins
    from archwright.port import port

    with clock.measuring("port"):
        ported = port(facts, plugins(recipes), keep_behaviour=keep_behaviour)
        rules = frozenset(route.rule for route in facts.routes)
        tree = assemble(app_name(facts), ported.parts, database=ported.database, taken=rules)
    return Written(facts, _documented(facts, ported, tree), ported)


def _documented(facts: Facts, ported: Ported, tree: Tree, recording: Recording | None = None) -> Tree:
    from archwright.build import api_reference
    from archwright.design import design, documents

    pages = dict(documents(design(facts, ported.moved)))
    pages["docs/api.md"] = api_reference(facts, recording or Recording())
    return tree.plus({path: text for path, text in pages.items() if path not in tree.files})


def _has(tree: Tree, folder: str) -> bool:
    return any(path.startswith(folder) for path in tree)


def app_name(facts: Facts) -> str:
    """What the backend is called: after the app's file, or its folder when the file says nothing."""
    stem = Path(facts.entry).stem
    plain = stem.lower() in ("", "app", "application", "main", "run", "server", "wsgi", "index", "__init__")
    return Path(facts.root).name if plain else stem
