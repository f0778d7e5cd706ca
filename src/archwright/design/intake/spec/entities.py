"""What is described and asked of a thing -> its entity."""

from collections.abc import Callable
from dataclasses import replace

from archwright.design.intake.names import Rules
from archwright.design.intake.settle import lawful
from archwright.design.intake.spec.attributes import Described
from archwright.design.intake.spec.requirements import Asked, actions_of
from archwright.kit.names import snake
from archwright.model.blueprint import Access, Action, Auth, Entity, Field, Listing, Relation

_OWNERS = ("owner", "user", "creator", "author", "created_by", "account", "member")
_KEPT_BY_LOGIN = {"password", "password_hash", "hashed_password", "credentials", "password_digest", "login_credentials", "token"}
Tell = Callable[[str, str], None]


def entity_of(
    name: str, described: Described, asked: Asked, auth: Auth | None, roles: tuple[str, ...], rules: Rules, tell: Tell
) -> Entity:
    """One entity; who may is taken from the requirements."""
    slug = snake(name)
    plural = rules.plural(slug)
    is_user = auth is not None and name == auth.entity
    relations = tuple(described.relations.values())
    fields = _fields(name, described, auth, roles if is_user else (), tell, is_user=is_user)
    if auth and not is_user:
        relations = tuple(replace(each, name="owner") if each.name in {"user", "public"} else each for each in relations)
    owner = _owner(name, relations, asked, auth)
    if owner == "owner" and all(each.name != owner for each in relations) and auth:
        relations = (*relations, Relation("owner", auth.entity))
    relations = tuple(replace(each, readonly=True) if each.name == owner else each for each in relations)
    actions = () if is_user and name not in asked.actions else actions_of(name, asked)
    if name not in asked.actions and not is_user:
        tell(f"`{name}`", "no requirement says what is done with it: it gets all five actions")
    flags = asked.flags.get(name, set())
    page = min(max(asked.pages or 20, 1), 100)
    return Entity(
        name=name,
        slug=slug,
        plural=plural,
        table=plural,
        fields=fields,
        relations=relations,
        actions=actions,
        access=tuple((action, _access(name, action, owner, asked, auth)) for action in actions),
        listing=Listing(
            tuple(dict.fromkeys(asked.filters.get(name, ()))),
            tuple(dict.fromkeys(asked.sorts.get(name, ()))),
            "-created_at",
            page=page,
        ),
        owner=owner,
        soft_delete="soft_delete" in flags,
        versioned="versioned" in flags and "update" in actions,
        audit="audit" in flags and auth is not None,
        bulk="bulk" in flags and "create" in actions,
        doc=described.doc,
    )


def user_of(auth: Auth, rules: Rules) -> Entity:
    """The user that auth needs, when the spec does not describe one."""
    slug = snake(auth.entity)
    login = lawful(Field("email", "email", unique="all"), lambda _: None)
    plural = rules.plural(slug)
    return Entity(auth.entity, slug, plural, plural, (login,), actions=(), listing=Listing(default_sort="-created_at"))


def _fields(
    name: str, described: Described, auth: Auth | None, roles: tuple[str, ...], tell: Tell, *, is_user: bool
) -> tuple[Field, ...]:
    found = []
    for each in described.fields.values():
        if is_user and (each.name in _KEPT_BY_LOGIN or (roles and each.name in {"role", "roles"})):
            continue
        made = each
        if is_user and auth and each.name == auth.login:
            kind = "str" if each.type == "text" else each.type
            made = replace(each, type=kind, unique="all", optional=False, default=None)
        found.append(lawful(made, lambda reason, what=f"`{name}.{each.name}`": tell(what, reason)))
    if is_user and auth and all(each.name != auth.login for each in found):
        found.insert(0, lawful(Field(auth.login, "email", unique="all"), lambda _: None))
    return tuple(found)


def _owner(name: str, relations: tuple[Relation, ...], asked: Asked, auth: Auth | None) -> str:
    if auth is None or name == auth.entity:
        return ""
    to_user = {each.name for each in relations if each.target == auth.entity and not each.many}
    named = next((each for each in _OWNERS if each in to_user), "")
    return named or ("owner" if name in asked.own else "")


def _access(name: str, action: Action, owner: str, asked: Asked, auth: Auth | None) -> Access:
    if auth is None:
        return Access(("public",))
    said = asked.access.get((name, action), set())
    roles = sorted(said - {"user"})
    if roles and not said - set(roles):
        return Access(tuple(roles))
    own = owner and name in asked.own and action in {"list", "read", "update", "delete"}
    return Access((owner,)) if own else Access(("user",))
