"""The whole page, completed."""

import re

from archwright.language.complete import policies
from archwright.language.complete.context import Context
from archwright.language.complete.entities import entity
from archwright.language.complete.lines import Lines, sent
from archwright.language.complete.operations import operation
from archwright.language.documents import EntityDocument, PageDocument
from archwright.language.found import Found
from archwright.language.problems import nearest
from archwright.model.blueprint import Blueprint, NamedShape

_GUESSED = 50
_MANY = re.compile(r"\s*([A-Z][A-Za-z0-9]*)\s*\[\s*\]")


def complete(page: PageDocument, found: Found) -> Blueprint:
    """The blueprint of a page. Problems are added to `found`."""
    auth = policies.auth(page.auth)
    roles = policies.roles(page.roles)
    context = Context(found, auth, roles, page.tenancy.by if page.tenancy else "")
    entities = tuple(entity(name, written, context) for name, written in _entities(page, context).items())
    made = (operation(name, written, entities, context) for name, written in page.operations.items())
    return Blueprint(
        name=page.name,
        stack=policies.stack(page),
        auth=auth,
        roles=roles,
        tenant=context.tenant,
        entities=entities,
        shapes=tuple(_shape(name, lines, found) for name, lines in page.shapes.items()),
        operations=tuple(each for each in made if each),
        wire=policies.wire(page),
        limits=policies.limits(page.limits, found),
        cors=tuple(page.cors),
        idempotency=page.idempotency,
        metrics=page.metrics,
        traces=page.traces,
        tools=tuple(page.tools),
        deploy=tuple(page.deploy),
        budgets=policies.budgets(page),
        allow_data_loss=page.allow_data_loss,
    )


def _shape(name: str, lines: Lines, found: Found) -> NamedShape:
    fields, relations = sent(lines, ("shapes", name), found)
    return NamedShape(name, fields, relations)


def _entities(page: PageDocument, context: Context) -> dict[str, EntityDocument]:
    """Those of the page, behind user, tenant and labels when the page only names them."""
    added = {name: EntityDocument(fields={"name": _label(context)}) for name in _labels(page, context)}
    if context.tenant and context.tenant not in page.entities:
        added[context.tenant] = EntityDocument(fields={"name": "str(1..120)"})
    if context.user and context.user not in page.entities:
        added[context.user] = EntityDocument(fields={"name": "str(1..120)?"})
    return {**added, **page.entities}


def _labels(page: PageDocument, context: Context) -> list[str]:
    """What rows have many of without saying what it is: a word of its own, unless it was meant to be something else."""
    lines = [
        line if isinstance(line, str) else line.type
        for written in page.entities.values()
        for line in written.fields.values()
    ]
    known = {*page.entities, context.user, context.tenant}
    named = dict.fromkeys(match[1] for line in lines if (match := _MANY.match(line)))
    unknown = [name for name in named if name not in known]
    return [name for index, name in enumerate(unknown) if index >= _GUESSED or not nearest(name, known)]


def _label(context: Context) -> str:
    return "str(1..120), unique per tenant" if context.tenant else "str(1..120), unique"
