"""What `config.from_object` and `config.from_pyfile` read: classes, modules and files of the app."""

from collections.abc import Iterable, Iterator

import libcst as cst

from archwright.port.code import code_of, only, text_of
from archwright.port.names import free_names
from archwright.port.rewrite import Scope
from archwright.port.source import External, Own, Statement

Configured = tuple[str, cst.BaseExpression, Scope]
_DEEP = 6


def of_object(node: cst.BaseExpression, scope: Scope) -> Iterator[Configured]:
    """(key, value, the scope it stands in) of `from_object(...)`: `__name__`, a class, "module" or "module.Class"."""
    name = text_of(node)
    if code_of(node) == "__name__":
        yield from _of_module(scope)
    elif name is not None:
        yield from _of_name(name, scope)
    else:
        yield from _of_class(_behind(node, scope), scope)


def computed_values(found: Iterable[Configured], call: cst.Call, scope: Scope) -> dict[str, cst.BaseExpression]:
    """What is said, where `from_object(...)` stood, of a key that is computed: its constant, or what its class says."""
    if code_of(call.args[0].value) == "__name__":
        return {key: cst.Name(key) for key, _, _ in found}
    said: dict[str, cst.BaseExpression] = {}
    for key, value, inside in found:
        said[key] = value
        for name in free_names(code_of(value)) if inside.module != scope.module else ():
            origin = inside.source.origin(inside.module, name)
            if isinstance(origin, External):
                scope.need(origin.module, origin.name, name)
    return said


def of_file(node: cst.BaseExpression, scope: Scope) -> Iterator[Configured]:
    """The same of `from_pyfile("config.py")`, when it is a module that was read."""
    name = (text_of(node) or "").removesuffix(".py").replace("/", ".")
    if name in scope.source.modules:
        yield from _of_module(Scope(scope.source, name, scope.objects))


def _of_name(name: str, scope: Scope) -> Iterator[Configured]:
    if name.partition(".")[0] not in {known.partition(".")[0] for known in scope.source.modules}:
        name = name.removeprefix(f"{scope.source.root.name}.")  # the root is a package itself
    owner, _, last = name.rpartition(".")
    if name in scope.source.modules:
        yield from _of_module(Scope(scope.source, name, scope.objects))
    elif owner in scope.source.modules:
        inside = Scope(scope.source, owner, scope.objects)
        yield from _of_class(_behind(cst.Name(last), inside), inside)


def _of_module(scope: Scope) -> Iterator[Configured]:
    """The constants of a module."""
    for statement in scope.source.modules[scope.module].statements:
        small = only(statement.node)
        name = code_of(small.targets[0].target) if isinstance(small, cst.Assign) else ""
        if name.isupper() and name.isidentifier() and isinstance(small, cst.Assign):
            yield name, small.value, scope


def _of_class(binder: Statement | None, scope: Scope, depth: int = 0) -> Iterator[Configured]:
    """The attributes of a class, after those that it inherits."""
    if binder is None or not isinstance(binder.node, cst.ClassDef) or depth > _DEEP:
        return
    inside = Scope(scope.source, binder.module, scope.objects)
    for base in reversed(binder.node.bases):
        yield from _of_class(_behind(base.value, inside), inside, depth + 1)
    for line in binder.node.body.body:
        small = only(line)
        name = code_of(small.targets[0].target) if isinstance(small, cst.Assign) else ""
        if name.isupper() and name.isidentifier() and isinstance(small, cst.Assign):
            yield name, small.value, inside


def _behind(node: cst.BaseExpression, scope: Scope) -> Statement | None:
    """The class that an expression stands for: through `config = Config` and `choices["own"]`."""
    for _ in range(_DEEP):
        binder = _binder(node.value if isinstance(node, cst.Subscript) else node, scope)
        small = only(binder.node) if binder else None
        if binder is None or not isinstance(small, cst.Assign):
            return binder
        scope = Scope(scope.source, binder.module, scope.objects)
        value = _chosen(node, small.value) if isinstance(node, cst.Subscript) else small.value
        if not isinstance(value, cst.Name | cst.Attribute):
            return binder
        node = value
    return None


def _binder(node: cst.BaseExpression, scope: Scope) -> Statement | None:
    """The statement that binds a name, or `module.name`."""
    kind, _, rest = scope.meaning(node).partition(":")
    module, _, name = rest.partition(":")
    known = scope.source.modules.get(module) if kind == "own" else None
    origin = scope.source.origin(module, name) if known and name else None
    return scope.source.modules[origin.module].binder(origin.name) if isinstance(origin, Own) and origin.name else None


def _chosen(node: cst.Subscript, value: cst.BaseExpression) -> cst.BaseExpression | None:
    """The value of a literal key in a literal dictionary."""
    index = node.slice[0].slice
    key = text_of(index.value) if isinstance(index, cst.Index) else None
    for element in value.elements if isinstance(value, cst.Dict) else ():
        if isinstance(element, cst.DictElement) and key is not None and text_of(element.key) == key:
            return element.value
    return None
