"""An entity as written -> an entity with everything decided."""

from dataclasses import replace
from decimal import Decimal

from archwright.language.complete.context import Context, access
from archwright.language.complete.lines import stored
from archwright.language.documents import AccessDocument, EntityDocument, ListDocument
from archwright.language.plurals import plural
from archwright.language.words import snake
from archwright.model.blueprint import (
    ACTIONS,
    Access,
    Action,
    Bounds,
    Check,
    Entity,
    Evolution,
    Field,
    Listing,
    Relation,
)

OWNER = "owner"


def entity(name: str, written: EntityDocument, context: Context) -> Entity:
    """Decide what the page leaves open."""
    fields, relations = stored(dict(written.fields), ("entities", name, "fields"), context.found)
    is_user, is_tenant = name == context.user, name == context.tenant
    fields = (*_login(fields, relations, name, context), *fields) if is_user else fields
    owner = written.owner or (
        OWNER if context.auth and (_says_owner(written) or _has_owner(relations, context)) else ""
    )
    relations = _owned(fields, relations, owner, written, context)
    actions = _actions(written, plain=not (is_user or is_tenant))
    slug = snake(name)
    word = written.plural or plural(slug)
    return Entity(
        name=name,
        slug=slug,
        plural=word,
        table=written.table or word,
        fields=fields,
        relations=relations,
        actions=actions,
        access=_access(written, actions, owner, context),
        listing=_listing(written.list, timestamps=written.timestamps),
        unique=tuple(tuple(each) for each in written.unique),
        index=tuple(tuple(each) for each in written.index),
        checks=tuple(Check(each, rule) for each, rule in written.checks.items()),
        owner=owner,
        tenant=_tenant(written, context, is_tenant=is_tenant),
        timestamps=written.timestamps,
        soft_delete=written.soft_delete,
        versioned=written.lock,
        audit=written.audit,
        bulk=written.bulk,
        put=written.put,
        external_key=written.key,
        seed=written.seed,
        doc=written.doc,
        evolution=Evolution(written.was, None, written.allow_data_loss),
        split_from=written.split_from,
    )


def default_sort(*, timestamps: bool) -> str:
    """The order of a list when nothing is said: the newest first."""
    return "-created_at" if timestamps else "-id"


def login_field(name: str) -> Field:
    """The field one logs in with, when the page does not have it."""
    if name == "email":
        return Field("email", "email", bounds=Bounds(high=Decimal(254)), unique="all")
    return Field(name, "str", bounds=Bounds(Decimal(1), Decimal(64)), unique="all")


def _login(
    fields: tuple[Field, ...], relations: tuple[Relation, ...], name: str, context: Context
) -> tuple[Field, ...]:
    assert context.auth
    login = context.auth.login
    written = context.found.root.names("entities", name, "fields")
    if login in written or login in _names(fields, relations):
        return ()
    return (login_field(login),)


def _has_owner(relations: tuple[Relation, ...], context: Context) -> bool:
    """Whether there is a relation of that name to the user which no client sets."""
    return any(each.name == OWNER and each.readonly and each.target == context.user for each in relations)


def _says_owner(written: EntityDocument) -> bool:
    texts = [written.access] if isinstance(written.access, str) else []
    if isinstance(written.access, AccessDocument):
        texts = [text for text in dict(written.access).values() if text]
    return any(word.strip() == OWNER for text in texts for word in text.split("|"))


def _owned(
    fields: tuple[Field, ...], relations: tuple[Relation, ...], owner: str, written: EntityDocument, context: Context
) -> tuple[Relation, ...]:
    """The relations, with the owner set by the server and never by the client."""
    if not owner or not context.user:
        return relations
    there = owner in _names(fields, relations) or owner in written.fields
    if not there and owner == OWNER:
        return (*relations, Relation(OWNER, context.user, readonly=True))
    return tuple(_readonly(each) if each.name == owner else each for each in relations)


def _names(fields: tuple[Field, ...], relations: tuple[Relation, ...]) -> set[str]:
    return {field.name for field in fields} | {relation.name for relation in relations}


def _readonly(relation: Relation) -> Relation:
    return replace(relation, readonly=True, fixed=False)


def _actions(written: EntityDocument, *, plain: bool) -> tuple[Action, ...]:
    if written.actions is None:
        return ACTIONS if plain else ()
    return tuple(action for action in ACTIONS if action in written.actions)


def _access(
    written: EntityDocument, actions: tuple[Action, ...], owner: str, context: Context
) -> tuple[tuple[Action, Access], ...]:
    if isinstance(written.access, str):
        one = access(written.access, owner)
        return tuple((action, one) for action in actions)
    given = dict(written.access) if written.access else {}
    return tuple((action, access(given[action], owner) if given.get(action) else context.anyone) for action in actions)


def _listing(written: ListDocument, *, timestamps: bool) -> Listing:
    return Listing(
        filter=tuple(written.filter),
        sort=tuple(written.sort),
        default_sort=written.default or default_sort(timestamps=timestamps),
        include=tuple(written.include),
        page=written.page,
        max_page=written.max,
    )


def _tenant(written: EntityDocument, context: Context, *, is_tenant: bool) -> bool:
    if not context.tenant or is_tenant:
        return False
    return True if written.tenant is None else written.tenant
