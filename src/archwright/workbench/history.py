"""What a backend's migrations have led to so far, and the one that leads on from there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archwright import evolve
from archwright.apply import read_base
from archwright.apply.disk import content_of
from archwright.kit.errors import ArchwrightError
from archwright.model.change import Change, Notice, Refusal
from archwright.model.schema import Schema
from archwright.model.tree import Tree

VERSIONS = "migrations/versions"
SCHEMA = "migrations/schema.json"
FIRST = "Initial tables"
_LOST = (
    "What was generated last is not known: .archwright is gone. Files that differ are conflicts, yours stay. "
    "Take the folder back from your version control, or settle them with --conflicts yours."
)


@dataclass(frozen=True)
class History:
    """`schema`: where the newest migration leads; None before the first. `paths`: the migrations that are there.

    `notes`: what is to be known, and in nobody's way.
    """

    schema: Schema | None = None
    chain: evolve.Chain = field(default_factory=lambda: evolve.Chain(()))
    paths: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """The next migration: its path and text, and the changes it makes. No changes, no migration.

    `refusals`: what is in its way; then there is no text.
    """

    changes: tuple[Change, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    refusals: tuple[Refusal, ...] = ()


def read_history(backend: Path) -> History:
    """The history of a folder. Raises ArchwrightError when where the migrations lead cannot be told."""
    texts = _migrations(backend)
    kept = content_of(backend / SCHEMA)
    if not texts and kept is None:
        return History()
    chain = evolve.chain(texts)
    by_hand = _by_hand(backend, texts)
    gone = tuple(notice for notice in by_hand if notice.rule == "gone" and _number(notice.path) not in chain.numbers)
    if chain.notices or gone:
        raise _unclear((*chain.notices, *gone), backend)
    if kept is None:
        hint = f"Take {SCHEMA} back from your version control: without it a change of the blueprint has no beginning."
        raise ArchwrightError(
            "There are migrations, and where they lead is not known.", where=str(backend / SCHEMA), hint=hint
        )
    if not texts:
        hint = f"Take {VERSIONS} back from your version control, or delete {SCHEMA} too, to begin anew."
        raise ArchwrightError("The migrations are gone.", where=str(backend / VERSIONS), hint=hint)
    schema = evolve.load(kept.decode("utf-8", "replace"), str(backend / SCHEMA))
    return History(schema, chain, tuple(texts), tuple(_notes(backend, texts, by_hand)))


def next_step(history: History, schema: Schema, *, may_go: bool = False) -> Step:
    """The migration from there to here, or what is refused. `may_go`: tables that are gone take their rows along."""
    if history.schema is None:
        path = f"{VERSIONS}/{evolve.file_name('0001', 'initial')}"
        return Step(files=((path, evolve.first_revision(schema, message=FIRST)), (SCHEMA, evolve.dump(schema))))
    gone = {table.name for table in history.schema.tables if schema.table(table.name) is None}
    found = evolve.diff(history.schema, schema, gone if may_go else ())
    if found.refusals or not found.changes:
        return Step(refusals=found.refusals)
    message, number = _title(found.changes), history.chain.next
    text = evolve.revision(
        found.changes, history.schema, schema, number=number, previous=history.chain.head, message=message
    )
    return Step(found.changes, ((_free(number, message, history.paths), text), (SCHEMA, evolve.dump(schema))))


def kept(history: History, backend: Path) -> dict[str, str | bytes]:
    """The history as files of the tree: what was done to a database is never done otherwise.

    A migration stays as it was generated; when that is not known any more, as it stands.
    """
    if history.schema is None:
        return {}
    base = read_base(backend)
    there = {path: content_of(backend / path) or b"" for path in (SCHEMA, *history.paths)}
    own = {path: content for path, content in there.items() if path == SCHEMA or not base.files}
    return own | {path: base[path] for path in base if path.startswith(f"{VERSIONS}/")}


def base_of(backend: Path, ours: Tree) -> Tree:
    """What was generated last time. Where the migrations lead is nobody's text: what stands there is what was."""
    base = read_base(backend, ours)
    there = content_of(backend / SCHEMA)
    if there is not None:
        return base.plus({SCHEMA: there})
    return Tree({path: base[path] for path in base if path != SCHEMA and not path.startswith(f"{VERSIONS}/")})


def _migrations(backend: Path) -> dict[str, str]:
    """Path -> text, of what Alembic would read."""
    folder = backend / VERSIONS
    files = sorted(folder.glob("*.py")) if folder.is_dir() else []
    found = {file.name: content_of(file) or b"" for file in files if file.name != "__init__.py"}
    return {f"{VERSIONS}/{name}": content.decode("utf-8", "replace") for name, content in found.items()}


def _by_hand(backend: Path, texts: Mapping[str, str]) -> tuple[Notice, ...]:
    base = read_base(backend)
    written = {path: base[path] for path in base if path.startswith(f"{VERSIONS}/") and path.endswith(".py")}
    kept = {path: content if isinstance(content, str) else content.decode() for path, content in written.items()}
    return evolve.edited({path: evolve.digest(text) for path, text in kept.items()}, texts)


def _notes(backend: Path, texts: Mapping[str, str], by_hand: tuple[Notice, ...]) -> list[str]:
    base = read_base(backend)
    notes = [f"{notice.message} {notice.fix}" for notice in by_hand if notice.rule == "edited"]
    if not base.files:
        return [_LOST]
    own = [path for path in texts if path not in base]
    fix = "The next one goes on from there; what it does to tables is only known when it is run."
    return notes + [f"{path} is a migration of yours. {fix}" for path in own]


def _unclear(notices: tuple[Notice, ...], backend: Path) -> ArchwrightError:
    first = notices[0]
    lines = [notice.message for notice in notices]
    fixes = dict.fromkeys(notice.fix for notice in notices if notice.fix)
    return ArchwrightError(
        "\n".join(["Where the migrations lead cannot be told:", *(f"  {line}" for line in lines)]),
        hint=" ".join(fixes),
        where=str(backend / (first.path or VERSIONS)),
    )


def _number(path: str) -> str:
    return Path(path).name.partition("_")[0]


def _free(number: str, message: str, taken: tuple[str, ...]) -> str:
    """A path at which nothing stands: a migration of the user's may have the name, and another number within."""
    path = f"{VERSIONS}/{evolve.file_name(number, message)}"
    return path if path not in taken else path.removesuffix(".py") + "_again.py"


def _title(changes: tuple[Change, ...]) -> str:
    """What a migration is called: its first change, and how many more."""
    first = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(changes[0]).__name__).capitalize()
    column = getattr(changes[0], "column", "")
    name = column if isinstance(column, str) else getattr(column, "name", "")
    more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
    return f"{first} {changes[0].table} {name}".strip() + more
