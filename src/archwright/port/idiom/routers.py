"""The router decorators of a route, and what they are told more."""

import libcst as cst

from archwright.port.code import code_of

_BODILESS = ("router.get", "router.head", "router.options")


def with_arguments(decorator: cst.Decorator, arguments: str) -> cst.Decorator:
    """The decorator, called with further keyword arguments, given as text ("status_code=201"; "" for none)."""
    if not arguments:
        return decorator
    code = code_of(decorator.decorator).rstrip().removesuffix(")").rstrip().rstrip(",")
    return decorator.with_changes(decorator=cst.parse_expression(f"{code}, {arguments})"))


def with_body(decorator: cst.Decorator, body: str) -> cst.Decorator:
    """The decorator with what the route documents of its body; as it is where no body is sent."""
    code = code_of(decorator.decorator)
    if not code.startswith("router.") or code.startswith(_BODILESS):
        return decorator
    return with_arguments(decorator, f"openapi_extra={body}")
