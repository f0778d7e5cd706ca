"""Rules bound to views: the receivers of all routes resolved, prefixes and endpoints worked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archwright.model.facts import PathParam, Route
from archwright.model.notes import Classified, Defined, Made, Routed, Slashes
from archwright.model.place import Gap, Place
from archwright.readers.flask._wiring import Key, Mount, Wiring, wiring
from archwright.study.world import World

_PARAM = re.compile(r"<(?:(?P<converter>[a-zA-Z_]\w*)(?:\((?P<args>[^)]*)\))?:)?(?P<name>[a-zA-Z_]\w*)>")
_VERBS = ("get", "post", "put", "delete", "patch", "head", "options")


@dataclass(frozen=True)
class Bound:
    """A route, and what it leads to: a function, or the methods of a class."""

    route: Route
    function: Defined | None = None
    methods_of_class: tuple[Defined, ...] = ()


def bound_routes(world: World) -> list[Bound]:
    """Every route of the main application."""
    return [item for item in world.once(_bind) if isinstance(item, Bound)]


def route_gaps(world: World) -> list[Gap]:
    """What was declared as a route and could not be bound."""
    return [item for item in world.once(_bind) if isinstance(item, Gap)]


def params_of(rule: str) -> tuple[PathParam, ...]:
    """The converters of a rule."""
    return tuple(PathParam(m["name"], m["converter"] or "string", m["args"] or "") for m in _PARAM.finditer(rule))


def view_name(qualified: str) -> str:
    """`create_app.index` -> "index"; a method keeps its class: "Items.get"."""
    outer, _, name = qualified.rpartition(".")
    owner = outer.rpartition(".")[2]
    return f"{owner}.{name}" if owner[:1].isupper() else name


def _bind(world: World) -> list[Bound | Gap]:
    wires = wiring(world)
    if wires.main is None:
        return []
    strict = all(note.strict for _, note in world.notes(Slashes))
    return [item for path, note in world.notes(Routed) for item in _bound(wires, path, note, strict)]


def _bound(wires: Wiring, path: str, note: Routed, strict: bool) -> Iterator[Bound | Gap]:
    owner = wires.find(path, note.scope, note.receiver)
    kind = wires.kind(owner)
    is_other = owner and not kind and wires.objects[owner].origin
    if owner and is_other and (note.how != "route" or _is_foreign(wires, owner)):
        return
    if note.how == "verb" and not kind and not _may_be_parameter(wires, path, note):
        return
    target = _Target.of(wires, path, note)
    for mount in wires.mounts(owner) if owner and kind else [Mount()]:
        route = _route(note, mount, target, note.endpoint or target.endpoint(note, wires, owner))
        yield Bound(replace(route, strict_slashes=route.strict_slashes and strict), target.function, target.methods)


def _is_foreign(wires: Wiring, owner: Key) -> bool:
    """A router of another framework, a socket server: anything that is known not to be an application."""
    origin = wires.objects[owner].origin
    return wires.world.locate(origin) is None and "." in origin


def _may_be_parameter(wires: Wiring, path: str, note: Routed) -> bool:
    names = wires.world.files[path].imports.names
    return bool(note.scope) and note.receiver in ("app", "bp", "blueprint", "server") and note.receiver not in names


def _route(note: Routed, mount: Mount, target: "_Target", endpoint: str) -> Route:
    rule = _joined_rule(mount.prefix, note.rule, plain=note.how == "resource")
    return Route(
        rule,
        _methods(note, target),
        ".".join([*mount.names, endpoint]),
        target.name,
        note.place,
        params_of(rule),
        note.defaults,
        note.strict_slashes,
        ".".join(mount.names),
        (*note.guards, *target.guards),
        target.place,
    )


def _joined_rule(prefix: str | None, rule: str, *, plain: bool) -> str:
    if prefix is None:
        return rule
    if plain:
        return prefix + rule
    return "/".join((prefix.rstrip("/"), rule.lstrip("/"))) if rule else prefix


def _methods(note: Routed, target: "_Target") -> tuple[str, ...]:
    if note.methods is not None:
        return note.methods
    if target.is_class:
        names = {method.name.rpartition(".")[2].upper() for method in target.methods} & {
            verb.upper() for verb in _VERBS
        }
        return target.declared or tuple(sorted(names)) or ("GET",)
    return ("GET",)


@dataclass(frozen=True)
class _Target:
    """What a rule leads to."""

    name: str
    place: Place | None = None
    function: Defined | None = None
    methods: tuple[Defined, ...] = ()
    declared: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    given_endpoint: str = ""
    is_class: bool = False

    @classmethod
    def of(cls, wires: Wiring, path: str, note: Routed) -> "_Target":
        """The function or class that the view of a note names."""
        made = _as_view(wires, path, note)
        name = made.origin.removesuffix(".as_view") if made else note.view
        file, local = (path, name) if note.view_line else _located(wires, path, note.scope, name)
        found = wires.classes.get((file, local))
        if found:
            endpoint = (made.texts[0] if made and made.texts else "") or found.endpoint
            methods = tuple(_methods_of(wires, file, found))
            return cls(
                local, found.place, None, methods, _declared(wires, file, found), found.guards, endpoint, is_class=True
            )
        function = _function(wires, Place(file, note.view_line), local)
        shown = view_name(local) if function else local
        return cls(shown, function.place if function else None, function)

    def endpoint(self, note: Routed, wires: Wiring, owner: Key | None) -> str:
        """The endpoint when the rule does not give one."""
        if self.given_endpoint:
            return self.given_endpoint
        if note.how == "resource":
            return self.name.lower()
        if note.how == "class":
            dashed = re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).lower()
            space = wires.objects[owner].texts[:1] if owner and wires.kind(owner) == "namespace" else ()
            return "_".join([*space, dashed])
        return self._renamed(note, wires)

    def _renamed(self, note: Routed, wires: Wiring) -> str:
        """Decorators that forget functools.wraps change the name that Flask sees."""
        name = self.name.rpartition(".")[2]
        for guard in reversed(note.guards):
            decorator = wires.functions.get(wires.world.resolve(note.place.file, guard.partition("(")[0]))
            if decorator and decorator.renames:
                name = decorator.renames
        return name


def _as_view(wires: Wiring, path: str, note: Routed) -> Made | None:
    """`view = Items.as_view("items")` behind the name of a view."""
    key = wires.find(path, note.scope, note.view)
    made = wires.objects[key] if key else None
    return made if made and made.origin.endswith(".as_view") else None


def _located(wires: Wiring, path: str, scope: str, name: str) -> tuple[str, str]:
    if name.startswith("self.") and "." in scope:
        name = f"{scope.rpartition('.')[0]}.{name.removeprefix('self.')}"
    while scope:
        if (path, f"{scope}.{name}") in wires.functions:
            return path, f"{scope}.{name}"
        scope = scope.rpartition(".")[0]
    if (path, name) in wires.functions or (path, name) in wires.classes:
        return path, name
    return wires.world.locate(name) or wires.world.resolve(path, name)


def _function(wires: Wiring, place: Place, name: str) -> Defined | None:
    if place.line:
        return wires.by_place.get(place)
    return wires.functions.get((place.file, name))


def _methods_of(wires: Wiring, path: str, found: Classified, depth: int = 0) -> Iterator[Defined]:
    """The HTTP methods of a class, its own before those of its bases."""
    own = {
        name: wires.functions[(path, f"{found.name}.{name}")]
        for name in found.methods
        if (path, f"{found.name}.{name}") in wires.functions
    }
    yield from own.values()
    for base_path, base in _bases(wires, path, found) if depth < 5 else ():
        for method in _methods_of(wires, base_path, base, depth + 1):
            if method.name.rpartition(".")[2] not in own:
                yield method


def _bases(wires: Wiring, path: str, found: Classified) -> Iterator[tuple[str, Classified]]:
    for base in found.bases:
        where = wires.world.locate(base) or (path, base)
        if where in wires.classes:
            yield where[0], wires.classes[where]


def _declared(wires: Wiring, path: str, found: Classified) -> tuple[str, ...]:
    return found.declared or next((base.declared for _, base in _bases(wires, path, found) if base.declared), ())
