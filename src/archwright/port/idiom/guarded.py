"""Takes the guards off a view: they become dependencies of its route, in the same order."""

import ast

import libcst as cst

from archwright.port.code import code_of, decorator_name
from archwright.port.idiom.known_guards import known_guard
from archwright.port.idiom.state import Guard, Idiom, NotIdiomatic
from archwright.port.rewrite import Import


def without_guards(node: cst.FunctionDef, state: Idiom) -> cst.FunctionDef:
    """The view without its guards and without the parameters that they fill in; the state knows them."""
    kept: list[cst.Decorator] = []
    found: list[tuple[Guard, str | None]] = []
    hidden = 0
    for decorator in node.decorators:
        name = decorator_name(decorator)
        if state.compat.get(name) == "wire.wire":
            hidden = _hidden(decorator)
        elif name.startswith("router."):
            kept.append(decorator)
        else:
            found.append((_guard(name, state), _arguments(decorator)))
    made = node.with_changes(decorators=kept)
    if not found:
        return _checked(made, hidden)
    return _checked(_depending(made, found, state), hidden - sum(bool(g.by_place or g.by_name) for g, _ in found))


def _checked(node: cst.FunctionDef, hidden: int) -> cst.FunctionDef:
    if hidden:
        raise NotIdiomatic("a parameter that a decorator fills in")
    return node


def _hidden(decorator: cst.Decorator) -> int:
    call = ast.parse(code_of(decorator.decorator).strip(), mode="eval").body
    given = [k.value for k in call.keywords if k.arg == "hide"] if isinstance(call, ast.Call) else []
    return len(ast.literal_eval(given[0])) if given else 0


def _guard(name: str, state: Idiom) -> Guard:
    found = state.surroundings.guards.get(state.origins.get(name, "")) or known_guard(state.compat.get(name, ""))
    if found is None and "." in name:
        owner, _, verb = name.partition(".")
        found = state.surroundings.guards.get(f"{state.origins.get(owner, '')}.{verb}")
    if found is None:
        raise NotIdiomatic(f"the decorator {name}")
    return found


def _arguments(decorator: cst.Decorator) -> str | None:
    """The arguments of `@guard(...)` as text, None for `@guard`."""
    inner = decorator.decorator
    if not isinstance(inner, cst.Call):
        return None
    return ", ".join(code_of(arg.with_changes(comma=cst.MaybeSentinel.DEFAULT)) for arg in inner.args)


def _depending(node: cst.FunctionDef, found: list[tuple[Guard, str | None]], state: Idiom) -> cst.FunctionDef:
    filling = [pair for pair in found if pair[0].by_place or pair[0].by_name]
    if len(filling) > 1 or (filling and filling[0] is not found[-1] and filling[0][0].options):
        raise NotIdiomatic("several decorators that fill in parameters")
    for guard, arguments in found:
        if guard.options == (arguments is None):
            raise NotIdiomatic(f"the decorator {guard.name} in another form")
        state.add_beside(guard.home)
        state.needs |= {Import(guard.home.module, guard.name), Import("fastapi", "Depends")}
    last_plain = max((i for i, pair in enumerate(found) if pair not in filling), default=-1)
    # What fills in a parameter stands here too when another guard comes after it; it still runs only once.
    state.options += [f"Depends({_called(*pair)})" for pair in found[: last_plain + 1]]
    return _filled(node, filling[0], state) if filling else node


def _called(guard: Guard, arguments: str | None) -> str:
    return f"{guard.name}({arguments})" if guard.options else guard.name


def _filled(node: cst.FunctionDef, pair: tuple[Guard, str | None], state: Idiom) -> cst.FunctionDef:
    guard, arguments = pair
    params = list(node.params.params)
    at = 0 if guard.by_place else next((i for i, p in enumerate(params) if p.name.value == guard.by_name), -1)
    if not params or at < 0:
        raise NotIdiomatic(f"the decorator {guard.name}, whose value has no parameter")
    param = params.pop(at)
    state.first.append(f"{param.name.value}: Annotated[Any, Depends({_called(guard, arguments)})]")
    state.needs |= {Import("typing", "Annotated"), Import("typing", "Any")}
    return node.with_changes(params=node.params.with_changes(params=params))
