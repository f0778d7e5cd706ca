"""The whole page."""

from typing import Any

from archwright.language.loading import load
from archwright.language.problems import BlueprintErrors
from archwright.language.writing.entities import entity_part, operation_part, shape_part
from archwright.language.writing.policies import auth_part, stack_part, whole
from archwright.language.writing.yaml import dumped
from archwright.model.blueprint import Blueprint

__all__ = ["entity_part", "text"]


def text(blueprint: Blueprint, full: bool = False) -> str:
    """The page of a blueprint; `full` prints every decision, also what would be decided anyway."""
    silent = frozenset() if full else _named_only(blueprint)
    if silent:
        shorter = dumped(_page(blueprint, silent, full=full))
        if _says(shorter, blueprint):
            return shorter
    return dumped(_page(blueprint, frozenset(), full=full))


def _page(blueprint: Blueprint, silent: frozenset[str], *, full: bool) -> dict[str, Any]:
    page: dict[str, Any] = {"archwright": 1, "name": blueprint.name}
    page |= {"stack": stack} if (stack := stack_part(blueprint, full=full)) else {}
    page |= {"auth": auth_part(blueprint.auth, full=full)} if blueprint.auth else {}
    page |= {"roles": {role.name: list(role.includes) for role in blueprint.roles}} if blueprint.roles else {}
    page |= {"tenancy": {"by": blueprint.tenant}} if blueprint.tenant else {}
    entities = {
        entity.name: entity_part(entity, blueprint, full=full)
        for entity in blueprint.entities
        if entity.name not in silent
    }
    page |= {"entities": entities} if entities else {}
    if blueprint.shapes:
        page["shapes"] = {each.name: shape_part(each) for each in blueprint.shapes}
    if blueprint.operations:
        page["operations"] = {each.name: operation_part(each, blueprint, full=full) for each in blueprint.operations}
    return page | whole(blueprint, full=full)


def _named_only(blueprint: Blueprint) -> frozenset[str]:
    """Entities that would be there if the page only named them: the user, the tenant, labels."""
    named = {blueprint.tenant, blueprint.auth.entity if blueprint.auth else ""}
    named |= {relation.target for entity in blueprint.entities for relation in entity.manies}
    return frozenset(
        entity.name
        for entity in blueprint.entities
        if entity.name in named and len(entity.fields) <= 2 and not entity.relations
    )


def _says(page: str, blueprint: Blueprint) -> bool:
    try:
        return load(page) == blueprint
    except BlueprintErrors:
        return False
