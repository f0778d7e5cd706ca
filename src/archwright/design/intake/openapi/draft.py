"""A contract -> its blueprint."""

from collections.abc import Mapping
from dataclasses import replace

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules
from archwright.design.intake.openapi.bodies import Bodies
from archwright.design.intake.openapi.calls import Call, calls
from archwright.design.intake.openapi.document import Document
from archwright.design.intake.openapi.entities import Drafting, entity_names
from archwright.design.intake.openapi.families import Families
from archwright.design.intake.openapi.operations import Operations
from archwright.design.intake.openapi.parents import with_parents
from archwright.design.intake.openapi.questions import questions
from archwright.design.intake.openapi.resources import Resource, resources, with_actions
from archwright.design.intake.openapi.security import auth_of, backend_name, login_call, login_property
from archwright.design.intake.openapi.wire import case_of, prefix_of, wire_of
from archwright.design.intake.settle import lawful, settled
from archwright.kit.names import snake
from archwright.model.blueprint import Access, Auth, Blueprint, Entity, Field
from archwright.model.intake import Intake, Source
from archwright.model.place import Place

_USERS = ("User", "Account", "Member", "Person", "Customer")


def draft_contract(source: Source, rules: Rules) -> Intake:
    """Schemas as entities, paths as their actions or as operations."""
    document, ledger = Document(source), Ledger(source.name)
    prefix, shared = prefix_of(document, ledger)
    found = calls(document, shared, ledger)
    families = Families(document, found)
    names = entity_names(families, rules)
    user = next((names[each] for each in _USERS if each in names), "User")
    auth = auth_of(document, found, user, rules, ledger)
    access = Access(("user",) if auth else ("public",))
    entities = _entities(families, names, auth, rules, ledger)
    entities = with_parents(entities, families, ledger)
    own = resources(found, entities, families, ledger)
    stored = {name: with_actions(each, access, bool(auth)) for name, each in own.items()}
    taken = {id(call) for each in own.values() for call in each.calls.values()}
    makes = Operations(Bodies(stored, families, rules, ledger, case_of(document, found)), access)
    operations = tuple(makes.operation(call) for call in found if id(call) not in taken)
    _outside(document, ledger)
    blueprint = Blueprint(
        name=backend_name(document),
        auth=auth,
        entities=_with_user(tuple(stored.values()), auth, rules),
        operations=operations,
        shapes=tuple(makes.bodies.shapes.values()),
        wire=wire_of(document, found, own, prefix, ledger),
    )
    lines = {names[name]: family.line for name, family in families.stored.items()}
    lines |= {
        made.name: call.line for made, call in zip(operations, [c for c in found if id(c) not in taken], strict=True)
    }
    ready = settled(blueprint, lines, ledger)
    places = {name: Place(source.name, line) for name, line in lines.items()}
    asked = questions(ready, places, login_call(found, document) is not None)
    return Intake(ready, ledger.gaps(), asked, _carried(found, own, ready))


def _entities(
    families: Families, names: Mapping[str, str], auth: Auth | None, rules: Rules, ledger: Ledger
) -> dict[str, Entity]:
    made: dict[str, Entity] = {}
    for name, family in families.stored.items():
        keys = _keys(name, families)
        login = (
            (login_property(families.calls, families.document) or "email")
            if auth and names[name] == auth.entity
            else ""
        )
        entity = Drafting(family, names, families, rules, ledger).entity(keys, login, auth.entity if auth else "")
        made[name] = replace(entity, external_key=next(iter(sorted(keys)), ""))
    return made


def _keys(name: str, families: Families) -> set[str]:
    """The properties by which paths find a row: `slug` of /articles/{slug}."""
    props = {snake(each): each for each in families.props(families.stored[name].answer)}
    views = {view for view, of in families.views.items() if of == name}
    keys = set()
    for call in families.calls:
        for before, part in zip(call.segments, call.segments[1:], strict=False):
            key = snake(part.strip("{}"))
            about = snake(before.replace("-", "_"))
            words = {snake(each) for each in {name, *views}}
            if part.startswith("{") and key in props and key != "id" and any(about.startswith(word) for word in words):
                keys.add(key)
    return set(sorted(keys)[:1])


def _with_user(entities: tuple[Entity, ...], auth: Auth | None, rules: Rules) -> tuple[Entity, ...]:
    """The user that auth needs, with the field one logs in with."""
    if auth is None:
        return entities
    kind = "email" if auth.login == "email" else "str"
    login = lawful(Field(auth.login, kind, unique="all"), lambda _: None)  # type: ignore[arg-type]
    if not any(each.name == auth.entity for each in entities):
        slug = rules.slug(auth.entity)
        plural = rules.plural(slug)
        user = Entity(auth.entity, slug, plural, plural, (login,), actions=())
        return (user, *entities)
    return tuple(
        replace(each, fields=(login, *each.fields))
        if each.name == auth.entity and all(field.name != auth.login for field in each.fields)
        else each
        for each in entities
    )


def _outside(document: Document, ledger: Ledger) -> None:
    for reference in dict.fromkeys(document.outside):
        ledger.tell_common(0, f"`{reference}`", "a reference to another file: bundle the document first")
    for key in ("webhooks", "x-webhooks"):
        for name in document.section(key):
            ledger.tell_common(
                document.line(key, str(name)), f"webhook `{name}`", "webhooks are not part of a blueprint"
            )


def _carried(found: tuple[Call, ...], own: Mapping[str, Resource], blueprint: Blueprint) -> tuple[tuple[str, int], ...]:
    actions = sum(len(each.calls) for each in own.values())
    return (
        ("calls", len(found)),
        ("actions", actions),
        ("operations", len(blueprint.operations)),
        ("entities", len(blueprint.entities)),
    )
