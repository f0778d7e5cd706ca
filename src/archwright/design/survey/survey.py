"""The survey: facts, joined once, for everyone in this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from archwright.design.survey.deeds import Deed, find_deeds
from archwright.design.survey.login import Login, find_login, package_names
from archwright.design.survey.passwords import Passwords, find_passwords
from archwright.design.survey.store import Store, find_store
from archwright.model.facts import Facts
from archwright.model.ported import Moved


@dataclass(frozen=True)
class Survey:
    """Everything specialists look at."""

    facts: Facts
    moved: Mapping[str, Moved]
    store: Store
    login: Login
    passwords: Passwords
    packages: frozenset[str]
    deeds: tuple[Deed, ...]

    def answering(self, kind: str) -> tuple[Deed, ...]:
        """The routes with at least one answer of that kind."""
        return tuple(deed for deed in self.deeds if kind in deed.kinds)


def survey(facts: Facts, moved: Sequence[Moved] = ()) -> Survey:
    """Joins the facts; the first outcome of an endpoint counts."""
    by_endpoint = {each.endpoint: each for each in reversed(moved)}
    return Survey(
        facts=facts,
        moved=MappingProxyType(by_endpoint),
        store=find_store(facts),
        login=find_login(facts),
        passwords=find_passwords(facts),
        packages=package_names(facts),
        deeds=find_deeds(facts),
    )
