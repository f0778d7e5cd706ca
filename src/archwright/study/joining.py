"""The second pass: notes of all files become facts, in a stable order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from archwright.model import facts as nouns
from archwright.model.facts import Facts, SourceFile
from archwright.model.notes import Framework, Imported, Threaded
from archwright.model.place import Gap, Place
from archwright.study.cache import Record
from archwright.study.parse import module_name
from archwright.study.reader import Joiner, Reader
from archwright.study.world import World

FIELD_OF: dict[type, str] = {
    nouns.Route: "routes",
    nouns.View: "views",
    nouns.Entity: "entities",
    nouns.Setting: "settings",
    nouns.OutsideCall: "outside_calls",
    nouns.State: "states",
    nouns.Hook: "hooks",
    nouns.Extension: "extensions",
    nouns.Query: "queries",
    nouns.Blueprint: "blueprints",
    Threaded: "threads",
    Gap: "gaps",
}


def join(world: World, records: Mapping[str, Record], readers: Sequence[Reader], extra: Iterable[Gap]) -> Facts:
    """All facts of all files."""
    found: dict[str, dict[object, None]] = {field: {} for field in FIELD_OF.values()}
    framework = Framework("", "", world.entry)
    for item in [*_direct(world), *extra, *(item for reader in readers for item in _joined(reader, world))]:
        if isinstance(item, Framework):
            framework = item
        else:
            found[FIELD_OF[type(item)]][item] = None
    empty = Facts(
        world.root,
        framework.entry,
        framework.name,
        framework.app_variable or ("" if framework.name else "app"),
        tuple(SourceFile(path, record.lines, record.digest, record.parser) for path, record in records.items()),
        packages=_packages(world),
        templates=tuple(sorted(world.templates)),
    )
    threads = tuple(note.place for _, note in sorted(world.notes(Threaded), key=lambda pair: pair[1].place))
    ordered = {field: tuple(sorted(items, key=_order)) for field, items in found.items() if field != "threads"}
    return replace(empty, threads=threads, **ordered)  # type: ignore[arg-type] # FIELD_OF says which type is which field


def world_of(root: Path, entry: str, records: Mapping[str, Record], templates: tuple[str, ...]) -> World:
    """The joined view of the records."""
    modules = {module_name(path): path for path in records if path.endswith(".py")}
    if "__init__.py" in records:
        modules[""] = "__init__.py"
    files = {path: record.found for path, record in records.items()}
    return World(str(root), entry, files, modules, root.name, frozenset(templates))


def _direct(world: World) -> Iterable[object]:
    kinds: Iterable[type[object]] = FIELD_OF
    return [note for kind in kinds for _, note in world.notes(kind)]


def _joined(reader: Reader, world: World) -> Iterable[object]:
    return reader.join(world) if isinstance(reader, Joiner) else ()


def _order(item: object) -> tuple[Place, str]:
    place = getattr(item, "place", Place(""))
    return place, getattr(item, "name", "")


def _packages(world: World) -> tuple[str, ...]:
    own = {name.partition(".")[0] for name in world.modules}
    named = {name for _, imported in world.notes(Imported) for name in imported.packages}
    nested = {path.rpartition("/")[2].removesuffix(".py") for path in world.files}
    return tuple(sorted(named - own - nested - {world.package}))
