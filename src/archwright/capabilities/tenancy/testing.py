"""What the tests of tenancy say: what one tenant has, the other does not see."""

from collections.abc import Iterator

from archwright.build.resources.naming import spelled
from archwright.build.resources.testing import test_words
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint, Entity, Relation
from archwright.model.parts import TextFile

_templates = Templates("archwright.capabilities.tenancy")


def tenancy_tests(entity: Entity, blueprint: Blueprint, column: str) -> Iterator[TextFile]:
    """One module for each entity whose rows belong to a tenant."""
    wire = blueprint.wire
    fellow = next((each for each in entity.ones if _refers(each, blueprint)), None)
    yield _templates.file(
        f"tests/integration/test_tenancy_{entity.plural}.py",
        "tests/integration/test_tenancy.py",
        entity=entity,
        column=column,
        words=test_words(entity, wire),
        asked=[action for action in entity.actions if action in ("read", "update", "delete")],
        listed="list" in entity.actions,
        residents=3 if blueprint.auth and entity.name == blueprint.auth.entity else 1,
        fellow=fellow if "create" in entity.actions else None,
        spoken=spelled(fellow.column, wire) if fellow else "",
        target=blueprint.entity(fellow.target) if fellow else None,
    )


def _refers(relation: Relation, blueprint: Blueprint) -> bool:
    return blueprint.entity(relation.target).tenant and not relation.readonly
