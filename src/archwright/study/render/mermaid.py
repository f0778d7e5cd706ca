"""Facts as pictures: an entity diagram, and the way from routes over views to entities."""

import re
from collections.abc import Iterator

from archwright.model.facts import Entity, Facts


def render_mermaid(facts: Facts) -> str:
    """Both diagrams, each in its own fenced block, so that the text is a Markdown page."""
    blocks = [render_erd(facts), render_flow(facts)]
    return "\n".join(f"```mermaid\n{block}```\n" for block in blocks if block)


def render_erd(facts: Facts) -> str:
    """The entities with their columns and references; "" when nothing is stored."""
    entities = _distinct(facts)
    if not entities:
        return ""
    rows = ["erDiagram"]
    for entity in entities:
        rows += [f"  {_word(entity.name)} {{", *_columns(entity), "  }"]
    return "\n".join([*rows, *_references(entities)]) + "\n"


def render_flow(facts: Facts) -> str:
    """Routes to views to entities; "" when there are no routes."""
    if not facts.routes:
        return ""
    rows = dict.fromkeys(["flowchart LR", *_route_edges(facts), *_entity_edges(facts)])
    return "\n".join(rows) + "\n"


def _distinct(facts: Facts) -> list[Entity]:
    return list({entity.name: entity for entity in reversed(facts.entities)}.values())[::-1]


def _columns(entity: Entity) -> Iterator[str]:
    for field in entity.fields:
        marks = ",".join(
            mark for mark, on in (("PK", field.primary_key), ("FK", field.foreign_key), ("UK", field.unique)) if on
        )
        yield f"    {_word(field.type) or 'unknown'} {_word(field.name)} {marks}".rstrip()


def _references(entities: list[Entity]) -> Iterator[str]:
    by_table = {entity.table: entity for entity in entities} | {entity.name: entity for entity in entities}
    for entity in entities:
        for field in entity.fields:
            other = by_table.get(field.foreign_key.split(".")[-2] if "." in field.foreign_key else field.foreign_key)
            if other and field.foreign_key:
                optional = "o|" if field.nullable else "||"
                yield f"  {_word(other.name)} {optional}--o{{ {_word(entity.name)} : {_word(field.name)}"


def _route_edges(facts: Facts) -> Iterator[str]:
    for number, route in enumerate(facts.routes):
        label = _label(f"{' '.join(route.methods)} {route.rule}")
        for view in facts.views_of(route):
            yield f'  r{number}["{label}"] --> v_{_word(view.name)}("{_label(view.name)}")'


def _entity_edges(facts: Facts) -> Iterator[str]:
    for view in facts.views:
        for name in view.entities:
            yield f'  v_{_word(view.name)} --> e_{_word(name)}[("{_label(name)}")]'


def _word(text: str) -> str:
    """An identifier that Mermaid accepts."""
    return re.sub(r"\W+", "_", text).strip("_")


def _label(text: str) -> str:
    return text.replace('"', "'").replace("<", "&lt;").replace(">", "&gt;")
