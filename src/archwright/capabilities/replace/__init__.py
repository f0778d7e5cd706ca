"""Replace: PUT gives a row anew; what is left out becomes its default."""

from collections.abc import Iterator

from archwright.build.resources.naming import body_parameter, key_name, key_parameter, read_shape, spelled, wire_name
from archwright.build.resources.samples import compared, sample
from archwright.build.resources.testing import sent, test_words
from archwright.build.template import Templates
from archwright.kit.names import title
from archwright.model.blueprint import Blueprint, Entity, Field, Wire
from archwright.model.parts import Part
from archwright.model.resources import CodePart, MethodPart, RoutePart

_templates = Templates(__name__)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A route and a method for each entity that can be replaced."""
    for entity in blueprint.entities:
        if entity.put and "update" in entity.actions:
            yield _method(entity, blueprint.wire)
            yield _route(entity, blueprint.wire)
            yield from _tests(entity, blueprint.wire)


def _method(entity: Entity, wire: Wire) -> MethodPart:
    key, fixed = key_name(entity), _fixed(entity)
    values = f"data.model_dump(exclude={{{', '.join(fixed)}}})" if fixed else "data.model_dump()"
    row = f"await self._{entity.plural}.change({key}, {values}{{more}})"
    return MethodPart(
        entity.name,
        "replace",
        f"The {title(entity.name)} as it is given" + (", but for what never changes." if fixed else "."),
        f"{key_parameter(entity, wire)}, data: {entity.name}Create",
        f"{entity.name}Read",
        f"return {entity.name}Read.model_validate({row})",
        verb="replace",
    )


def _fixed(entity: Entity) -> list[str]:
    """What is given on create and never changes, in quotes."""
    fields = [field.name for field in entity.fields if field.fixed]
    return [f'"{name}"' for name in (*fields, *(wire_name(each) for each in entity.relations if each.fixed))]


def _route(entity: Entity, wire: Wire) -> RoutePart:
    key = key_name(entity)
    return RoutePart(
        entity.name,
        "put",
        f"/{{{key}}}",
        f"replace_{entity.slug}",
        given=f"{key_parameter(entity, wire)}, {body_parameter(entity, wire, 'data', f'{entity.name}Create')}",
        returns=read_shape(entity, wire),
        call=f"await {entity.plural}.replace({key}, data{{more}})",
        doc=f"Replace a {title(entity.name)}; what is left out becomes its default.",
        like="update",
        verb="replace",
        answers=(404, 409, 422),
    )


def _tests(entity: Entity, wire: Wire) -> Iterator[Part]:
    unseen = {*_fixed(entity), *(f'"{spelled(field.name, wire)}"' for field in entity.fields if field.hidden)}
    words = {**test_words(entity, wire), "headers": sent("replace")}
    text = _templates.text("tests/replace.py", **words, unseen=", ".join(sorted(unseen)))
    yield CodePart(entity.name, "tests", text, order=50)
    ruled = compared(entity)
    emptied = next((field for field in entity.fields if _may_be_left_out(field) and field.name not in ruled), None)
    if emptied:
        given, name = sample(emptied, "1"), spelled(emptied.name, wire)
        text = _templates.text("tests/replace_less.py", **words, field=emptied.name, given=given, spelled=name)
        imports = ("import datetime as dt", "from decimal import Decimal", "from app.core.ids import uuid7")
        yield CodePart(entity.name, "tests", text, imports, order=51)


def _may_be_left_out(field: Field) -> bool:
    given = not (field.readonly or field.computed or field.fixed or field.hidden or field.type == "file")
    return given and field.optional and field.default is None
