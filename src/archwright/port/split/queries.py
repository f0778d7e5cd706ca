"""Takes the queries out of service methods into repository methods."""

import ast
import re
from collections.abc import Iterable, Sequence

import libcst as cst

from archwright.port.code import code_of
from archwright.port.names import local_names
from archwright.port.rewrite import Import
from archwright.port.split.cut import Function, Method, call_text, method_text, replace_chains
from archwright.port.split.flow import flow_of
from archwright.port.split.kinds import Kinds, kinds_of
from archwright.port.split.naming import Names, query_name

SESSION = "current_session"
VERBS = frozenset({"add", "add_all", "commit", "delete", "flush", "merge", "refresh", "rollback"})
_VERB = re.compile(r"current_session\(\)\.(\w+)$")


def split_queries(
    methods: Sequence[Method], imports: Iterable[Import], names: Names
) -> tuple[tuple[Method, ...], tuple[Method, ...]]:
    """(service methods that call `self._repository`, repository methods)."""
    queries: list[Method] = []
    done = tuple(_split(method, frozenset(imports), names, queries) for method in methods)
    return done, tuple(queries)


def _split(method: Method, imports: frozenset[Import], names: Names, queries: list[Method]) -> Method:
    node = cst.parse_module(method.text).body[0]
    assert isinstance(node, cst.FunctionDef)
    kinds = kinds_of(method.text, imports)
    loads = flow_of(method.text).loads
    if not kinds.handles and not kinds.is_database(loads):
        return method
    if kinds.handles or not (kinds.database - kinds.alone).isdisjoint(loads) or _changes(method.text, kinds):
        return _whole(method, node, names, queries)
    return _expressions(method, node, kinds, names, queries)


def _changes(code: str, kinds: Kinds) -> bool:
    """Whether something that is kept is set or deleted by its key: no call can stand for that."""
    held = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Subscript))
    changed = (node.value for node in held if not isinstance(node.ctx, ast.Load))
    return any(isinstance(value, ast.Name) and value.id in kinds.database for value in changed)


def _whole(method: Method, node: cst.FunctionDef, names: Names, queries: list[Method]) -> Method:
    """Raw SQL moves with the statements around it."""
    name, new = names.give(method.name, method.text)
    if new:
        queries.append(
            Method(
                name,
                method.text.replace(f"def {method.name}(", f"def {name}(", 1).replace(f"{SESSION}()", "self._session"),
            )
        )
    params = [param.name.value for param in node.params.params[1:]]
    returns = code_of(node.returns.annotation) if node.returns else "None"
    call = f"self._repository.{name}({', '.join(params)})"
    head = method.text.split(":\n", 1)[0]
    return Method(method.name, f"{head}:\n    {'return ' if returns != 'None' else ''}{call}\n")


def _name(names: Names, code: str, method: str) -> tuple[str, bool]:
    """(name, whether it is new): after the query, or as the service calls it."""
    wanted = query_name(code, method)
    says_it = method.split("_")[:2] == wanted.split("_")[:2]
    return names.give(wanted, code, method if says_it else f"{wanted}_for_{method}")


def _expressions(method: Method, node: cst.FunctionDef, kinds: Kinds, names: Names, queries: list[Method]) -> Method:
    function = Function(method.text, local_names(method.text))
    types = {p.name.value: code_of(p.annotation.annotation) for p in node.params.params if p.annotation}

    def replace(chain: cst.BaseExpression) -> cst.BaseExpression | None:
        code = code_of(chain)
        if isinstance(chain, cst.Call) and (verb := _VERB.match(code_of(chain.func))) and verb[1] in VERBS:
            inner = code[len(f"{SESSION}()") :]
            return cst.parse_expression(f"self._repository{inner}") if SESSION not in inner else None
        inputs = sorted(flow_of(f"({code})\n").loads & function.locals - {"self"})
        name, new = _name(names, code, method.name)
        if new:
            body = f"return {code}".replace(f"{SESSION}()", "self._session")
            queries.append(Method(name, method_text(name, inputs, body, [], types).replace("-> None:", "-> Any:", 1)))
        return cst.parse_expression(call_text("self._repository", name, [(item, item) for item in inputs]))

    return Method(method.name, code_of(replace_chains(node, lambda name: name in kinds.database, replace)))
