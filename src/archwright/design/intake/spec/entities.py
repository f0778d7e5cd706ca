"""What is described and asked of a thing -> its entity."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules
from archwright.design.intake.settle import lawful
from archwright.design.intake.spec.attributes import Described
from archwright.design.intake.spec.requirements import Asked, actions_of
from archwright.model.blueprint import Access, Action, Auth, Entity, Field, FieldType, Listing, Relation

_OWNERS = ("owner", "creator", "author", "created_by", "account", "member")
_KEPT_BY_LOGIN = {
    "password",
    "password_hash",
    "hashed_password",
    "credentials",
    "password_digest",
    "login_credentials",
    "token",
}
Tell = Callable[[str, str], None]


@dataclass(frozen=True)
class Making:
    """What making one entity has to know of the whole."""

    asked: Asked
    auth: Auth | None
    roles: tuple[str, ...]
    rules: Rules
    ledger: Ledger

    def entity(self, name: str, described: Described, tell: Tell) -> Entity:
        """One entity; who may is taken from the requirements."""
        asked, slug, is_user = self.asked, self.rules.slug(name), self._is_user(name)
        plural = self.rules.plural(slug)
        relations, owner = self._relations(name, tuple(described.relations.values()))
        actions = () if is_user and name not in asked.actions else actions_of(name, asked)
        if name not in asked.actions and not is_user:
            tell(f"`{name}`", "no requirement says what is done with it: it gets all five actions")
        flags = asked.flags.get(name, set())
        return Entity(
            name=name,
            slug=slug,
            plural=plural,
            table=plural,
            fields=self._fields(name, described, tell),
            relations=relations,
            actions=actions,
            access=tuple((action, self._access(name, action, owner)) for action in actions),
            listing=self._listing(name),
            owner=owner,
            soft_delete="soft_delete" in flags,
            versioned="versioned" in flags and "update" in actions,
            audit="audit" in flags and self.auth is not None,
            bulk="bulk" in flags and "create" in actions,
            doc=described.doc,
        )

    def user(self) -> Entity:
        """The user that auth needs, when the spec does not describe one."""
        name = self.auth.entity if self.auth else "User"
        slug, order = self.rules.slug(name), Listing(default_sort="-created_at")
        plural = self.rules.plural(slug)
        return Entity(name, slug, plural, plural, (_login_field("email"),), actions=(), listing=order)

    def _is_user(self, name: str) -> bool:
        return self.auth is not None and name == self.auth.entity

    def _listing(self, name: str) -> Listing:
        filters, sorts = self.asked.filters.get(name, ()), self.asked.sorts.get(name, ())
        page = min(max(self.asked.pages or 20, 1), 100)
        return Listing(tuple(dict.fromkeys(filters)), tuple(dict.fromkeys(sorts)), "-created_at", page=page)

    def _fields(self, name: str, described: Described, tell: Tell) -> tuple[Field, ...]:
        auth = self.auth if self._is_user(name) else None
        found = []
        for each in described.fields.values():
            if auth and (each.name in _KEPT_BY_LOGIN or (self.roles and each.name in {"role", "roles"})):
                continue
            made = each
            if auth and each.name == auth.login:
                kind = "str" if each.type == "text" else each.type
                made = replace(each, type=kind, unique="all", optional=False, default=None)
            found.append(lawful(made, partial(tell, f"`{name}.{each.name}`")))
        if auth and all(each.name != auth.login for each in found):
            found.insert(0, _login_field(auth.login))
        return tuple(found)

    def _relations(self, name: str, drafts: tuple[Relation, ...]) -> tuple[tuple[Relation, ...], str]:
        """The relations, and which of them is the owner; "" for none."""
        auth = self.auth
        if auth is None or self._is_user(name):
            return drafts, ""
        found = tuple(replace(each, name="owner") if each.name in {"user", "public"} else each for each in drafts)
        to_user = {each.name for each in found if each.target == auth.entity and not each.many}
        owner = next((each for each in _OWNERS if each in to_user), "")
        if not owner and name in self.asked.own and all(each.name != "owner" for each in found):
            owner, found = "owner", (*found, Relation("owner", auth.entity))
        return tuple(replace(each, readonly=True) if each.name == owner else each for each in found), owner

    def _access(self, name: str, action: Action, owner: str) -> Access:
        if self.auth is None:
            return Access(("public",))
        said = self.asked.access.get((name, action), set())
        if said and "user" not in said:
            return Access(tuple(sorted(said)))
        own = owner and name in self.asked.own and action != "create"
        return Access((owner,)) if own else Access(("user",))


def _login_field(name: str) -> Field:
    kind: FieldType = "email" if name == "email" else "str"
    return lawful(Field(name, kind, unique="all"), lambda _: None)
