"""What is put into a store: the same keys every time, and values that a table gives back as they were."""

import ast
from typing import Literal

Kind = Literal["str", "int", "float", "bool", "any"]
_KINDS: dict[str, Kind] = {"str": "str", "int": "int", "float": "float", "bool": "bool", "len": "int", "repr": "str"}
_TEXTS = frozenset({"isoformat", "strftime", "strip", "lower", "upper", "title", "format", "join", "hex", "replace"})
_TAKEN = frozenset({"get", "get_json"})


class NotUnderstoodError(Exception):
    """A use that a table may not answer as memory did."""


class Records:
    """All records that are put into one store: their fields, with every kind of value that was seen."""

    def __init__(self) -> None:
        self.fields: dict[str, set[str]] = {}
        self._keys: set[str] = set()
        self._stored: list[tuple[ast.FunctionDef, str]] = []

    def add(self, value: ast.expr, function: ast.FunctionDef | None) -> None:
        """One record, written where it is stored or just before."""
        record = value
        if isinstance(value, ast.Name) and function is not None:
            record = _assigned(value.id, function) or value
            self._stored.append((function, value.id))
        if not isinstance(record, ast.Dict):
            raise NotUnderstoodError
        names = [key.value for key in record.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
        if len(names) != len(record.keys) or (self.fields and list(self.fields) != names):
            raise NotUnderstoodError
        for name, item in zip(names, record.values, strict=True):
            self.fields.setdefault(name, set()).add(_kind(item, function))

    def add_key(self, key: ast.expr | None, function: ast.FunctionDef | None) -> object:
        """The key of a record; its value where it is written out."""
        if key is None:
            raise NotUnderstoodError
        self._keys.add(_kind(key, function))
        return key.value if isinstance(key, ast.Constant) else None

    def check(self, function: ast.FunctionDef, store: str) -> None:
        """A record may be changed in place only at fields that it has."""
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("update", "setdefault", "popitem"):
                    raise NotUnderstoodError
            elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                self._check_change(node, function, store)

    def _check_change(self, node: ast.Subscript, function: ast.FunctionDef, store: str) -> None:
        if isinstance(node.value, ast.Name) and node.value.id == store:
            return
        name = node.slice.value if isinstance(node.slice, ast.Constant) else None
        root = _root(node)
        if (function, root) in self._stored or name not in self.fields or isinstance(node.ctx, ast.Del):
            raise NotUnderstoodError
        self.fields[str(name)].add("any")

    def kinds(self) -> tuple[tuple[str, Kind], ...]:
        """Each field with the one kind of its values, "any" for several."""
        return tuple((name, _one(kinds)) for name, kinds in self.fields.items())

    def key_kind(self) -> str:
        """The one kind of the keys: a parameter of a path is as the keys are that are written out."""
        known = self._keys - {"any"}
        if len(known) != 1 or not known <= {"str", "int"}:
            raise NotUnderstoodError
        return known.pop()


def literal(record: ast.expr) -> tuple[tuple[str, object], ...]:
    """A record that is written out in full."""
    try:
        return tuple(ast.literal_eval(record).items())
    except (ValueError, AttributeError) as error:
        raise NotUnderstoodError from error


def _one(kinds: set[str]) -> Kind:
    known = kinds - {"none"}
    return next((kind for kind in ("str", "int", "float", "bool") if known == {kind}), "any")


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _assigned(name: str, function: ast.FunctionDef) -> ast.expr | None:
    """The value of a local that is bound once."""
    found = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ]
    bound = [n for n in ast.walk(function) if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store)]
    return found[0].value if len(found) == len(bound) == 1 else None


def _kind(node: ast.expr, function: ast.FunctionDef | None) -> str:
    match node:
        case ast.Constant(value=None):
            return "none"
        case ast.Constant(value=bool() | int() | float() | str()):
            return type(node.value).__name__
        case ast.JoinedStr():
            return "str"
        case ast.Call(func=ast.Name(id=name)) if name in _KINDS:
            return _KINDS[name]
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in _TEXTS:
            return "str"
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in _TAKEN:
            return "any"
        case ast.BinOp():
            sides = {_kind(node.left, function), _kind(node.right, function)}
            is_text = isinstance(node.op, ast.Mod) and _kind(node.left, function) == "str"
            return "str" if is_text else sides.pop() if len(sides) == 1 else "any"
        case ast.Name(id=name) if function is not None:
            value = _assigned(name, function)
            return _kind(value, function) if value is not None else "any"
        case ast.Subscript() | ast.Attribute() | ast.Compare() | ast.BoolOp() | ast.IfExp():
            return "any"
        case ast.List(elts=elements):
            _ = [_kind(each, function) for each in elements]
            return "any"
        case _:
            raise NotUnderstoodError
