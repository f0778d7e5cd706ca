"""From a page to the tree of its backend, with what was run on it."""

import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archwright.apply import read_base
from archwright.kit.discovery import folders
from archwright.kit.errors import ArchwrightError
from archwright.kit.folders import scratch_folder
from archwright.model.blueprint import Blueprint
from archwright.model.change import Change
from archwright.model.evidence import Migrations, TestRun
from archwright.model.parts import Parts
from archwright.model.resources import TablePart
from archwright.model.schema import Schema
from archwright.model.tree import Tree
from archwright.workbench.databases import look_at
from archwright.workbench.environment import environment
from archwright.workbench.evidence import last_evidence
from archwright.workbench.history import kept, next_step, read_history
from archwright.workbench.options import BuildOptions
from archwright.workbench.refused import refused
from archwright.workbench.writing import Clock

Progress = Callable[[str], None]
PAGE = "blueprint.yaml"
SLOTS = "tests/slots/"


@dataclass(frozen=True)
class Generated:
    """A backend that is not on the disk yet. `changes`: what the next migration does to a database that is there.

    `slots`: operations that wait for the user's code. `notes`: what is to be known of the migrations and the code.
    `carried_over`: the figures are those of the last build.
    """

    blueprint: Blueprint
    tree: Tree
    digest: str
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    tests: TestRun = field(default_factory=TestRun)
    migrations: Migrations = field(default_factory=Migrations)
    slots: tuple[str, ...] = ()
    proven: bool = False
    carried_over: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)


def is_page(path: Path) -> bool:
    """Whether a source is a blueprint."""
    return path.suffix in (".yaml", ".yml")


def load_page(path: Path) -> tuple[Blueprint, str]:
    """The blueprint of a file, and its text. Raises ArchwrightError."""
    from archwright.language import load

    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ArchwrightError("This is not UTF-8 text.", where=str(path), hint="Save the page as UTF-8.") from error
    except OSError as error:
        raise ArchwrightError(
            "There is no such page.", where=str(path), hint="`archwright init` writes one."
        ) from error
    return load(text, str(path)), text


def generate_backend(path: Path, output: Path, options: BuildOptions, progress: Progress) -> Generated:
    """Load, generate, find the next migration, check. Nothing outside of scratch folders is written."""
    clock = Clock()
    with clock.measuring("load"):
        blueprint, text = load_page(path)
    progress("writing the layers")
    with clock.measuring("generate"):
        parts = parts_of(blueprint)
        history = read_history(output)
        step = next_step(history, schema_of(parts), may_go=blueprint.allow_data_loss)
        if step.refusals:
            raise refused(step.refusals, blueprint, text, str(path))
        live = look_at(options.database, history) if options.database else ()
        tree = generated_tree(blueprint, parts)
        tree = tree.plus({PAGE: text, **environment(parts, output), **kept(history, output), **dict(step.files)})
    made = Generated(
        blueprint,
        tree,
        hashlib.sha256(text.encode()).hexdigest(),
        step.changes,
        (*history.notes, *live),
        seconds=clock.seconds,
    )
    if not options.prove:
        return made
    known = last_evidence(output) if _unchanged(output, tree) else None
    if known is not None and known.covers(options.postgres):
        return replace(
            made, tests=known.tests, migrations=known.migrations, slots=known.slots, proven=True, carried_over=True
        )
    return _proven(made, options, clock, progress)


def parts_of(blueprint: Blueprint) -> Parts:
    """What all capabilities give for a blueprint."""
    from archwright import capabilities

    return Parts(tuple(part for capability in folders(capabilities) for part in capability.parts(blueprint)))


def schema_of(parts: Parts) -> Schema:
    """The tables that were asked for, in an order in which they can be made."""
    from archwright.evolve import schema

    return schema(part.table for part in parts.of(TablePart))


def generated_tree(blueprint: Blueprint, parts: Parts) -> Tree:
    """Everything but the migrations of this and of earlier builds."""
    from archwright.build import generate
    from archwright.evolve import operations_text

    return generate(blueprint, parts).plus({"migrations/operations.py": operations_text()})


def _unchanged(output: Path, tree: Tree) -> bool:
    """Whether the same was generated before: then what held then holds."""
    base = read_base(output, tree)
    return set(base) == set(tree) and all(_same(base[path], tree[path]) for path in tree)


def _same(one: str | bytes, other: str | bytes) -> bool:
    return (one.encode() if isinstance(one, str) else one) == (other.encode() if isinstance(other, str) else other)


def _proven(made: Generated, options: BuildOptions, clock: Clock, progress: Progress) -> Generated:
    """With its migrations and its own tests run on a scratch copy."""
    from archwright.prove import check_migrations, run_backend_tests
    from archwright.workbench.postgres import on_postgres

    own = Path(sys.executable)
    with scratch_folder(made.tree.files) as folder:
        progress("migrating up, down and up again")
        with clock.measuring("migrations"):
            migrations = check_migrations(folder, own)
        with clock.measuring("postgres"):
            there = on_postgres(folder, own, options.postgres, progress)
            there = replace(there, tests=_without_slots(there.tests)[0])
        progress("running the backend's own tests")
        with clock.measuring("tests"):
            tests, slots = _without_slots(run_backend_tests(folder, own, seconds=600))
    return replace(
        made,
        tests=tests,
        slots=slots,
        migrations=replace(migrations, postgres=there),
        proven=True,
        seconds=clock.seconds,
    )


def _without_slots(tests: TestRun) -> tuple[TestRun, tuple[str, ...]]:
    """The run without the tests that only say what is still to be written, and what that is."""
    waiting = [name for name in tests.failures if name.startswith(SLOTS)]
    failures = tuple(name for name in tests.failures if name not in waiting)
    trouble = tests.trouble if failures or not tests.failures else ""
    names = (name.rpartition("::test_")[2].removesuffix("_is_written") for name in waiting)
    counted = replace(tests, failed=tests.failed - len(waiting), failures=failures, trouble=trouble)
    return counted, tuple(names)
