"""What a contract cannot tell."""

from archwright.design.words import codes, count
from archwright.model.blueprint import Blueprint
from archwright.model.design import Choice, Evidence, Question
from archwright.model.place import Place

Places = dict[str, Place]


def questions(blueprint: Blueprint, places: Places, signs_in: bool, limit: int = 3) -> tuple[Question, ...]:
    """The first that apply, most consequential first."""
    made = (_who_may(blueprint, places), _login(blueprint, places, signs_in), _rows(blueprint, places), _engine(places))
    return tuple(each for each in made if each)[:limit]


def _who_may(blueprint: Blueprint, places: Places) -> Question | None:
    open_ = [each for each in blueprint.entities if each.actions] + [*blueprint.operations]
    if blueprint.auth or not open_:
        return None
    return Question(
        id="who-may",
        question=f"The document has no security schemes. Are its {count(len(open_), 'resource')} open to anyone?",
        options=(
            Choice("anyone", "all routes are open"),
            Choice("login", "`auth: true`: callers without a login get 401"),
        ),
        default="anyone",
        evidence=_evidence([each.name for each in open_], places),
    )


def _login(blueprint: Blueprint, places: Places, signs_in: bool) -> Question | None:
    auth = blueprint.auth
    if not auth or signs_in or auth.issuers or auth.oauth:
        return None
    return Question(
        id="who-issues-tokens",
        question="Tokens are asked for, and no call gives one. Who issues them?",
        options=(
            Choice("this backend", "its own `/auth` routes: passwords, refresh, logout"),
            Choice("another service", "`auth: {issuers: ...}`: tokens are checked by its published keys"),
        ),
        default="this backend",
        evidence=_evidence([auth.entity], places),
    )


def _rows(blueprint: Blueprint, places: Places) -> Question | None:
    """Whether a row belongs to who made it, when callers log in and change rows."""
    changed = [each for each in blueprint.entities if {"update", "delete"} & set(each.actions) and not each.owner]
    if not blueprint.auth or not changed:
        return None
    return Question(
        id="owners",
        question=f"May every user change every {codes([each.name for each in changed])}?",
        options=(
            Choice("yes", "whoever is logged in may"),
            Choice("only their own", "`access: {update: owner, delete: owner}`: rows remember who made them"),
        ),
        default="yes",
        evidence=_evidence([each.name for each in changed], places),
    )


def _engine(places: Places) -> Question:
    return Question(
        id="database",
        question="Will more than one machine write to the data?",
        options=(
            Choice("sqlite", "one file, no server; one machine"),
            Choice("postgres", "`stack: {database: postgres}`: a server, any number of machines"),
        ),
        default="sqlite",
        evidence=_evidence(list(places)[:1], places),
    )


def _evidence(names: list[str], places: Places) -> tuple[Evidence, ...]:
    return tuple(Evidence(name, places[name]) for name in names if name in places)
