"""The entity-relationship diagram."""

import re
from collections.abc import Iterator

from archwright.design.draft.entities import entity_name
from archwright.model.draft import BlueprintDraft, EntityDraft, FieldDraft
from archwright.model.facts import Facts, Field


def entity_diagram(draft: BlueprintDraft, facts: Facts) -> str:
    """Mermaid `erDiagram`; "" when nothing is stored."""
    if not draft.entities:
        return ""
    columns = {(entity_name(e), e.place): e.fields for e in facts.entities}
    known = {entity.name for entity in draft.entities}
    lines = [line for entity in draft.entities for line in _box(entity, columns.get((entity.name, entity.place), ()))]
    links = [line for entity in draft.entities for field in entity.fields for line in _links(entity, field, known)]
    return "\n".join(["erDiagram", *lines, *dict.fromkeys(links)]) + "\n"


def _box(entity: EntityDraft, columns: tuple[Field, ...]) -> Iterator[str]:
    name = _word(entity.name)
    if not columns:
        yield f"    {name}"
        return
    yield f"    {name} {{"
    for column in columns:
        kind = (
            _word(
                re.split(
                    r"[(\s]",
                    column.type.rpartition(".")[2]
                    if "(" not in column.type
                    else column.type.split("(")[0].rpartition(".")[2],
                )[0]
            )
            or "any"
        )
        yield f"        {kind} {_word(column.name)}{_keys(column)}"
    yield "    }"


def _keys(column: Field) -> str:
    marks = (
        ("PK", column.primary_key),
        ("FK", bool(column.foreign_key)),
        ("UK", column.unique and not column.primary_key),
    )
    found = [mark for mark, on in marks if on]
    return f" {', '.join(found)}" if found else ""


def _links(entity: EntityDraft, field: FieldDraft, known: set[str]) -> Iterator[str]:
    target = re.match(r"(\w+)(\[\])?(\?)?", field.spec)
    if target is None or target.group(1) not in known:
        return
    label = _word(field.name)
    if target.group(2):
        # Both sides may declare the list; it is one line, and it reads the same from either end.
        left, right = sorted((_word(entity.name), _word(target.group(1))))
        yield f"    {left} }}o--o{{ {right} : {'many' if left != right else label}"
    else:
        yield f"    {_word(target.group(1))} {'|o' if target.group(3) else '||'}--o{{ {_word(entity.name)} : {label}"


def _word(text: str) -> str:
    word = re.sub(r"\W+", "_", text).strip("_")
    return f"n{word}" if word[:1].isdigit() else word
