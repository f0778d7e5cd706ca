"""Which object a name stands for: the application, a blueprint, an API; and where each is mounted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archwright.kit.words import words
from archwright.model.notes import Classified, Defined, Made, Registered
from archwright.model.place import Place
from archwright.study.world import World

Key = tuple[str, str, str]
APPLICATIONS = words(
    """
    flask.Flask flask_api.FlaskAPI apiflask.APIFlask flask_openapi3.OpenAPI flask_lambda.FlaskLambda flask.app.Flask
    eve.Eve connexion.App connexion.FlaskApp quart.Quart flask_appbuilder.Flask
    """
)
BLUEPRINTS = words(
    """
    flask.Blueprint flask_smorest.Blueprint apiflask.APIBlueprint flask.blueprints.Blueprint
    """
)
_API_MAKERS = ("flask_restful", "flask_restx", "flask_restplus")
_FAVOURITES = ("app.py", "main.py", "wsgi.py", "run.py", "server.py", "application.py", "index.py", "__init__.py")


@dataclass(frozen=True)
class Mount:
    """One place an object is mounted at: URL prefix, and the blueprint names that lead to it."""

    prefix: str | None = None
    names: tuple[str, ...] = ()


@dataclass
class Wiring:
    """Objects of a world by file, scope and variable."""

    world: World
    objects: dict[Key, Made] = field(default_factory=dict)
    functions: dict[tuple[str, str], Defined] = field(default_factory=dict)
    classes: dict[tuple[str, str], Classified] = field(default_factory=dict)
    by_variable: dict[tuple[str, str], Key] = field(default_factory=dict)
    kinds: dict[tuple[str, str], str] = field(default_factory=dict)
    by_place: dict[Place, Defined] = field(default_factory=dict)
    registered: list[tuple[Key, Key | None, Registered]] = field(default_factory=list)
    main: Key | None = None

    def find(self, path: str, scope: str, name: str, depth: int = 0) -> Key | None:
        """The object that `name` means in a scope of a file."""
        if not name or depth > 8:
            return None
        key = self._local(path, scope, name) or self._elsewhere(path, name)
        return self._behind(key, depth) if key else None

    def kind(self, key: Key | None) -> str:
        """ "app", "blueprint", "api", "namespace", or "" for any other object."""
        if key is None:
            return ""
        origin = self.objects[key].origin
        if (key[0], origin) not in self.kinds:
            self.kinds[key[0], origin] = self.kind_of_origin(key[0], origin) if origin else ""
        return self.kinds[key[0], origin]

    def kind_of_origin(self, path: str, origin: str) -> str:
        """What calling `origin` makes."""
        if origin in APPLICATIONS:
            return "app"
        if origin in BLUEPRINTS:
            return "blueprint"
        package, _, last = origin.rpartition(".")
        if last in ("Namespace", "namespace"):
            return "namespace"
        if package.partition(".")[0] in _API_MAKERS and last == "Api":
            return "api"
        return self._kind_by_bases(path, origin)

    def mounts(self, key: Key, depth: int = 0) -> list[Mount]:
        """Where an object is mounted on the main application; empty when it never is."""
        kind = self.kind(key)
        if key == self.main:
            return [Mount()]
        if kind == "app" or depth > 6:
            return []
        return [mount for parent, note in self._parents(key) for mount in self._mounted(key, kind, parent, note, depth)]

    def _mounted(self, key: Key, kind: str, parent: Key | None, note: Registered | None, depth: int) -> Iterator[Mount]:
        above = [Mount()] if parent is None else self.mounts(parent, depth + 1)
        made = self.objects[key]
        options = dict(made.options)
        given = note.prefix if note else None
        for mount in above:
            if kind == "blueprint":
                name = (note and note.name) or blueprint_name(made, key[0])
                prefix = given if given is not None else options.get("url_prefix")
                yield Mount(_nested(mount.prefix, prefix), (*mount.names, name))
            elif kind == "namespace":
                path = given or options.get("path") or "/" + (made.texts[0] if made.texts else "")
                yield Mount((mount.prefix or "") + path, mount.names)
            else:
                yield Mount((mount.prefix or "") + options.get("prefix", "") or None, mount.names)

    def _parents(self, key: Key) -> Iterator[tuple[Key | None, Registered | None]]:
        """The objects that this one is registered on; None stands for the main application."""
        made, kind, found = self.objects[key], self.kind(key), False
        for parent, child, note in self.registered:
            if child == key:
                found = True
                owner = parent if parent in self.objects else None
                yield (owner if self.kind(owner) in ("app", "blueprint", "api") else None), note
        handed = made.references[:1] or tuple(value for name, value in made.options if name in ("app", "blueprint"))
        if not found and kind == "api":
            yield (self.find(key[0], key[1], handed[0]) if handed else None), None
        elif not found and kind == "namespace" and made.origin.endswith(".namespace"):
            yield self.find(key[0], key[1], made.origin.rpartition(".")[0]), None

    def _local(self, path: str, scope: str, name: str) -> Key | None:
        while True:
            if (path, scope, name) in self.objects:
                return path, scope, name
            if not scope:
                break
            scope = scope.rpartition(".")[0]
        return None

    def _elsewhere(self, path: str, name: str) -> Key | None:
        if path not in self.world.files:
            return None
        file, local = self.world.resolve(path, name)
        if (file, "", local) in self.objects:
            return file, "", local
        return self.by_variable.get((file, local))

    def _behind(self, key: Key, depth: int) -> Key:
        """Through `app = create_app()` and `application = app` to the object itself."""
        made = self.objects[key]
        if not made.origin:
            return self.find(key[0], key[1], made.references[0], depth + 1) or key
        if self.kind(key):
            return key
        function = self._function(key[0], made.origin)
        if function is None:
            return key
        path, defined = function
        for name in defined.returns:
            inner = self.find(path, defined.name, name, depth + 1)
            if inner and self.kind(inner):
                return inner
        return key

    def _function(self, path: str, origin: str) -> tuple[str, Defined] | None:
        where = self.world.locate(origin) or (path, origin)
        defined = self.functions.get(where)
        return (where[0], defined) if defined else None

    def _kind_by_bases(self, path: str, origin: str) -> str:
        where = self.world.locate(origin) or (path, origin)
        defined = self.classes.get(where)
        bases = defined.bases if defined else ()
        return next((kind for base in bases if base != origin and (kind := self.kind_of_origin(where[0], base))), "")


def blueprint_name(made: Made, path: str) -> str:
    """The name a blueprint is made with; its module's when that is `__name__`."""
    given = (made.texts[0] if made.texts else "") or dict(made.options).get("name", "")
    return given or path.removesuffix(".py").replace("/", ".")


def wiring(world: World) -> Wiring:
    """The wiring of a world, worked out once."""
    return world.once(_wire)


def _wire(world: World) -> Wiring:
    made = {(path, note.scope, note.variable): note for path, note in reversed(world.notes(Made))}
    functions = {(path, note.name): note for path, note in world.notes(Defined)}
    classes = {(path, note.name): note for path, note in world.notes(Classified)}
    places = {note.place: note for _, note in world.notes(Defined)}
    variables = {(key[0], key[2]): key for key in reversed(made)}
    wires = Wiring(world, made, functions, classes, variables, by_place=places)
    wires.main = _main(wires)
    for path, note in world.notes(Registered):
        child = wires.find(path, note.scope, note.blueprint)
        if child:
            wires.registered.append((child_parent(wires, path, note), child, note))
    return wires


def child_parent(wires: Wiring, path: str, note: Registered) -> Key:
    """The object registered on; an unknown receiver (a parameter, say) stands for the main application."""
    return wires.find(path, note.scope, note.receiver) or wires.main or ("", "", "")


def _main(wires: Wiring) -> Key | None:
    """The application of the entry: made there, imported there, or the likeliest of a folder."""
    entry = wires.world.entry
    made = [key for key in wires.objects if wires.kind(wires.find(*key)) == "app"]
    here = sorted(
        (key for key in made if key[0] == entry), key=lambda key: (key[1] != "", wires.objects[key].place.line)
    )
    if here:
        return wires.find(*here[0])
    if entry:
        for name in wires.world.files[entry].imports.names:
            key = wires.find(entry, "", name)
            if wires.kind(key) == "app":
                return key
    apps = [key for key in wires.objects if wires.kind(key) == "app"]
    return min(apps, key=_likelihood) if apps else None


def _likelihood(key: Key) -> tuple[bool, int, int, str]:
    path = key[0]
    name = path.rpartition("/")[2]
    aside = any(part.startswith(("test", "example", "docs", "demo", "script")) for part in path.split("/"))
    return aside, path.count("/"), _FAVOURITES.index(name) if name in _FAVOURITES else len(_FAVOURITES), path


def _nested(outer: str | None, inner: str | None) -> str | None:
    if outer is not None and inner is not None:
        return outer.rstrip("/") + "/" + inner.lstrip("/")
    return inner if outer is None else outer
