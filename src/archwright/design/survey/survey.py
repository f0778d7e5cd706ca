"""The survey: facts, joined once, for everyone in this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from archwright.design.survey.effects import WRITES, Effect, effects
from archwright.design.survey.login import Login, find_login, package_names
from archwright.design.survey.passwords import Passwords, find_passwords
from archwright.design.survey.store import Store, find_store
from archwright.model.design import Evidence
from archwright.model.facts import Facts, Route, View
from archwright.model.ported import Moved


@dataclass(frozen=True)
class Deed:
    """One route with its view (None when it was not found) and what it does to the data."""

    route: Route
    view: View | None
    effects: frozenset[Effect]

    @property
    def writes(self) -> bool:
        return bool(self.effects & WRITES)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its answers: json, template, redirect ..."""
        return frozenset(answer.kind for answer in self.view.answers) if self.view else frozenset()

    @property
    def evidence(self) -> Evidence:
        return Evidence(f"{' '.join(self.route.methods)} {self.route.rule}", self.route.place)


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
    views = {view.name: view for view in facts.views}
    by_endpoint = {each.endpoint: each for each in reversed(moved)}
    return Survey(
        facts=facts,
        moved=MappingProxyType(by_endpoint),
        store=find_store(facts),
        login=find_login(facts),
        passwords=find_passwords(facts),
        packages=package_names(facts),
        deeds=tuple(_deed(route, views.get(route.view), facts) for route in facts.routes),
    )


def _deed(route: Route, view: View | None, facts: Facts) -> Deed:
    return Deed(route, view, effects(view, route, facts) if view else frozenset())
