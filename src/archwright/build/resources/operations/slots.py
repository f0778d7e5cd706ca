"""app/services/<group>.py: the user's own functions, and app/services/work.py: what they work with."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.build.resources.entity.shape import context
from archwright.build.resources.naming import at_hand
from archwright.build.resources.operations.group import Group
from archwright.build.resources.operations.shapes import KINDS, answered_type, asked, imported, references, sent_whole
from archwright.build.template import file
from archwright.kit.names import camel
from archwright.model.blueprint import Blueprint, Operation
from archwright.model.parts import TextFile
from archwright.model.resources import WorkPart


@dataclass(frozen=True)
class Slot:
    """One function: its signature, and what it may raise."""

    name: str
    parameters: str
    returns: str
    doc: str
    errors: tuple[str, ...]


def write_slots(group: Group) -> Iterator[TextFile]:
    """The functions of a group, empty until the user fills them."""
    slots = [slot(group, operation) for operation in group.operations]
    yield file(
        f"app/services/{group.name}.py",
        "resources/operations/slots.py",
        group=group,
        slots=slots,
        imports=sorted({*_imports(group), *references(group)}),
    )


def write_work(backend: Backend, blueprint: Blueprint) -> Iterator[TextFile]:
    """What every slot is handed: the repositories on the connection of the request."""
    given = context(backend.parts, public=any(operation.access.public for operation in blueprint.operations))
    imports = {line for part in given for line in part.imports}
    routes = {line for part in given for line in part.route_imports}
    things = sorted(backend.parts.of(WorkPart), key=lambda part: part.name)
    imports |= {line for part in things for line in part.imports}
    routes |= {line for part in things for line in part.route_imports}
    entities = sorted(blueprint.entities, key=lambda entity: entity.plural)
    yield file(
        "app/services/work.py",
        "resources/operations/work.py",
        context=given,
        things=things,
        entities=[(entity, at_hand(entity)) for entity in entities],
        imports=sorted(imports),
    )
    yield file(
        "app/api/work.py", "resources/operations/open_work.py", context=given, things=things, imports=sorted(routes)
    )


def slot(group: Group, operation: Operation) -> Slot:
    """The function of one operation."""
    given = ["work: Work"]
    given += [f"{p.word}: Row" if p.entity else f"{p.name}: {p.type}" for p in group.parameters(operation)]
    given += [] if operation.input.empty else [f"data: {sent_whole(group, operation)}"]
    given += [f"{word}: {kind}" for word, kind in asked(operation)]
    return Slot(
        operation.name,
        ", ".join(given),
        returned(group, operation),
        operation.doc or f"{operation.name.replace('_', ' ').capitalize()}.",
        tuple(camel(error.code) for error in operation.errors),
    )


def returned(group: Group, operation: Operation) -> str:
    """What the slot gives: rows stand for entities, which are read from them."""
    shape = operation.output
    if shape.empty:
        return "None"
    if shape.kind == "file":
        return "Download"
    kind = answered_type(group, operation)
    one = f"{kind} | Row" if kind.endswith("Read") else kind
    whole = f"Sequence[{one}]" if shape.many else one
    return f"{whole} | {'Download' if shape.other == 'file' else KINDS[shape.other]}" if shape.other else whole


def _imports(group: Group) -> Iterator[str]:
    yield from imported(group)
    yield "from app.core.downloads import Download"
    yield "from typing import Any"
    yield "from app.core.database import Row"
    yield "from app.schemas.base import RowId, SoughtId, Text"
    yield "from app.schemas.paths import PathBelow, PathFloat, PathNumber"
    yield "from uuid import UUID"
    yield "from app.core.errors import Unwritten"
    yield "from app.services.work import Work"
    yield "from collections.abc import Sequence"
