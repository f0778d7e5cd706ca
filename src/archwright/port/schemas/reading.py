"""Reads the shape of an expression inside one function."""

import ast
import re
from collections.abc import Mapping, Sequence

from archwright.port.schemas.bindings import Bound, Spot, bindings_of
from archwright.port.schemas.calls import is_held_text, known_call, text_method
from archwright.port.schemas.columns import shown, stored
from archwright.port.schemas.definitions import Function, Scope
from archwright.port.schemas.functions import is_generator, may_end_silently, parameters, returns_of
from archwright.port.schemas.shape import (
    ANY,
    Either,
    Key,
    Keyed,
    Listed,
    Nothing,
    Query,
    Row,
    Shape,
    Stored,
    join,
    scalar,
)
from archwright.port.schemas.stored import of_page, queried, related_to, taken

DEEPEST = 4
_MAKERS = {"str": "str", "len": "int", "int": "int", "float": "float", "bool": "bool", "any": "bool", "all": "bool"}


class Reader(ast.NodeVisitor):
    """The shapes of one function's expressions. `given`: what its parameters are."""

    def __init__(
        self, node: Function | ast.Lambda, scope: Scope, given: Mapping[str, Shape] | None = None, depth: int = 0
    ) -> None:
        self.scope = scope
        self._bindings = bindings_of(node.body if isinstance(node.body, list) else [])
        self._node = node
        self._given = dict(given or {})
        self._parameters = {arg.arg for arg in node.args.args}
        self._busy: set[tuple[str, Spot | None]] = set()
        self._spot: Spot | None = None
        self._depth = depth

    def shape(self, node: ast.expr, spot: Spot | None = None) -> Shape:
        """The shape of an expression of the function, read at a place of it."""
        before, self._spot = self._spot, spot or self._spot
        found: Shape = self.visit(node)
        self._spot = before
        return found

    def answers(self, values: Sequence[ast.expr]) -> list[Shape]:
        """The shapes of what the returns of the function answer, one for each in order."""
        spots = self._bindings.returns
        places = spots if len(spots) == len(values) else [None] * len(values)
        return [self.shape(value, spot) for value, spot in zip(values, places, strict=True)]

    def texts_run(self, place: ast.expr) -> list[str]:
        """The SQL texts that a cursor, or the call that `place` is, runs."""
        if isinstance(place, ast.Call):
            calls = [place]
        else:
            calls = [node for node in ast.walk(self._node) if isinstance(node, ast.Call) and _runs_on(node, place)]
        given = [call.args[0] if call.args else None for call in calls if _is_execute(call)]
        return [text for each in given for text in self._text(each)]

    def _text(self, node: ast.expr | None) -> list[str]:
        """The literal text, also behind a name; nothing for a text that does not select."""
        if isinstance(node, ast.Name):
            bounds = self._bindings.values.get(node.id, [])
            return [text for bound in bounds for text in self._text(bound.value)]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and node.args:
            return self._text(node.args[0])
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "?"
        return [text] if text == "?" or re.match(r"\s*select\b", text, re.I) else []

    def generic_visit(self, node: ast.AST) -> Shape:  # noqa: ARG002
        return ANY

    def visit_Constant(self, node: ast.Constant) -> Shape:
        kind = "None" if node.value is None else type(node.value).__name__
        return scalar(kind) if kind in {"None", "str", "int", "float", "bool"} else ANY

    def visit_JoinedStr(self, node: ast.JoinedStr) -> Shape:  # noqa: ARG002
        return scalar("str")

    def visit_Compare(self, node: ast.Compare) -> Shape:  # noqa: ARG002
        return scalar("bool")

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Shape:
        return scalar("bool") if isinstance(node.op, ast.Not) else self.visit(node.operand)

    def visit_BinOp(self, node: ast.BinOp) -> Shape:
        left, right = self.shape(node.left), self.shape(node.right)
        if left == scalar("str") and isinstance(node.op, ast.Mod | ast.Add):
            return left
        return left if left == right and left in (scalar("str"), scalar("int")) and _keeps(node.op) else ANY

    def visit_IfExp(self, node: ast.IfExp) -> Shape:
        return join([self.shape(node.body), self.shape(node.orelse)])

    def visit_BoolOp(self, node: ast.BoolOp) -> Shape:
        return join(self.shape(value) for value in node.values)

    def visit_Dict(self, node: ast.Dict) -> Shape:
        keys: dict[str, Key] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                return ANY
            keys[key.value] = Key(key.value, self.shape(value))
        return Keyed(tuple(keys.values()), self._owner(list(node.values)))

    def visit_DictComp(self, node: ast.DictComp) -> Shape:
        """`{c.name: getattr(self, c.name) for c in self.__table__.columns}` shows a row column by column."""
        if len(node.generators) != 1 or not isinstance(node.value, ast.Call) or node.generators[0].ifs:
            return ANY
        over = ast.unparse(node.generators[0].iter)
        owner = over.removesuffix(".__table__.columns")
        shape = self.shape(ast.Name(owner)) if owner != over and owner.isidentifier() else ANY
        plain = ast.unparse(node.value) == f"getattr({owner}, {ast.unparse(node.key)})"
        return self._columns(shape) if plain and isinstance(shape, Stored) else ANY

    def visit_List(self, node: ast.List) -> Shape:
        return Listed(join(self.shape(each) for each in node.elts))

    def visit_ListComp(self, node: ast.ListComp) -> Shape:
        before = dict(self._given)
        for each in node.generators:
            item = item_of(self.shape(each.iter))
            names = [n.id for n in ast.walk(each.target) if isinstance(n, ast.Name)]
            self._given |= dict.fromkeys(names, item if isinstance(each.target, ast.Name) else ANY)
        made = Listed(self.shape(node.elt))
        self._given = before
        return made

    def visit_Name(self, node: ast.Name) -> Shape:
        name = node.id
        if name in self._given and name not in self._bindings.values:
            return self._given[name]
        mark = name, self._spot
        if mark in self._busy or name not in self._bindings.values:
            return ANY
        bounds = self._bindings.reaching(name, self._spot)
        self._busy.add(mark)
        shape = self._bound(name, bounds)
        self._busy.discard(mark)
        replaced = name not in self._parameters or len(bounds) < len(self._bindings.values[name])
        return shape if replaced else join([shape, self._given.get(name, ANY)])

    def _bound(self, name: str, bounds: list[Bound]) -> Shape:
        shape = join(self._value(bound) for bound in bounds)
        is_container = isinstance(shape, Keyed | Listed | Either)
        first = min((bound.spot.line for bound in bounds), default=0)
        puts = [put for put in self._bindings.puts.get(name, []) if put.spot.line >= first]
        appended = [put for put in self._bindings.appended.get(name, []) if put.spot.line >= first]
        if not is_container:
            return shape if not puts else ANY
        if name in self._bindings.spoiled and any(not isinstance(b.value, ast.Call | ast.ListComp) for b in bounds):
            return ANY
        if isinstance(shape, Listed):
            return (
                Listed(join([shape.item, *(self.shape(each.value, each.spot) for each in appended)]))
                if not puts
                else ANY
            )
        if not isinstance(shape, Keyed):
            return ANY if puts else shape
        blocks = {bound.spot.block for bound in bounds}
        keys = {key.name: key for key in shape.keys}
        for put in puts:
            made = Key(put.key, self.shape(put.value, put.spot), put.spot.block not in blocks)
            old = keys.get(put.key)
            keys[put.key] = (
                made if old is None else Key(put.key, join([old.shape, made.shape]), old.optional and made.optional)
            )
        return Keyed(tuple(keys.values()), shape.entity or self._owner([put.value for put in puts]))

    def _value(self, bound: Bound) -> Shape:
        if bound.value is None:
            return ANY
        shape = self.shape(bound.value, bound.spot)
        return item_of(shape) if bound.item else shape

    def _owner(self, values: list[ast.expr]) -> str:
        """The entity of an object whose values are mostly attributes of one stored row."""
        owners = [self.shape(v.value) for v in values if isinstance(v, ast.Attribute)]
        owners += [self.shape(v.value) for v in values if isinstance(v, ast.Subscript)]
        found = {each.entity for each in owners if isinstance(each, Stored | Row)}
        return found.pop() if len(found) == 1 and len(owners) * 2 >= len(values) else ""

    def visit_Attribute(self, node: ast.Attribute) -> Shape:
        if isinstance(node.value, ast.Name) and node.attr == "query" and (entity := self.scope.entity(node.value.id)):
            return Query(entity)
        owner = self.shape(node.value)
        if isinstance(owner, Query):
            return of_page(owner, node.attr)
        return self._attribute(owner.entity, node.attr) if isinstance(owner, Stored) else ANY

    def _attribute(self, entity: str, name: str) -> Shape:
        facts = self.scope.definitions.entities[entity]
        field = next((field for field in facts.fields if field.name == name), None)
        if field is not None:
            return stored(field, mapped=True)
        if (related := related_to(entity, name, self.scope.definitions)) is not None:
            return related
        found = self.scope.method(entity, name)
        is_property = found is not None and any(ast.unparse(d) == "property" for d in found[0].decorator_list)
        return self._returned(*found, {"self": Stored(entity)}) if found and is_property else ANY

    def _columns(self, stored: Stored) -> Shape:
        return shown(self.scope.definitions.entities[stored.entity], stored.entity)

    def visit_Subscript(self, node: ast.Subscript) -> Shape:
        owner = self.shape(node.value)
        if isinstance(node.slice, ast.Slice):
            return owner if isinstance(owner, Listed) or owner == scalar("str") else ANY
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if isinstance(owner, Row):
            return taken(owner, key)
        if is_held_text(node.value, self.scope):
            return scalar("str")
        return item_of(owner) if isinstance(key, int) else ANY

    def visit_Call(self, node: ast.Call) -> Shape:
        asked = queried(node, self)
        default = self.shape(node.args[1]) if len(node.args) > 1 else scalar("None")
        known = asked or known_call(node, self.scope, default)
        if known is not None:
            return known
        if isinstance(node.func, ast.Name):
            return self._called(node.func.id, node)
        if isinstance(node.func, ast.Attribute):
            return self._method(node.func, node)
        return ANY

    def _called(self, name: str, node: ast.Call) -> Shape:
        meaning = self.scope.meaning(name)
        if meaning in self.scope.definitions.codes:
            function = self.scope.function(meaning)
            if function is None:
                return ANY
            return self._returned(function, meaning, parameters(function, node, self.shape))
        if meaning or name in self._bindings.values:
            return ANY
        first = self.shape(node.args[0]) if node.args else Nothing()
        if name == "dict":
            return self._dict(node, first)
        if name in ("list", "sorted") and not isinstance(item_of(first), Nothing):
            return Listed(item_of(first))
        return scalar(_MAKERS[name]) if name in _MAKERS else ANY

    def _dict(self, node: ast.Call, first: Shape) -> Shape:
        if not node.args and all(each.arg for each in node.keywords):
            keys = (Key(each.arg, self.shape(each.value)) for each in node.keywords if each.arg)
            return Keyed(tuple(keys), self._owner([each.value for each in node.keywords]))
        is_row = isinstance(first, Row) and len(node.args) == 1 and not node.keywords
        return Keyed(first.columns, first.entity) if is_row and isinstance(first, Row) and first.columns else ANY

    def _method(self, func: ast.Attribute, node: ast.Call) -> Shape:
        owner = self.shape(func.value)
        if isinstance(owner, Stored):
            found = self.scope.method(owner.entity, func.attr)
            return self._returned(*found, {"self": owner}) if found and not node.args else ANY
        if func.attr == "copy" and isinstance(owner, Keyed | Listed):
            return owner
        return scalar("str") if text_method(func, owner, self.scope) else ANY

    def _returned(self, function: Function, full: str, given: Mapping[str, Shape]) -> Shape:
        """What a function of the app's own gives back."""
        values = returns_of(function)
        if self._depth >= DEEPEST or isinstance(function, ast.AsyncFunctionDef) or not values or is_generator(function):
            return ANY
        inside = Reader(function, self.scope.of(full), given, self._depth + 1)
        silent = [scalar("None")] if may_end_silently(function) else []
        return join([*inside.answers([value or ast.Constant(None) for value in values]), *silent])


def item_of(shape: Shape) -> Shape:
    """What iterating over it gives."""
    if isinstance(shape, Listed):
        return shape.item
    if isinstance(shape, Query) and not shape.bare:
        return Stored(shape.entity)
    return ANY


def _is_execute(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "execute"


def _runs_on(call: ast.Call, place: ast.expr) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.dump(call.func.value) == ast.dump(place)


def _keeps(operator: ast.operator) -> bool:
    return isinstance(operator, ast.Add | ast.Sub | ast.Mult)
