"""What differs between a folder and what was generated, of what a blueprint can say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archwright.model.blueprint import Entity
from archwright.model.drift import Drift, Written
from archwright.model.place import Place
from archwright.model.tree import Tree
from archwright.study.written.facts import Fact, Key, by_key
from archwright.study.written.tables import table_facts
from archwright.study.written.wire import repository_facts, route_facts, schema_facts


@dataclass(frozen=True)
class _File:
    """A generated file that speaks of an entity. `kind` says how it is read."""

    path: str
    kind: str


def find_drift(entities: tuple[Entity, ...], base: Tree, yours: Tree, ours: Tree) -> tuple[Drift, ...]:
    """What the user did: it is neither as it was generated last nor as it is generated now.

    A file that was deleted stays deleted; nothing follows from it for the blueprint.
    """
    return tuple(each for entity in entities for each in _of(entity, base, yours, ours))


def _of(entity: Entity, base: Tree, yours: Tree, ours: Tree) -> Iterator[Drift]:
    for file in _files(entity, ours):
        text = _text(yours, file.path)
        if text is None or text == _text(ours, file.path):
            continue
        mine, new = _read(file, entity, text), _read(file, entity, _text(ours, file.path) or "")
        before = _read(file, entity, _text(base, file.path) or "") if file.path in base.files else new
        for key in [*mine, *(key for key in new if key not in mine)]:
            value = _value(mine, key)
            if value not in (_value(before, key), _value(new, key)):
                place = Place(file.path, mine[key].line if key in mine else 0)
                disputed = _value(before, key) != _value(new, key)
                yield Drift(entity.name, key[0], key[1], value, place, key in new, disputed)


def _files(entity: Entity, ours: Tree) -> Iterator[_File]:
    marks = {
        f'__tablename__ = "{entity.table}"': "table",
        f"class {entity.name}Read(": "schema",
        f"class {entity.name}Repository(": "repository",
        f"-> {entity.name}Service:": "routes",
    }
    for path in ours:
        text = _text(ours, path) if path.startswith("app/") and path.endswith(".py") else None
        for mark, kind in marks.items():
            if text and mark in text:
                yield _File(path, kind)


def _read(file: _File, entity: Entity, text: str) -> Mapping[Key, Fact]:
    match file.kind:
        case "table":
            return by_key(table_facts(text, entity.table))
        case "schema":
            return by_key(schema_facts(text, entity.name))
        case "repository":
            return by_key(repository_facts(text, entity.name))
    return by_key(route_facts(text))


def _value(facts: Mapping[Key, Fact], key: Key) -> Written | None:
    return facts[key].value if key in facts else None


def _text(tree: Tree, path: str) -> str | None:
    content = tree.files.get(path)
    if isinstance(content, bytes):
        content = content.decode("utf-8", "replace")
    return None if content is None else re.sub(r"\r\n", "\n", content)
