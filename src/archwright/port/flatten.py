"""The top-level statements of a module as if it were written flat: no factory, no main guard, no guarded imports."""

from collections.abc import Iterable, Iterator, Mapping

import libcst as cst

from archwright.port.code import called, code_of, dotted, only
from archwright.port.names import bound_names, free_names


def flatten(body: Iterable[object]) -> Iterator[tuple[cst.BaseStatement, bool]]:
    """Top-level statements, one small statement a line; the main guard's body comes last, marked."""
    nodes = [node for node in body if isinstance(node, cst.BaseStatement)]
    factories = {node.name.value for node in nodes if isinstance(node, cst.FunctionDef) and _makes_app(node)}
    tail: list[cst.BaseStatement] = []
    for node in _opened(nodes, factories):
        if isinstance(node, cst.If) and _is_main_guard(node):
            inside = [inner for inner in node.body.body if isinstance(inner, cst.BaseStatement)]
            tail.extend(_opened(inside, factories))
        elif isinstance(node, cst.SimpleStatementLine) and len(node.body) > 1:
            for small in node.body:
                yield node.with_changes(body=[small.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)]), False
        else:
            yield node, False
    for node in tail:
        yield node, True


def _opened(body: list[cst.BaseStatement], factories: set[str]) -> Iterator[cst.BaseStatement]:
    """Statements with the body of an application factory in the place of the factory; its calls fall away."""
    for node in body:
        if isinstance(node, cst.FunctionDef) and node.name.value in factories:
            yield from _inside(node)
        elif isinstance(node, cst.Try) and _only_imports(node):
            yield from (inner for inner in node.body.body if isinstance(inner, cst.BaseStatement))
        elif not (factories and isinstance(node, cst.SimpleStatementLine) and _calls(node, factories)):
            yield node


def _only_imports(node: cst.Try) -> bool:
    """Whether it guards imports that nothing stands in for: the original runs, so all of them were found."""
    inside = [only(inner) for inner in node.body.body]
    imports = [inner for inner in inside if isinstance(inner, cst.Import | cst.ImportFrom)]
    said = [inner for inner in inside if isinstance(inner, cst.Expr)]
    if not imports or len(imports) + len(said) < len(inside) or node.orelse or node.finalbody:
        return False
    return not any(bound_names(code_of(handler.body)) for handler in node.handlers)


def _makes_app(node: cst.FunctionDef) -> bool:
    body = [only(s) for s in node.body.body if isinstance(s, cst.SimpleStatementLine)]
    made = {code_of(s.targets[0].target) for s in body if isinstance(s, cst.Assign) and _is_flask(s.value)}
    returned = {code_of(s.value) for s in body if isinstance(s, cst.Return) and s.value}
    return bool(made & returned)


def _is_flask(value: cst.BaseExpression) -> bool:
    return isinstance(value, cst.Call) and dotted(value.func).rpartition(".")[2] == "Flask"


def _inside(node: cst.FunctionDef) -> Iterator[cst.BaseStatement]:
    given = _given(node.params)
    empty = {name: value for name, value in given.items() if value in ("None", "{}", "()")}
    body = [s for s in node.body.body if isinstance(s, cst.BaseStatement) and not isinstance(only(s), cst.Return)]
    done = [inner for statement in body for inner in _decided(statement, empty)]
    used = {name for statement in done for name in free_names(code_of(statement))}
    for name, value in given.items():
        if value == "None" or name in used:
            yield cst.parse_statement(f"{name} = {value}\n")
    yield from done


def _given(params: cst.Parameters) -> dict[str, str]:
    """What the parameters are when the factory is called without arguments."""
    several = {params.star_arg: "()", params.star_kwarg: "{}"}
    plain = [param for param in (*params.params, *params.kwonly_params) if param.default is not None]
    stars = {param.name.value: empty for param, empty in several.items() if isinstance(param, cst.Param)}
    return {**{param.name.value: code_of(param.default) for param in plain if param.default}, **stars}


def _hands_on(node: cst.BaseStatement, empty: Mapping[str, str]) -> bool:
    """Whether it is a call with nothing but what is empty: `app.config.from_mapping(**config)`."""
    call = called(node)
    names = [arg.value.value for arg in call.args if isinstance(arg.value, cst.Name)] if call is not None else []
    return bool(names) and call is not None and len(names) == len(call.args) and set(names) <= set(empty)


def _decided(node: cst.BaseStatement, absent: Mapping[str, str]) -> Iterator[cst.BaseStatement]:
    """What a factory without arguments does: `if config is None:` is one of its branches, and handing on nothing is
    nothing."""
    given = _is_given(node.test, absent) if isinstance(node, cst.If) else None
    if not isinstance(node, cst.If) or given is None:
        yield from () if _hands_on(node, absent) else (node,)
    elif given:
        yield from (inner for inner in node.body.body if isinstance(inner, cst.BaseStatement))
    elif isinstance(node.orelse, cst.Else):
        yield from (inner for inner in node.orelse.body.body if isinstance(inner, cst.BaseStatement))
    elif node.orelse is not None:
        yield from _decided(node.orelse, absent)


def _is_given(test: cst.BaseExpression, absent: Mapping[str, str]) -> bool | None:
    """What a test of an argument that is None or empty gives; None for any other test."""
    code = code_of(test)
    name = code.removeprefix("not ").removesuffix(" is None").removesuffix(" is not None")
    if name not in absent:
        return None
    if code.endswith((" is None", " is not None")):
        return (absent[name] == "None") == code.endswith(" is None")
    return code == f"not {name}"


def _calls(node: cst.SimpleStatementLine, names: set[str]) -> bool:
    """Whether it makes the application, or makes and runs it."""
    call = called(node)
    run = call.func if call is not None else None
    if isinstance(run, cst.Attribute) and run.attr.value == "run" and isinstance(run.value, cst.Call):
        call = run.value
    return call is not None and dotted(call.func) in names


def _is_main_guard(node: cst.If) -> bool:
    code = code_of(node.test)
    return "__name__" in code and "__main__" in code
