"""What a schema cannot tell."""

from collections import Counter
from collections.abc import Iterable

from archwright.design.words import codes, count
from archwright.model.blueprint import Blueprint, Entity
from archwright.model.design import Choice, Evidence, Question
from archwright.model.place import Place

_TENANTS = (
    "organization",
    "organisation",
    "tenant",
    "company",
    "workspace",
    "team",
    "account",
    "shop",
    "store",
    "school",
)
_OWNERS = ("owner", "user", "author", "creator", "created_by")
Places = dict[str, Place]


def questions(blueprint: Blueprint, places: Places, limit: int = 3) -> tuple[Question, ...]:
    """The first that apply, most consequential first."""
    made = (
        _who_may(blueprint, places),
        _tenant(blueprint, places),
        _owner(blueprint, places),
        _login(blueprint, places),
    )
    return tuple(each for each in made if each)[:limit]


def _who_may(blueprint: Blueprint, places: Places) -> Question:
    entities = [each for each in blueprint.entities if each.actions]
    return Question(
        id="who-may",
        question="A schema does not say who may do what. "
        f"Who may read and change the {count(len(entities), 'entity')}?",
        options=(
            Choice("login", "callers without a login get 401; `access` narrows it by role or owner"),
            Choice("anyone", "all routes are open"),
        ),
        default="login" if blueprint.auth else "anyone",
        evidence=_evidence(entities, places),
    )


def _tenant(blueprint: Blueprint, places: Places) -> Question | None:
    targets = Counter(
        each.target for entity in blueprint.entities for each in entity.ones if each.target != entity.name
    )
    found = [name for name, times in targets.most_common() if times > 1 and blueprint.entity(name).slug in _TENANTS]
    if not found:
        return None
    pointing = [entity for entity in blueprint.entities if any(each.target == found[0] for each in entity.ones)]
    return Question(
        id="tenancy",
        question=f"Do the rows of {codes([each.name for each in pointing])} belong to one `{found[0]}`, hidden "
        f"from the others?",
        options=(
            Choice("no", "every caller that may read an entity sees all rows of it"),
            Choice("yes", f"`tenancy: {{by: {found[0]}}}`: queries are scoped, and PostgreSQL guards the rows as well"),
        ),
        default="no",
        evidence=_evidence(pointing, places),
    )


def _owner(blueprint: Blueprint, places: Places) -> Question | None:
    user = blueprint.auth.entity if blueprint.auth else ""
    owned = [
        entity
        for entity in blueprint.entities
        if any(each.target == user and each.name in _OWNERS for each in entity.ones)
    ]
    if not owned:
        return None
    return Question(
        id="owners",
        question=f"Is the user that {codes([each.name for each in owned])} refers to the one who made the row?",
        options=(
            Choice("no", f"callers name the `{user}` themselves"),
            Choice("yes", "`owner:` is set: the server fills it in, and `access` can ask for it"),
        ),
        default="no",
        evidence=_evidence(owned, places),
    )


def _login(blueprint: Blueprint, places: Places) -> Question | None:
    users = [entity for entity in blueprint.entities if entity.slug in {"user", "account", "member"}]
    if blueprint.auth or not users:
        return None
    return Question(
        id="login",
        question=f"`{users[0].name}` keeps no password. How does one log in?",
        options=(
            Choice("not at all", "there is no login"),
            Choice("passwords", f"`auth: {{entity: {users[0].name}}}`: the backend keeps passwords"),
            Choice("elsewhere", "`auth: {issuers: ...}`: another service issues tokens"),
        ),
        default="not at all",
        evidence=_evidence(users, places),
    )


def _evidence(entities: Iterable[Entity], places: Places) -> tuple[Evidence, ...]:
    return tuple(Evidence(each.name, places[each.name]) for each in entities)
