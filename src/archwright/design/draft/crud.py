"""Which routes are plain list, create, read, update or delete of one entity."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from archwright.design.draft.entities import entity_name, singular
from archwright.design.draft.routes import route_line
from archwright.design.survey import Survey
from archwright.design.survey.deeds import Deed
from archwright.design.words import snake
from archwright.model.draft import CRUD_ROLES, CrudDraft, CrudRole, EntityDraft


def assign_crud(entities: tuple[EntityDraft, ...], survey: Survey) -> tuple[EntityDraft, ...]:
    """Each role goes to at most one route, the one whose path names the entity before any other."""
    names = _aliases(survey)
    taken: dict[tuple[str, CrudRole], tuple[bool, CrudDraft]] = {}
    for deed in survey.deeds:
        for name, crud in _claims(deed, names, survey):
            by_path = _names(name, deed)
            held = taken.get((name, crud.role))
            if held is None or (by_path and not held[0]):
                taken[name, crud.role] = (by_path, crud)
    return tuple(
        replace(entity, crud=tuple(taken[entity.name, role][1] for role in CRUD_ROLES if (entity.name, role) in taken))
        for entity in entities
    )


def _claims(deed: Deed, names: Mapping[str, str], survey: Survey) -> Iterator[tuple[str, CrudDraft]]:
    entity = _main_entity(deed, names)
    if not entity or deed.route.endpoint in survey.login.endpoints:
        return
    for method in deed.route.methods:
        role = _role(method, deed, entity)
        if role:
            route = deed.route
            yield (
                entity,
                CrudDraft(role, route_line(method, route), route.endpoint, route.place, " & ".join(deed.guards)),
            )


def _main_entity(deed: Deed, names: Mapping[str, str]) -> str:
    touched = [names[each] for each in deed.entities if each in names]
    touched = list(dict.fromkeys(touched))
    named = [name for name in touched if _names(name, deed)]
    return named[0] if named else touched[0] if len(touched) == 1 else ""


def _role(method: str, deed: Deed, entity: str) -> CrudRole | None:
    if len(deed.route.params) > 1:
        return None
    item = any(_identifies(param.name, param.converter, entity) for param in deed.route.params)
    if deed.route.params and not item:
        return None
    return _writing_role(method, deed, item=item) if method != "GET" else _reading_role(deed, item=item)


def _reading_role(deed: Deed, *, item: bool) -> CrudRole | None:
    alone = deed.route.methods == ("GET",)
    if alone and deed.writes:
        return "delete" if item and "delete" in deed.effects and "insert" not in deed.effects else None
    form = not alone and deed.writes and "template" in deed.kinds
    if form and (item or "select" not in deed.effects):
        return None
    return "read" if item else "list"


def _writing_role(method: str, deed: Deed, *, item: bool) -> CrudRole | None:
    if method == "DELETE":
        return "delete" if item else None
    if method in {"PUT", "PATCH"}:
        return "update" if item else None
    if not item:
        return "create" if "insert" in deed.effects else None
    if "delete" in deed.effects and not deed.effects & {"insert", "update"}:
        return "delete"
    return "update" if "update" in deed.effects or deed.effects == {"insert"} else None


def _identifies(param: str, converter: str, entity: str) -> bool:
    word = param.lower()
    return converter in {"int", "uuid"} or word.endswith("id") or word in {"pk", "slug", snake(entity)}


def _names(entity: str, deed: Deed) -> bool:
    words = set(snake(f"{deed.route.rule} {deed.route.endpoint}").split("_"))
    stems = {singular(word) for word in words}
    return set(snake(entity).split("_")) <= stems


def _aliases(survey: Survey) -> Mapping[str, str]:
    """Every name a view may know an entity by -> its name in the draft."""
    found: dict[str, str] = {}
    for entity in survey.facts.entities:
        name = entity_name(entity)
        found |= {entity.name: name, entity.table: name}
    return found
