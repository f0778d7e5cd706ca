"""Runs the recipes: every statement gets a role, definitions a home, views a route; what cannot move stays mounted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType

import libcst as cst

from archwright.model.facts import Facts, Route, View
from archwright.model.parts import Parts, SettingPart, TextFile
from archwright.model.place import Gap
from archwright.model.ported import Ceiling, Improvement, Moved, Ported
from archwright.model.replay import Exchange
from archwright.port.cast import find_objects, give_roles
from archwright.port.counterparts import counterpart
from archwright.port.database import database_need
from archwright.port.finish import finished_parts
from archwright.port.foreign import foreign_routes
from archwright.port.grouping import module_name, resources
from archwright.port.idiom import Beside
from archwright.port.idiom.written import DOCS
from archwright.port.install import Registrations
from archwright.port.levels import base_layer, is_framework
from archwright.port.modules import ModuleText
from archwright.port.move import MovedCode, Mover, Told
from archwright.port.own_functions import answering, answers_of, guards_of
from archwright.port.place import Placement, early_work
from archwright.port.reach import Reach
from archwright.port.recipe import Original, Recipes
from archwright.port.rewrite import Unmovable
from archwright.port.roles import Cast, Definition, Dropped, Endpoint, Home, Registered, Unmoved, Work
from archwright.port.services import Resource
from archwright.port.source import Statement, load
from archwright.port.startup import STARTUP
from archwright.port.surroundings import surroundings
from archwright.port.views import ViewMover

ROUTES = "app.api.routes."
HOOKS = "app.api.hooks"


def port(  # noqa: PLR0913, PLR0917 - each is a different thing to know
    facts: Facts,
    recipes: Sequence[ModuleType],
    ceilings: Mapping[str, Ceiling] | None = None,
    served: Collection[str] = (),
    as_program: bool = True,
    with_models: bool = True,
    *,
    keep_behaviour: bool = False,
    recorded: Sequence[Exchange] = (),
) -> Ported:
    """Moves what the recipes understand. `ceilings` holds endpoints down to a rung (after a replay that differed).

    `served`: endpoints that the running original answers; those without a route in the facts belong to extensions and
    stay mounted. `as_program` off: the original only loads as an import, so nothing under its main guard is done.
    `keep_behaviour`: nothing is improved that may change an answer. `recorded`: what the original answered, which
    response models have to bear out.
    """
    known = {route.endpoint for route in facts.routes}
    foreign = sorted(name for name in set(served) - known if name and name.rpartition(".")[2] != "static")
    staying: frozenset[str] = frozenset()
    while True:
        porting = Porting(
            facts,
            Recipes(recipes),
            dict(ceilings or {}),
            tuple(foreign),
            as_program=as_program,
            keep_behaviour=keep_behaviour,
            with_models=with_models,
            recorded=recorded,
            staying=staying,
        )
        ported = porting.run()
        if staying >= (called := porting.called_but_mounted()):
            return ported
        staying |= called


@dataclass
class Porting:
    """One run: the working state, thrown away at the end. `staying`: endpoints that other code must do without."""

    facts: Facts
    recipes: Recipes
    ceilings: dict[str, Ceiling]
    foreign: tuple[str, ...] = ()
    as_program: bool = True
    keep_behaviour: bool = False
    with_models: bool = True
    recorded: Sequence[Exchange] = ()
    staying: frozenset[str] = frozenset()
    told: set[Told] = field(default_factory=set)
    has_native: bool = False
    rules: dict[str, str] = field(default_factory=dict)
    modules: dict[str, ModuleText] = field(default_factory=dict)
    services: dict[str, Resource] = field(default_factory=dict)
    moved: list[Moved] = field(default_factory=list)
    tries: dict[Statement, MovedCode | Unmovable] = field(default_factory=dict)
    startup: list[MovedCode] = field(default_factory=list)
    registrations: Registrations = field(default_factory=Registrations)
    reach: Reach = field(default_factory=Reach)

    def run(self) -> Ported:
        """All steps in order."""
        source = load(self.facts)
        self.original = Original(source, self.facts, find_objects(source, self.recipes))
        self.cast: Cast = give_roles(self.original, self.recipes, as_program=self.as_program)
        self.placement = Placement(source, self.cast, base_layer(self.original))
        self.early = early_work(self.cast)
        self.resources = resources(self.facts.routes)
        self.mover = Mover(
            source, self.cast, self.placement, self.original.objects, self.recipes.rewritings, counterpart,
            is_framework, self._routes_module, self.keep_behaviour, self.as_program,
        )  # fmt: skip
        self._try_definitions()
        self.surroundings = replace(
            surroundings(self.original, self.facts, self.ceilings),
            guards=guards_of(self.tries, self.home_of, self.original.objects),
            answers=answers_of(self.tries, self.home_of),
            answering=answering(
                self.facts,
                self.tries,
                self.home_of,
                self.recorded,
                sorted({*map(module_name, self.resources.values())}),
            ),
        )
        ViewMover(self).run()
        self.moved += [*self._viewless(), *foreign_routes(self)]
        self._write_definitions()
        given = self.recipes.parts(self.original)
        self.settings = [part for part in given if isinstance(part, SettingPart)]
        parts = [*finished_parts(self), *given]
        database = database_need(self.original, Parts(tuple(parts)).of(TextFile))
        hooks = self.cast.having(Registered)
        told = self.reach.named(_improvements(self.told), self.tries, hooks, self.placement.used)
        improvements = (*self.recipes.improvements(self.original), *told)
        return Ported(Parts(tuple(parts)), tuple(self.moved), improvements, _gaps(self.told), database)

    def called_but_mounted(self) -> frozenset[str]:
        """Endpoints that do not move although other code of the app calls their view."""
        users = [s for s, role in self.cast.roles.items() if not isinstance(role, Dropped)]
        called = {used for user in users for _, used in self.placement.used(user)}
        mounted = {moved.endpoint for moved in self.moved if moved.rung == "mounted"}
        views = (view for view in self.cast.having(Endpoint) if view in called)
        return frozenset(route.endpoint for view in views for route in self.routes_of(view)) & mounted

    def _viewless(self) -> list[Moved]:
        """Endpoints whose view is no function or class of the app: nothing is left out of the count."""
        known = {moved.endpoint for moved in self.moved}
        left = {route.endpoint: route for route in self.facts.routes if route.endpoint not in known}
        reason, unblocks = "a view that is no function or class of the app's own", "a function view"
        return [Moved(name, r.view, "mounted", 0, r.place, "", reason, unblocks) for name, r in left.items()]

    def module(self, name: str, doc: str) -> ModuleText:
        """The module of that dotted name, begun when it is new."""
        return self.modules.setdefault(name, ModuleText(name, doc))

    def add_beside(self, beside: Iterable[Beside]) -> None:
        """Adds what idiomatic routes need beside them, each once."""
        for each in beside:
            module = self.module(each.module, DOCS.get(each.module) or _doc(each.module))
            if each.code not in module.pieces:
                module.add(each.code)

    def service(self, endpoint: str) -> Resource:
        """The service of an endpoint's resource."""
        name = self.resources[endpoint]
        return self.services.setdefault(name, Resource(name))

    def routes_of(self, statement: Statement) -> list[Route]:
        """The routes whose view is bound by a statement."""
        path = self.original.source.modules[statement.module].path
        found = [r for r in self.facts.routes if r.view in statement.binds and (r.view_place or r.place).file == path]
        exact = [r for r in found if r.view_place and r.view_place.line == statement.line]
        return exact or [r for r in found if not r.view_place]

    def view_facts(self, route: Route) -> View:
        """What study knows about the view of a route."""
        for view in self.facts.views:
            if view.name == route.view and view.place.file == (route.view_place or route.place).file:
                return view
        own = [view for view in self.facts.views if view.name.startswith(f"{route.view}.")]
        place = route.view_place or route.place
        return View(route.view, place, place.line, sum(view.statements for view in own))

    def restful_api(self, module: str) -> str:
        """The name of the Flask-RESTful API object, as `module` may call it; "" when there is none."""
        found = [own for own, kind in self.original.objects.items() if kind == "flask_restful.Api"]
        near = [own.name for own in found if own.module == module]
        return (near or [own.name for own in found] or [""])[0]

    def check(self, statement: Statement) -> None:
        """Raises Unmovable when something that the statement needs, at any distance, does not move."""
        for statement_ in self._hooks_in_the_way():
            raise Unmovable(f"the hook at line {statement_[0]} {statement_[1]}", statement_[2])
        self._check(statement, set())

    def _hooks_in_the_way(self) -> list[tuple[int, str, str]]:
        failed = ((s, why) for s, why in self.tries.items() if isinstance(why, Unmovable))
        return [(s.index, why.reason, why.unblocks) for s, why in failed if isinstance(self.cast.roles[s], Registered)]

    def _check(self, statement: Statement, seen: set[Statement]) -> None:
        seen.add(statement)
        for name, used in self.placement.used(statement):
            attempt = self.tries.get(used)
            if isinstance(attempt, Unmovable):
                raise Unmovable(f"needs `{name}`, which {attempt.reason}", attempt.unblocks)
            if isinstance(self.cast.roles[used], Endpoint) and self.staying & {
                r.endpoint for r in self.routes_of(used)
            }:
                raise Unmovable(f"needs `{name}`, which stays in the original", f"a way to move `{name}`")
            if used not in seen and isinstance(self.cast.roles[used], Definition | Home):
                self._check(used, seen)

    def _stays(self, view: Statement) -> bool:
        return any(route.endpoint in self.staying for route in self.routes_of(view))

    def _try_definitions(self) -> None:
        for statement in self.original.source:
            role = self.cast.roles[statement]
            try:
                if isinstance(role, Unmoved):
                    raise Unmovable(role.reason, role.unblocks)
                here = self.home_of(statement)
                node = self._node(statement) if here else None
                if node is not None:
                    self.tries[statement] = self.mover.move(node, statement.module, here)
            except Unmovable as why:
                self.tries[statement] = why

    def _node(self, statement: Statement) -> cst.CSTNode | None:
        if isinstance(self.cast.roles[statement], Registered):
            return self.registrations.take(statement, self.original)
        return statement.node

    def home_of(self, statement: Statement) -> str:
        """The backend module that a statement goes to, "" when it goes nowhere by itself."""
        role = self.cast.roles[statement]
        if isinstance(role, Definition | Home):
            home = self.placement.homes[statement]
            return f"app.{home.layer}.{home.module}"
        if isinstance(role, Work):
            early = HOOKS if self.placement.speaks_http(statement) else "app.core.constants"
            return self.placement.beside(statement) or (early if statement in self.early else STARTUP)
        return HOOKS if isinstance(role, Registered) else ""

    def _write_definitions(self) -> None:
        written = set(self.tries)
        if all(moved.rung == "mounted" for moved in self.moved if moved.endpoint not in self.foreign):
            self.registrations = Registrations()
            written = self._tables() if self.with_models else set()
        for statement, attempt in self.tries.items():
            if statement not in written or not isinstance(attempt, MovedCode) or self.needs_unmoved(statement):
                continue
            if self._is_left_over(statement) or self._is_replaced(statement):
                continue
            self.told.update(attempt.said)
            name = self.home_of(statement)
            if name == STARTUP:
                self.startup.append(attempt)
            else:
                self.module(name, _doc(name)).add(attempt)

    def _is_left_over(self, statement: Statement) -> bool:
        """Whether a value was there only for what has fallen away, such as a folder for a configuration class."""
        if isinstance(statement.node, cst.FunctionDef | cst.ClassDef) or not isinstance(
            self.cast.roles[statement], Definition
        ):
            return False
        users = [s for s in self.original.source if any(used is statement for _, used in self.placement.used(s))]
        return bool(users) and all(isinstance(self.cast.roles[user], Dropped) for user in users)

    def _is_replaced(self, statement: Statement) -> bool:
        """Whether a decorator has become a dependency on every route that it guards."""
        home, names = self.home_of(statement), statement.binds
        if not any(f"{home}.{name}" in self.surroundings.guards for name in names):
            return False
        imported = {(need.module, need.name) for module in self.modules.values() for need in module.imports}
        if any((home, name) in imported for name in names):
            return False
        others = (s for s in self.original.source if not isinstance(self.cast.roles[s], Endpoint))
        return not any(used is statement for other in others for _, used in self.placement.used(other))

    def _tables(self) -> set[Statement]:
        """The models and what they need: the migrations make their tables, also for the mounted original."""
        found: set[Statement] = set()
        waiting = [s for s, role in self.cast.roles.items() if isinstance(role, Home) and role.layer == "models"]
        while waiting:
            statement = waiting.pop()
            if statement not in found:
                found.add(statement)
                waiting += [used for _, used in self.placement.used(statement)]
        return found

    def needs_unmoved(self, statement: Statement) -> bool:
        """Whether something that the statement needs stays behind."""
        try:
            self._check(statement, set())
        except Unmovable:
            return True
        return False

    def _routes_module(self, statement: Statement) -> str:
        routes = self.routes_of(statement)
        return ROUTES + (self.resources[routes[0].endpoint] if routes else "pages")


def _improvements(told: Collection[Told]) -> list[Improvement]:
    found = [(each.place, each.said) for each in sorted(told) if not each.said.reason]
    return [Improvement(said.name, place, said.before, said.after) for place, said in found]


def _gaps(told: Collection[Told]) -> tuple[Gap, ...]:
    return tuple(Gap(each.place, each.said.name, each.said.reason) for each in sorted(told) if each.said.reason)


_DOCS = {
    "app.core.constants": "Values that the whole application shares.",
    "app.core.state": "State of this process: gone at a restart, not shared between workers.",
    "app.core.configuration": "Configuration that is computed.",
    "app.core.extensions": "Objects that serve the whole application.",
    "app.api.hooks": "What runs around the routes.",
    "app.api.dependencies": "What routes share on the way in and out.",
    "app.repositories.queries": "Queries that several parts share.",
    "app.services.logic": "Logic that several parts share.",
}


def _doc(name: str) -> str:
    return _DOCS.get(name, f"{name.rpartition('.')[2].replace('_', ' ').capitalize()}.")
