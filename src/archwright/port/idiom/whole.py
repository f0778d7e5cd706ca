"""Parts of the request that a view uses as a whole, as dependencies."""

from dataclasses import dataclass

import libcst as cst

from archwright.port.code import dotted
from archwright.port.idiom.reads import Parameter
from archwright.port.idiom.state import Beside, Idiom
from archwright.port.idiom.written import FORM
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import

_TEXT = '''
def read_{attribute}() -> {kind}:
    """{doc}"""
    return request.{attribute}


{alias} = Annotated[{kind}, Depends(read_{attribute})]
'''
_MULTI = Import("werkzeug.datastructures", "MultiDict")
_FILE = Import("werkzeug.datastructures", "FileStorage")


@dataclass(frozen=True)
class Part:
    """One attribute of the request: the parameter it becomes, and its type."""

    name: str
    alias: str
    kind: str
    doc: str
    needs: tuple[Import, ...] = ()


PARTS = {
    "args": Part("query", "QueryDep", "MultiDict[str, str]", "All that stands behind the question mark.", (_MULTI,)),
    "authorization": Part(
        "authorization", "AuthorizationDep", "Authorization | None", "Who the client says it is.",
        (Import("werkzeug.datastructures", "Authorization"),),
    ),
    "cookies": Part("cookies", "CookiesDep", "MultiDict[str, str]", "All cookies.", (_MULTI,)),
    "data": Part("body", "BodyDep", "bytes", "The body as it came."),
    "files": Part("files", "FilesDep", "MultiDict[str, FileStorage]", "The files that were sent.", (_MULTI, _FILE)),
    "headers": Part(
        "headers", "HeadersDep", "Headers", "All headers.", (Import("werkzeug.datastructures", "Headers"),)
    ),
    "host_url": Part("host_url", "HostDep", "str", "Where the application is."),
    "method": Part("method", "MethodDep", "str", "GET, POST or another."),
    "path": Part("path", "PathDep", "str", "The path of the URL."),
    "remote_addr": Part("remote_addr", "ClientDep", "str | None", "The address of the client."),
    "url": Part("url", "UrlDep", "str", "The URL that was asked for."),
    "values": Part("sent", "ValuesDep", "MultiDict[str, str]", "The query and the form together.", (_MULTI,)),
}  # fmt: skip


_JSON = '''
def read_get_json() -> Callable[..., Any]:
    """Reads the JSON body, or answers 415 and 400."""
    return request.get_json


GetJsonDep = Annotated[Callable[..., Any], Depends(read_get_json)]
'''


def json_reader(node: cst.BaseExpression, request: str, state: Idiom) -> str:
    """The parameter's name for `request.get_json(...)` and `request.json`, "" for anything else."""
    called = isinstance(node, cst.Call) and dotted(node.func) == f"{request}.get_json"
    if not called and dotted(node) != f"{request}.json":
        return ""
    needs = {
        Import("app.core.compat.request", "request"),
        Import("collections.abc", "Callable"),
        Import("typing", "Any"),
    }
    needs |= {Import("fastapi", "Depends"), Import("typing", "Annotated")}
    state.add_beside(Beside(FORM, MovedCode(_JSON, frozenset(needs))))
    state.needs.add(Import(FORM, "GetJsonDep"))
    return next(n for n in ("get_json", "read_json", "request_json") if n not in state.taken)


def whole_read(node: cst.BaseExpression, request: str, state: Idiom) -> Parameter | None:
    """The parameter for `request.files` and the like, which the state knows from then on."""
    head, _, attribute = dotted(node).partition(".")
    part = PARTS.get(attribute) if head == request else None
    if part is None:
        return None
    name = next(n for n in (part.name, f"request_{part.name}", f"{part.name}_") if n not in state.taken)
    own = {Import("app.core.compat.request", "request"), Import("fastapi", "Depends"), Import("typing", "Annotated")}
    text = _TEXT.format(attribute=attribute, kind=part.kind, doc=part.doc, alias=part.alias)
    state.add_beside(Beside(FORM, MovedCode(text, frozenset(own | set(part.needs)))))
    state.needs.add(Import(FORM, part.alias))
    return Parameter(name, part.alias)
