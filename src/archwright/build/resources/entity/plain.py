"""The five plain routes of an entity, before capabilities add to them."""

from collections.abc import Callable

from archwright.build.resources.entity.shape import Resource
from archwright.build.resources.naming import body_parameter, key_name, key_parameter, read_shape
from archwright.kit.names import a
from archwright.model.blueprint import Action
from archwright.model.resources import RoutePart

# How a page goes over the wire: the type that is answered, and how it is made from what the service found.
LISTS = {
    "page": ("Page[{name}]", "Page.of({call})"),
    "data": ("Page[{name}]", "Page.of({call})"),
    "plain": ("list[{name}]", "list(({call}).items)"),
    "named": ("{several}", "{several}.of({call})"),
}


def plain(resource: Resource, action: Action) -> RoutePart:
    """The route of one action."""
    return _ROUTES[action](resource)


def _list(resource: Resource) -> RoutePart:
    entity = resource.entity
    returns, made = LISTS[resource.wire.lists]
    query = f"from_query(request, {entity.name}Query)"
    return RoutePart(
        entity.name,
        "get",
        "",
        f"list_{entity.plural}",
        given="request: Request",
        returns=returns.format(name=f"{entity.name}Read", several=f"{entity.name}List"),
        call=made.format(several=f"{entity.name}List", call=f"await {entity.plural}.find({query}{{more}})"),
        doc=f"List {entity.plural.replace('_', ' ')}.",
        like="list",
        verb="list",
        options=(f"openapi_extra=documented({entity.name}Query)",),
        answers=(404, 422) if resource.wire.pages == "keyset" else (422,),
    )


def _create(resource: Resource) -> RoutePart:
    entity, wire = resource.entity, resource.wire
    return RoutePart(
        entity.name,
        "post",
        "",
        f"create_{entity.slug}",
        given=body_parameter(entity, wire, "data", f"{entity.name}Create"),
        returns=read_shape(entity, wire),
        call=f"await {entity.plural}.create(data{{more}})",
        doc=f"Create {a(resource.words)}.",
        like="create",
        verb="create",
        status=201,
        answers=(409, 422),
    )


def _get(resource: Resource) -> RoutePart:
    entity, wire = resource.entity, resource.wire
    return RoutePart(
        entity.name,
        "get",
        one(resource),
        f"get_{entity.slug}",
        given=key_parameter(entity, wire),
        returns=read_shape(entity, wire),
        call=f"await {entity.plural}.get({key_name(entity)}{{more}})",
        doc=f"Read one {resource.words}.",
        like="read",
        verb="read",
        answers=(404, 422),
    )


def _update(resource: Resource) -> RoutePart:
    entity, wire = resource.entity, resource.wire
    changes = body_parameter(entity, wire, "changes", f"{entity.name}Update")
    return RoutePart(
        entity.name,
        "patch",
        one(resource),
        f"update_{entity.slug}",
        given=f"{key_parameter(entity, wire)}, {changes}",
        returns=read_shape(entity, wire),
        call=f"await {entity.plural}.update({key_name(entity)}, changes{{more}})",
        doc=f"Change {a(resource.words)}; what is left out stays.",
        like="update",
        verb="update",
        answers=(404, 409, 422),
    )


def _delete(resource: Resource) -> RoutePart:
    entity, wire = resource.entity, resource.wire
    return RoutePart(
        entity.name,
        "delete",
        one(resource),
        f"delete_{entity.slug}",
        given=key_parameter(entity, wire),
        returns="None",
        call=f"await {entity.plural}.delete({key_name(entity)}{{more}})",
        doc=f"Delete {a(resource.words)}.",
        like="delete",
        verb="delete",
        status=wire.delete,
        answers=(404, 409, 422),
    )


def one(resource: Resource) -> str:
    """The path of one."""
    return f"/{{{key_name(resource.entity)}}}"


_ROUTES: dict[Action, Callable[[Resource], RoutePart]] = {
    "list": _list,
    "create": _create,
    "read": _get,
    "update": _update,
    "delete": _delete,
}
