"""What a backend's migrations have led to so far, and the one that leads on from there."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archwright import evolve
from archwright.kit.errors import ArchwrightError
from archwright.model.change import Change, Refusal
from archwright.model.schema import Schema

VERSIONS = "migrations/versions"
SCHEMA = "migrations/schema.json"


@dataclass(frozen=True)
class History:
    """`schema`: where the newest migration leads; None before the first. `head`: its revision, "" before the first."""

    schema: Schema | None = None
    head: str = ""

    @property
    def next_number(self) -> str:
        """The number of the next revision: one more than that of the newest, or than all if it has none."""
        found = re.match(r"\d+", self.head)
        return f"{int(found[0]) + 1:04}" if found else f"{'0001' if not self.head else '1' + self.head[:3]}"


@dataclass(frozen=True)
class Step:
    """The next migration: its path and text, and the changes it makes. No changes, no migration."""

    changes: tuple[Change, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def read_history(backend: Path) -> History:
    """The history of a folder. Raises ArchwrightError when migrations are there and where they lead is not known."""
    revisions = dict(_revisions(backend / VERSIONS))
    kept = backend / SCHEMA
    if not revisions and not kept.is_file():
        return History()
    if not kept.is_file():
        hint = f"Take {SCHEMA} back from your version control: without it a change of the blueprint has no beginning."
        raise ArchwrightError("There are migrations, and where they lead is not known.", where=str(kept), hint=hint)
    heads = sorted(revisions.keys() - set(revisions.values()))
    if len(heads) != 1:
        hint = "Give the migrations one end, e.g. with `alembic merge heads`."
        raise ArchwrightError(f"The migrations end in {len(heads)} places.", where=str(backend / VERSIONS), hint=hint)
    return History(_schema(kept), heads[0])


def next_step(history: History, schema: Schema) -> Step:
    """The migration from there to here. Raises ArchwrightError with everything that is refused."""
    if history.schema is None:
        text = evolve.first_revision(schema)
        return Step(files=((f"{VERSIONS}/0001_initial.py", text), (SCHEMA, _json(schema))))
    found = evolve.diff(history.schema, schema)
    if found.refusals:
        raise _refused(found.refusals)
    if not found.changes:
        return Step()
    message = _title(found.changes)
    number = history.next_number
    text = evolve.revision(
        found.changes, history.schema, schema, number=number, previous=history.head or None, message=message
    )
    path = f"{VERSIONS}/{number}_{re.sub(r'[^a-z0-9]+', '_', message.lower()).strip('_')[:40]}.py"
    return Step(found.changes, ((path, text), (SCHEMA, _json(schema))))


def _refused(refusals: tuple[Refusal, ...]) -> ArchwrightError:
    lines = [f"{'.'.join(filter(None, (each.table, each.column)))}: {each.message} {each.hint}" for each in refusals]
    return ArchwrightError("The data would not survive this change.", hint="\n".join(lines))


def _revisions(folder: Path) -> Iterator[tuple[str, str]]:
    """Revision -> the one before it; "" for the first. A file that is no Python is left to Alembic to tell."""
    for file in sorted(folder.glob("*.py")) if folder.is_dir() else ():
        try:
            values = dict(_assigned(ast.parse(file.read_text("utf-8"))))
        except (SyntaxError, ValueError):
            continue
        if isinstance(values.get("revision"), str):
            yield str(values["revision"]), str(values.get("down_revision") or "")


def _assigned(module: ast.Module) -> Iterator[tuple[str, object]]:
    for node in module.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value)):
                yield name, value


def _title(changes: tuple[Change, ...]) -> str:
    """What a migration is called: its first change, and how many more."""
    first = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(changes[0]).__name__).capitalize()
    column = getattr(changes[0], "column", "")
    name = column if isinstance(column, str) else getattr(column, "name", "")
    more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
    return f"{first} {changes[0].table} {name}".strip() + more


def _schema(file: Path) -> Schema:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Schema).validate_json(file.read_bytes())
    except ValidationError as error:
        hint = "Take the file back from your version control."
        raise ArchwrightError("This is no schema of ours.", where=str(file), hint=hint) from error


def _json(schema: Schema) -> str:
    from pydantic import TypeAdapter

    return TypeAdapter(Schema).dump_json(schema, indent=1).decode() + "\n"
