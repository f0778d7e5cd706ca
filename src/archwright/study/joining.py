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


def join(
    root: Path,
    entry: str,
    records: Mapping[str, Record],
    readers: Sequence[Reader],
    templates: tuple[str, ...],
    extra: Iterable[object],
) -> Facts:
    """All facts of all files."""
    world = world_of(root, entry, records, templates)
    found: dict[str, dict[object, None]] = {field: {} for field in FIELD_OF.values()}
    framework = Framework("", "", entry)
    for item in [*_direct(world), *extra, *(item for reader in readers for item in _joined(reader, world))]:
        if isinstance(item, Framework):
            framework = item
        else:
            found[FIELD_OF[type(item)]][item] = None
    files = tuple(SourceFile(path, record.lines, record.digest, record.parser) for path, record in records.items())
    sorted_found = {field: tuple(sorted(items, key=_order)) for field, items in found.items()}
    empty = Facts(str(root), framework.entry, framework.name)
    return replace(
        empty,
        app_variable=framework.app_variable or ("" if framework.name else "app"),
        files=files,
        packages=_packages(world),
        templates=templates,
        **{**sorted_found, "threads": tuple(item.place for item in sorted_found["threads"])},  # type: ignore[arg-type,attr-defined]
    )


def world_of(root: Path, entry: str, records: Mapping[str, Record], templates: tuple[str, ...]) -> World:
    """The joined view of the records."""
    modules = {module_name(path): path for path in records if path.endswith(".py")}
    if "__init__.py" in records:
        modules[""] = "__init__.py"
    files = {path: record.found for path, record in records.items()}
    return World(entry, files, modules, root.name, frozenset(templates))


def _direct(world: World) -> Iterable[object]:
    for kind in FIELD_OF:
        yield from (note for _, note in world.notes(kind))


def _joined(reader: Reader, world: World) -> Iterable[object]:
    return reader.join(world) if isinstance(reader, Joiner) else ()


def _order(item: object) -> tuple[Place, str]:
    place = getattr(item, "place", Place(""))
    return place, getattr(item, "name", "")


def _packages(world: World) -> tuple[str, ...]:
    own = {name.partition(".")[0] for name in world.modules}
    named = {name for _, note in world.notes(Imported) for name in note.packages}
    nested = {path.rpartition("/")[2].removesuffix(".py") for path in world.files}
    return tuple(sorted(named - own - nested - {world.package}))
