"""A class view as functions, one for each HTTP method it has."""

from dataclasses import replace

import libcst as cst

from archwright.model.facts import Route
from archwright.port.code import code_of, dotted, only, target
from archwright.port.names import free_names
from archwright.port.rewrite import Unmovable
from archwright.port.routes import VERBS
from archwright.port.split.naming import snake

RESOURCES = ("Resource",)
DECORATOR_LISTS = ("decorators", "method_decorators")


def class_functions(node: cst.ClassDef, routes: list[Route], api: str) -> list[tuple[cst.FunctionDef, list[Route]]]:
    """(function, its routes) for each method. `api` is the object whose `output` formats what a Resource returns.

    Raises Unmovable when a method works with `self`.
    """
    is_resource = any(dotted(base.value).rpartition(".")[2] in RESOURCES for base in node.bases)
    around = _class_decorators(node) + ([_decorator(f"{api}.output")] if is_resource and api else [])
    found = []
    for method in node.body.body:
        verb = method.name.value.upper() if isinstance(method, cst.FunctionDef) else ""
        own = [replace(route, methods=(verb,)) for route in routes if verb in route.methods]
        if isinstance(method, cst.FunctionDef) and verb in VERBS and own:
            found.append((_function(method, node.name.value, around), own))
    if not found:
        raise Unmovable(f"the class {node.name.value} has no method that could be read", "methods named get, post, ...")
    return found


def _function(method: cst.FunctionDef, owner: str, around: list[cst.Decorator]) -> cst.FunctionDef:
    params = method.params.with_changes(params=method.params.params[1:])
    name = cst.Name(f"{method.name.value}_{snake(owner)}")
    bare = method.with_changes(params=params, name=name, decorators=[*around, *method.decorators], returns=None)
    used = free_names(code_of(bare.with_changes(decorators=[], leading_lines=[])))
    if "self" in used or "super" in code_of(method.body):
        raise Unmovable(f"the method {method.name.value} works with its object", "a function, or a service it calls")
    return bare


def _class_decorators(node: cst.ClassDef) -> list[cst.Decorator]:
    """Decorators that a class puts around each method, outermost first."""
    for line in node.body.body:
        small = only(line)
        if target(line) in DECORATOR_LISTS and isinstance(small, cst.Assign):
            if not isinstance(small.value, cst.List | cst.Tuple):
                raise Unmovable(
                    f"decorators of {node.name.value} that depend on the method", "decorators on each method"
                )
            return [cst.Decorator(element.value) for element in reversed(small.value.elements)]
    return []


def _decorator(text: str) -> cst.Decorator:
    return cst.Decorator(cst.parse_expression(text))
