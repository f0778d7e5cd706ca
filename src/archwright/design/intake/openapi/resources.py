"""Which calls are an entity's own routes; the others are operations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.nouns import plural
from archwright.design.intake.openapi.calls import Call, whole
from archwright.design.intake.openapi.families import Families
from archwright.kit.names import snake
from archwright.model.blueprint import ACTIONS, Access, Action, Entity, Listing

_PAGING = {
    "keyset": {"cursor", "after", "before", "starting_after", "ending_before", "next", "page_token", "next_token"},
    "offset": {"offset", "skip"},
    "number": {"page", "page_number", "page_no"},
}
_SIZES = {"limit", "page_size", "per_page", "size", "take", "first", "count", "max_results"}
_SORTS = {"sort", "order", "order_by", "sort_by", "ordering", "sort_order", "direction"}
_SEARCHES = {"q", "search", "query", "keyword"}


@dataclass
class Resource:
    """One entity's path, and the calls that are its actions."""

    name: str
    entity: Entity
    segment: str = ""
    calls: dict[Action, Call] = field(default_factory=dict)
    put: bool = False


def paging_of(call: Call) -> str:
    """How a list goes on, "" when it does not say."""
    names = {snake(str(each.get("name"))) for each in call.of("query")}
    return next((style for style, words in _PAGING.items() if names & words), "")


def page_size(call: Call) -> tuple[int, int]:
    """The default and the largest page, as far as they are said."""
    for each in call.of("query"):
        schema = each.get("schema")
        if snake(str(each.get("name"))) in _SIZES and isinstance(schema, Mapping):
            return _whole(schema.get("default")), _whole(schema.get("maximum"))
    return 0, 0


def resources(
    calls: tuple[Call, ...], entities: Mapping[str, Entity], families: Families, ledger: Ledger
) -> dict[str, Resource]:
    """Family -> its resource."""
    found = {name: Resource(name, entity) for name, entity in entities.items()}
    for name, resource in found.items():
        resource.segment = _segment(name, resource.entity, calls, families)
        for call in calls:
            action = _action(call, name, resource, families) if resource.segment else None
            if action and (action not in resource.calls or (action == "update" and call.method == "PATCH")):
                resource.put = resource.put or call.method == "PUT"
                resource.calls[action] = call
        _tell(resource, ledger)
    return found


def _segment(name: str, entity: Entity, calls: tuple[Call, ...], families: Families) -> str:
    """The one segment of the entity's own path, "" when it has none below the prefix."""
    words = {entity.plural, entity.slug, snake(name), plural(snake(name))}
    own = [call for call in calls if call.segments and snake(call.segments[0]) in words and len(call.segments) < 3]
    named = {call.segments[0] for call in own if families.name_of(call.answer, call) == name or call.method == "DELETE"}
    return min(named, key=lambda each: (snake(each) != entity.plural, each)) if named else ""


def _action(call: Call, name: str, resource: Resource, families: Families) -> Action | None:
    segments = call.segments
    if not segments or segments[0] != resource.segment or not _plain(call):
        return None
    item = len(segments) == 2 and bool(re.fullmatch(r"\{[^}]+\}", segments[1]))
    answers = families.name_of(call.answer, call) == name if not call.answer.empty else False
    takes = families.name_of(call.body, call) == name if not call.body.empty else False
    if len(segments) == 1:
        if call.method == "GET" and answers and call.answer.many and not _strange_query(call, resource.entity):
            return "list"
        created = call.method == "POST" and takes and not call.body.many and _alike(call, resource, families)
        return "create" if created and (answers or call.answer.empty) and not call.answer.many else None
    if not item or _query(call):
        return None
    if call.method == "GET" and answers and not call.answer.many:
        return "read"
    if call.method in {"PUT", "PATCH"} and takes:
        return "update"
    return "delete" if call.method == "DELETE" and call.body.empty else None


def _plain(call: Call) -> bool:
    """Whether it is JSON and nothing beside it: the routes of entities take and give nothing else."""
    rest = any(whole(str(each.get("name"))) for each in call.of("path"))
    return not (call.form or call.told or call.body.kind or call.answer.kind or call.answer.other or rest)


def _alike(call: Call, resource: Resource, families: Families) -> bool:
    """Whether a create answers the row. What has no name of its own might answer anything."""
    if call.answer.empty or call.answer.name:
        return True
    rows = {snake(each) for each in families.props(families.stored[resource.name].answer)}
    return call.status == 201 and {snake(each) for each in families.props(call.answer.schema)} == rows


def _query(call: Call) -> bool:
    return bool(call.of("query"))


def _strange_query(call: Call, entity: Entity) -> list[str]:
    """Parameters that no list of ours has: the call is an operation then, and nothing is lost."""
    known = {each.name for each in entity.fields} | {each.name for each in entity.relations}
    known |= {f"{each.name}_id" for each in entity.ones}
    known |= _SIZES | _SORTS | _SEARCHES | set[str]().union(*_PAGING.values())
    return [str(each.get("name")) for each in call.of("query") if snake(str(each.get("name"))) not in known]


def _tell(resource: Resource, ledger: Ledger) -> None:
    update, create = resource.calls.get("update"), resource.calls.get("create")
    if update and update.method == "PUT":
        ledger.tell_common(update.line, update.label, "PATCH is there as well: it changes what is sent, and no more")
    if create and create.status != 201:
        ledger.tell_common(create.line, f"{create.label} ({create.status})", "a create answers 201")


def with_actions(resource: Resource, access: Access, login: bool) -> Entity:
    """The entity with its path, its actions and who may."""
    entity = resource.entity
    actions = tuple(action for action in ACTIONS if action in resource.calls)
    rights = tuple((action, _access(action, resource, access, login=login)) for action in actions)
    segment = re.sub(r"[^a-z0-9_]+", "_", resource.segment.lower()).strip("_") or entity.plural
    return replace(
        entity,
        plural=segment,
        actions=actions,
        access=rights,
        put=resource.put and "update" in actions,
        listing=_listing(entity, resource.calls.get("list")),
    )


def _access(action: Action, resource: Resource, access: Access, *, login: bool) -> Access:
    """What answers 403 to a change is the owner's."""
    call, owner = resource.calls[action], resource.entity.owner
    if call.public or not login:
        return Access(("public",))
    return Access((owner,)) if owner and action in {"update", "delete"} and 403 in call.statuses else access


def _listing(entity: Entity, call: Call | None) -> Listing:
    order = "-created_at" if entity.timestamps else "-id"
    if call is None:
        return Listing(default_sort=order)
    names = {snake(str(each.get("name"))) for each in call.of("query")}
    own = [each.name for each in entity.fields] + [each.name for each in entity.ones]
    filters = [name for name in own if {name, f"{name}_id"} & names]
    size, most = page_size(call)
    page = min(max(size or 20, 1), 1000)
    sorts = ("created_at",) if names & _SORTS and entity.timestamps else ()
    return Listing(tuple(filters), sorts, order, page=page, max_page=min(max(most or 100, page), 1000))


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
