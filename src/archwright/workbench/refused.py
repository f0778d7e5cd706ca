"""Changes that the data would not survive, told at the line of the page that asks for them."""

from collections.abc import Iterator

from archwright import evolve
from archwright.kit.errors import ArchwrightError
from archwright.language import BlueprintErrors, Problem, place_of
from archwright.model.blueprint import Blueprint, Entity, Field, Relation
from archwright.model.change import Refusal

Path = tuple[str | int, ...]


def refused(refusals: tuple[Refusal, ...], blueprint: Blueprint, text: str, file: str) -> ArchwrightError:
    """All of them as one error."""
    problems = (_problem(each, blueprint, text) for each in refusals)
    return BlueprintErrors(file, problems)


def _problem(refusal: Refusal, blueprint: Blueprint, text: str) -> Problem:
    line, column = place_of(text, _path(refusal, blueprint))
    return Problem(line, column, refusal.message, refusal.hint)


def _path(refusal: Refusal, blueprint: Blueprint) -> Path:
    """The field or relation of a column; its entity when the column is of no field, or of one that is gone."""
    for entity in blueprint.entities:
        if entity.table == refusal.table:
            return next(_fields(entity, refusal.column), ("entities", entity.name))
        for relation in entity.manies:
            if evolve.association_name(entity, relation) == refusal.table:
                return "entities", entity.name, "fields", relation.name
    return ("entities",)


def _fields(entity: Entity, column: str) -> Iterator[Path]:
    both: tuple[Field | Relation, ...] = (*entity.fields, *entity.ones)
    for each in both:
        if column and column in (each.column, each.name):
            yield "entities", entity.name, "fields", each.name
