"""What a page calls otherwise than the page before it."""

from collections.abc import Mapping

from archwright.kit.errors import ArchwrightError
from archwright.kit.names import camel
from archwright.model.blueprint import Blueprint, Entity
from archwright.model.tree import Tree


def renamed_words(page: str, base: Tree, blueprint: Blueprint) -> Mapping[str, str]:
    """Old word -> new word of each entity with `was`; `page` is the path of the page among the files of `base`."""
    if not any(entity.evolution.was for entity in blueprint.entities):
        return {}
    former = {entity.name: entity for entity in _former(page, base)}
    pairs = ((former.get(entity.evolution.was), entity) for entity in blueprint.entities)
    found = (zip(_words(old), _words(new), strict=True) for old, new in pairs if old is not None)
    return {was: now for words in found for was, now in words if was != now}


def _former(page: str, base: Tree) -> tuple[Entity, ...]:
    """The entities of the page that was built last; none when it is not known or cannot be read any more."""
    from archwright.language import load

    text = base.files.get(page)
    if text is None:
        return ()
    try:
        return load(text if isinstance(text, str) else text.decode(), page).entities
    except (ArchwrightError, UnicodeDecodeError):
        return ()


def _words(entity: Entity) -> tuple[str, ...]:
    """What an entity is called in files and in code, in one and in many."""
    many = entity.plural
    return (entity.name, entity.slug, many, many.replace("_", "-"), many.replace("_", " "), camel(many), entity.table)
