"""Which functions touch a database, and which entities they use: directly, or through functions of the same file."""

from dataclasses import dataclass, field

from archwright.model.facts import Entity, Query
from archwright.model.notes import Defined, Mapped
from archwright.model.place import Place
from archwright.study.world import World

_DATABASE = (".query.", ".session.", ".execute", ".executemany", ".commit", ".cursor", ".fetchone", ".fetchall")
_COLLECTIONS = (".find_one", ".insert_one", ".insert_many", ".update_one", ".delete_one", ".delete_many", ".aggregate")


@dataclass
class Storage:
    """Entities and database use of every function of a world, by the place of the function."""

    entities: dict[Place, set[str]] = field(default_factory=dict)
    touching: set[Place] = field(default_factory=set)


def storage(world: World) -> Storage:
    """Worked out once for a world."""
    return world.once(_storage)


def _storage(world: World) -> Storage:
    found = Storage()
    named = {note.name for kind in (Mapped, Entity) for _, note in world.notes(kind)}  # type: ignore[attr-defined]
    queries: dict[str, list[Query]] = {}
    for path, query in world.notes(Query):
        queries.setdefault(path, []).append(query)
    for path, note in world.notes(Defined):
        inside = [item for item in queries.get(path, ()) if note.place.line <= item.place.line <= note.end_line]
        tables = {table for query in inside for table in query.tables}
        found.entities[note.place] = ({name.rpartition(".")[2] for name in note.names} | tables) & named
        if inside or _touches(note):
            found.touching.add(note.place)
    _through_calls(world, found)
    return found


def _touches(note: Defined) -> bool:
    called = any(mark in f".{call}." for call in note.calls for mark in _DATABASE + _COLLECTIONS)
    return called or any(".query" in name or ".session" in name for name in note.names)


def _through_calls(world: World, found: Storage) -> None:
    """What a called function of the same file touches, its caller touches; three calls deep."""
    functions = {(path, note.name): note.place for path, note in world.notes(Defined)}
    for _ in range(3):
        for path, note in world.notes(Defined):
            for call in note.calls:
                place = functions.get((path, call))
                if place in found.touching:
                    found.touching.add(note.place)
