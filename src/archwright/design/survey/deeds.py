"""What each route does: its view, the entities it touches, the effect on them, who may call it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archwright.design.survey.effects import WRITES, Effect, effects, queries_in
from archwright.design.survey.login import guards_of
from archwright.design.words import unique
from archwright.model.design import Evidence
from archwright.model.facts import Facts, Route, View
from archwright.model.place import Place


@dataclass(frozen=True)
class Deed:
    """One route, or one method of a class view, with its view (None when it was not found)."""

    route: Route
    view: View | None
    effects: frozenset[Effect]
    entities: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        return bool(self.effects & WRITES)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its answers: json, template, redirect ..."""
        return frozenset(answer.kind for answer in self.view.answers) if self.view else frozenset()

    @property
    def guards(self) -> tuple[str, ...]:
        """The decorators that decide who may call, without their arguments."""
        return guards_of(self.route)

    @property
    def evidence(self) -> Evidence:
        return Evidence(f"{' '.join(self.route.methods)} {self.route.rule}", self.route.place)


def find_deeds(facts: Facts) -> tuple[Deed, ...]:
    """In order of the routes; a class view gives one for each of its methods."""
    by_place = {view.place: view for view in facts.views}
    by_name = {view.name: view for view in reversed(facts.views)}
    return tuple(deed for route in facts.routes for deed in _deeds(route, facts, by_place, by_name))


def _deeds(route: Route, facts: Facts, by_place: dict[Place, View], by_name: dict[str, View]) -> Iterator[Deed]:
    methods = {method: by_name.get(f"{route.view}.{method.lower()}") for method in route.methods}
    if any(methods.values()):
        for method, view in methods.items():
            yield _deed(replace(route, methods=(method,)), view, facts)
    else:
        found = by_place.get(route.view_place) if route.view_place else None
        yield _deed(route, found or by_name.get(route.view), facts)


def _deed(route: Route, view: View | None, facts: Facts) -> Deed:
    if view is None:
        return Deed(route, None, frozenset())
    tables = [table for query in queries_in(view, facts) for table in query.tables]
    return Deed(route, view, effects(view, route, facts), unique([*view.entities, *tables]))
