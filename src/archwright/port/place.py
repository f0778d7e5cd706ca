"""Where each definition goes: the lowest layer that fits what it uses, and a module in that layer."""

from collections.abc import Callable, Iterator

import libcst as cst

from archwright.port.code import only, root_name
from archwright.port.levels import speaks_sql
from archwright.port.names import global_writes
from archwright.port.roles import LAYERS, Cast, Definition, Home, Layer, Unmoved, Work
from archwright.port.source import Own, Source, Statement
from archwright.port.unsure import unsure_names

GENERIC = frozenset(
    {
        "app",
        "main",
        "application",
        "server",
        "api",
        "run",
        "wsgi",
        "index",
        "views",
        "flask_app",
        "flaskapp",
        "__init__",
    }
)
MAIN_MODULES: dict[Layer, str] = {
    "core": "constants", "models": "tables", "schemas": "shapes", "repositories": "queries", "services": "logic",
    "api": "dependencies",
}  # fmt: skip


TAKEN = frozenset({"base", "bodies", "compat", "config", "configuration", "database", "dependencies", "errors",
                   "extensions", "forms", "hooks", "logging", "middleware", "migrations", "paths", "routes", "services",
                   "session", "startup", "state", "telemetry", "templates"})  # fmt: skip
"""Module names that the backend has for ends of its own."""


class Placement:
    """Homes of all definitions of one original."""

    def __init__(self, source: Source, cast: Cast, base: Callable[[Statement], Layer]) -> None:
        self._source = source
        self._cast = cast
        self._base = base
        self._levels: dict[Statement, int] = {}
        self.rebound = frozenset(
            Own(statement.module, name) for statement in source for name in global_writes(statement.code)
        )
        self.reached = self.rebound | _unsure(source)
        self.homes = self._place()

    def home(self, own: Own) -> Home | None:
        """The home of a name, None when it does not move."""
        statement = self._source.modules[own.module].binder(own.name) if own.module in self._source.modules else None
        return self.homes.get(statement) if statement else None

    def beside(self, work: Statement) -> str:
        """The backend module of the value that a line of work changes (`parser.add_argument(...)`), "" for none."""
        binder = self._changed(work)
        home = self.homes.get(binder) if binder else None
        return f"app.{home.layer}.{home.module}" if home else ""

    def _changed(self, work: Statement) -> Statement | None:
        """What binds the value that a line of work changes."""
        small = only(work.node)
        place = (
            small.value
            if isinstance(small, cst.Expr)
            else small.targets[0].target
            if isinstance(small, cst.Assign)
            else None
        )
        if work.tail or place is None:
            return None
        name = root_name(place)
        origin = self._source.origin(work.module, name) if name and not isinstance(place, cst.Name) else None
        binder = (
            self._source.modules[origin.module].binder(origin.name) if isinstance(origin, Own) and origin.name else None
        )
        return None if binder is None or isinstance(binder.node, cst.FunctionDef | cst.ClassDef) else binder

    def used(self, statement: Statement) -> Iterator[tuple[str, Statement]]:
        """The app's own statements that bind what `statement` uses."""
        for name in sorted(statement.uses):
            origin = self._source.origin(statement.module, name)
            if isinstance(origin, Own) and origin.name and origin.module in self._source.modules:
                binder = self._source.modules[origin.module].binder(origin.name)
                if binder is not None and binder is not statement:
                    yield name, binder
            elif isinstance(origin, Own) and origin.module in self._source.modules:
                for inner in self._source.modules[origin.module].statements:
                    if inner.binds:
                        yield name, inner

    def _place(self) -> dict[Statement, Home]:
        movable = self._cast.having(Definition)
        for statement in movable:
            self._level(statement, frozenset())
        for statement in self._cast.having(Home):
            self._press(statement)
        for statement in self._cast.having(Work):
            changed = self._changed(statement)
            if changed:
                self._press(statement, self._level(changed, frozenset()))
        self._lift_functions(movable)
        self._keep_modules_whole(movable)
        homes: dict[Statement, Home] = {s: r for s, r in self._cast.roles.items() if isinstance(r, Home)}
        for statement in movable:
            homes[statement] = self._named(statement, LAYERS[self._levels[statement]])
        return homes

    def _level(self, statement: Statement, above: frozenset[Statement]) -> int:
        role = self._cast.roles[statement]
        if isinstance(role, Home):
            return LAYERS.index(role.layer)
        if not isinstance(role, Definition) or statement in above:
            return 0
        if statement not in self._levels:
            below = [self._level(used, above | {statement}) for _, used in self.used(statement)]
            own = max(LAYERS.index(role.prefer), LAYERS.index(self._base(statement)))
            self._levels[statement] = max([own, *below])
        return self._levels[statement]

    def _press(self, statement: Statement, level: int | None = None) -> None:
        """What a definition with a fixed home uses may not stand above it, nor what is done to one."""
        role = self._cast.roles[statement]
        limit = LAYERS.index(role.layer) if isinstance(role, Home) else self._levels.get(statement, 0)
        limit = limit if level is None else level
        for _, used in self.used(statement):
            if self._levels.get(used, -1) > limit:
                self._levels[used] = limit
                self._press(used)

    def speaks_http(self, statement: Statement) -> bool:
        """Whether a statement uses something that stands beside the routes."""
        homes = (self.homes.get(used) for _, used in self.used(statement))
        return any(home is not None and home.layer == "api" for home in homes)

    def _lift_functions(self, movable: list[Statement]) -> None:
        """A pure function that only services and routes use reads better beside them."""
        users: dict[Statement, list[int]] = {}
        for statement in [*movable, *self._cast.having(Home)]:
            for _, used in self.used(statement):
                users.setdefault(used, []).append(self._levels.get(statement, 1))
        service = LAYERS.index("services")
        for statement in reversed(movable):
            if speaks_sql(statement, self._source):
                continue
            lifts = statement.code.lstrip().startswith(("def ", "async def ", "class ", "@"))
            if lifts and all(level >= service for level in users.get(statement, [])):
                self._levels[statement] = max(self._levels[statement], service)

    def _keep_modules_whole(self, movable: list[Statement]) -> None:
        for module in self._source.modules.values():
            if module.name == self._source.main:
                continue
            roles = [self._cast.roles[s] for s in module.statements]
            if any(isinstance(role, Home | Unmoved) for role in roles):
                continue
            inside = [s for s in movable if s.module == module.name]
            top = max((self._levels[s] for s in inside), default=0)
            for statement in inside:
                self._levels[statement] = top

    def _named(self, statement: Statement, layer: Layer) -> Home:
        if Own(statement.module, next(iter(statement.binds), "")) in self.rebound:
            return Home("core", "state")
        stem = statement.module.rpartition(".")[2]
        if statement.module == self._source.main or stem in GENERIC:
            return Home(layer, MAIN_MODULES[layer])
        return Home(layer, f"own_{stem}" if stem in TAKEN else stem)


def _unsure(source: Source) -> frozenset[Own]:
    """Names that nothing binds for certain: to import one of them may fail where the original went on."""
    unsure = {Own(s.module, name) for s in source for name in unsure_names(s.code)}
    sure = {Own(s.module, name) for s in source for name in s.binds - unsure_names(s.code)}
    return frozenset(unsure - sure)


def early_work(cast: Cast) -> frozenset[Statement]:
    """Work that stands before a later value it may prepare (`load_dotenv()` before `KEY = os.environ[...]`)."""
    early = set()
    for statement in cast.having(Work):
        later = [s for s in cast.having(Definition) if s.module == statement.module and s.index > statement.index]
        if not statement.tail and any(_is_value(s) for s in later):
            early.add(statement)
    return frozenset(early)


def _is_value(statement: Statement) -> bool:
    head = statement.code.lstrip()
    return not head.startswith(("def ", "async def ", "class ", "@")) and "(" in head
