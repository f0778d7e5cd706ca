"""Moves one statement: rewrites it, finds the imports that its new place needs, or says why it cannot move."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import libcst as cst

from archwright.model.place import Place
from archwright.port.code import code_of
from archwright.port.names import free_names
from archwright.port.place import Placement
from archwright.port.rewrite import Import, Rewriter, Rewriting, Said, Scope, Unmovable
from archwright.port.roles import Cast, Dropped, Endpoint, Registered, Unmoved
from archwright.port.source import External, Own, Source, Statement

COUNTERPART = Callable[[str], Import | None]


@dataclass(frozen=True, order=True)
class Told:
    """What was said about a piece, with its place."""

    place: Place
    said: Said


@dataclass(frozen=True)
class MovedCode:
    """Rewritten text, and the imports it needs."""

    text: str
    imports: frozenset[Import]
    said: tuple[Told, ...] = ()


class Mover:
    """Knows everything that a moving statement may refer to. `framework`: whether a package is Flask or hangs on it."""

    def __init__(  # noqa: PLR0913, PLR0917 - each is a different thing to know
        self,
        source: Source,
        cast: Cast,
        placement: Placement,
        objects: dict[Own, str],
        rewritings: Sequence[Rewriting],
        counterpart: COUNTERPART,
        framework: Callable[[str], bool],
        routes_of: Callable[[Statement], str],
        keeps_behaviour: bool = False,
        as_program: bool = True,
    ) -> None:
        self._source = source
        self._cast = cast
        self._placement = placement
        self._objects = objects
        self._rewritings = [self._state, self._framework_attribute, self._own_module_attribute, *rewritings]
        self._counterpart = counterpart
        self._framework = framework
        self._routes_of = routes_of
        self._keeps_behaviour = keeps_behaviour
        self._as_program = as_program

    def scope(self, module: str) -> Scope:
        """A fresh scope for code of one of the original's modules."""
        return Scope(
            self._source,
            module,
            self._objects,
            keeps_behaviour=self._keeps_behaviour,
            as_program=self._as_program,
        )

    def move(self, node: cst.CSTNode, module: str, here: str) -> MovedCode:
        """The node rewritten for the backend module `here` ("app.services.logic"). Raises Unmovable."""
        scope = self.scope(module)
        scope.here = here
        moved = node.visit(Rewriter(scope, self._rewritings))
        if isinstance(moved, cst.RemovalSentinel):
            return MovedCode("", frozenset())
        nodes = list(moved) if isinstance(moved, cst.FlattenSentinel) else [moved]
        text = "".join(code_of(node) for node in nodes)
        told = tuple(Told(self._source.place_of(module, said.before), said) for said in scope.said)
        return MovedCode(text, self.imports_of(text, scope, here), told)

    def imports_of(self, text: str, scope: Scope, here: str) -> frozenset[Import]:
        """The imports that rewritten text needs in the module `here`."""
        said = {need.bound: need for need in scope.needs}
        free = free_names(text)
        found = {need for name, need in said.items() if name in free and need.module != here}
        for name in sorted(free - said.keys()):
            found |= {need for need in self._import_for(name, scope.module) if need.module != here}
        return frozenset(found)

    def _import_for(self, name: str, module: str) -> list[Import]:
        origin = self._source.origin(module, name)
        if isinstance(origin, External):
            return [self._outside(origin, name), *(Import(full) for full in origin.submodules)]
        if isinstance(origin, Own):
            return [self._inside(origin, name)]
        return []

    def _outside(self, origin: External, name: str) -> Import:
        counterpart = self._counterpart(str(origin))
        if counterpart:
            return Import(counterpart.module, counterpart.name, name)
        if self._framework(origin.module):
            raise Unmovable(f"uses {origin}", f"a counterpart of {origin}")
        return Import(origin.module, origin.name, name)

    def _inside(self, own: Own, name: str) -> Import:
        if not own.name:
            raise Unmovable(f"uses the module {own.module} as a value", "importing the names it needs from there")
        statement = self._source.modules[own.module].binder(own.name) if own.module in self._source.modules else None
        role = self._cast.roles.get(statement) if statement else None
        if statement is None or role is None:
            raise Unmovable(f"needs {own.name} of {own.module}, which could not be read")
        if isinstance(role, Unmoved):
            raise Unmovable(role.reason, role.unblocks)
        if isinstance(role, Endpoint):
            return Import(self._routes_of(statement), own.name, name)
        if isinstance(role, Registered):
            return Import("app.api.hooks", own.name, name)
        home = self._placement.homes.get(statement)
        if isinstance(role, Dropped) or home is None:
            kind = self._objects.get(own, "")
            raise Unmovable(f"uses `{own.name}`{f' ({kind})' if kind else ''} in a way that has no counterpart")
        return Import(f"app.{home.layer}.{home.module}", own.name, name)

    def _state(
        self, node: cst.CSTNode, original: cst.CSTNode, scope: Scope
    ) -> cst.CSTNode | cst.RemovalSentinel | None:
        """A name that functions rebind with `global` is reached through its module, so that all see the change; so is
        one that may be unbound."""
        if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Global):
            return cst.RemoveFromParent()
        if not isinstance(original, cst.Name) or scope.is_local(original.value) or isinstance(node, cst.Attribute):
            return None
        origin = self._source.origin(scope.module, original.value)
        if not isinstance(origin, Own) or origin not in self._placement.reached:
            return None
        return self._through_home(origin, scope)

    def _through_home(self, own: Own, scope: Scope) -> cst.CSTNode | None:
        """The name as an attribute of the module it lives in; None when that is the module it is used in."""
        home = self._placement.home(own)
        if home is None or f"app.{home.layer}.{home.module}" == scope.here:
            return None
        scope.need(f"app.{home.layer}", home.module)
        return cst.Attribute(cst.Name(home.module), cst.Name(own.name))

    def _framework_attribute(self, node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
        """`flask.request` becomes `request`."""
        if not isinstance(original, cst.Attribute) or not isinstance(node, cst.Attribute):
            return None
        meaning = scope.meaning(original)
        counterpart = self._counterpart(meaning) if meaning and meaning[0] != "@" else None
        if counterpart is None or not self._framework(meaning):
            return None
        scope.need(counterpart.module, counterpart.name)
        return cst.Name(counterpart.name)

    def _own_module_attribute(
        self, node: cst.CSTNode, original: cst.CSTNode, scope: Scope
    ) -> cst.CSTNode | cst.RemovalSentinel | None:
        """`helpers.slug` of the app's own module becomes `slug`, imported from its new home."""
        if not isinstance(original, cst.Attribute) or not isinstance(node, cst.Attribute):
            return None
        head = original.value
        meaning = scope.meaning(head) if isinstance(head, cst.Name) else ""
        if not meaning.startswith("own:") or not meaning.endswith(":"):
            return None
        origin = self._source.origin(meaning.split(":")[1], original.attr.value)
        if isinstance(origin, Own) and origin in self._placement.reached:
            return self._through_home(origin, scope)
        made = self._inside(origin, original.attr.value) if isinstance(origin, Own) else None
        if isinstance(origin, External):
            made = self._outside(origin, original.attr.value)
        if made is None:
            return None
        alias = made.bound if not scope.is_local(made.bound) else f"{made.bound}_"
        scope.needs.add(Import(made.module, made.name, alias))
        return cst.Name(alias)
