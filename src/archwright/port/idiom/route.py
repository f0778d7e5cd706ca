"""Rewrites one layered route into plain FastAPI, or finds that it needs the compat layer."""

from collections.abc import Iterable

import libcst as cst

from archwright.port.code import code_of
from archwright.port.idiom.forms import with_form
from archwright.port.idiom.given import take_given
from archwright.port.idiom.guarded import without_guards
from archwright.port.idiom.order import may_come_first
from archwright.port.idiom.returned import answers_in, compat_names, declared_of, known_in, origin_names
from archwright.port.idiom.rewriting import Aborts, Rewrite
from archwright.port.idiom.signature import OURS, with_signature, without_own_reads
from archwright.port.idiom.state import COMPAT, Idiom, Idiomatic, NotIdiomatic, Surroundings
from archwright.port.names import free_names, local_names
from archwright.port.rewrite import Import
from archwright.port.schemas import Whole
from archwright.port.split.ends import always_returns

_END = 'raise TypeError("The view function did not return a valid response.")\n'


def idiomatic(
    text: str,
    imports: Iterable[Import],
    surroundings: Surroundings,
    resource: str = "pages",
    whole: Whole | None = None,
) -> Idiomatic:
    """The route in plain FastAPI. Raises NotIdiomatic. `resource` names the module of its schemas; from `whole`, the
    view before it was cut, it learns what it may declare of its answers."""
    imports = frozenset(imports)
    node = cst.parse_module(text).body[0]
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        raise NotIdiomatic("a view that is not a plain function")
    bare = code_of(node.with_changes(decorators=[]))
    state = Idiom(compat_names(imports), surroundings, local_names(bare), origin_names(imports), resource)
    node = node if always_returns(bare) else _with_end(node, node.body)
    node = cst.ensure_type(node.visit(Aborts(state.compat)), cst.FunctionDef)
    node = with_form(without_guards(node, state), state)
    _order(node, state)
    known = known_in(node, imports, surroundings.answers)
    answers = answers_in(node, known)
    state.declared = declared_of(list(answers.values()), whole, surroundings)
    made = node.visit(Rewrite(state, answers, known))
    assert isinstance(made, cst.FunctionDef)
    given = take_given(free_names(code_of(made.with_changes(decorators=[]))), state)
    return _checked(with_signature(made, state, answers.values()), imports, given, state)


def _with_end(node: cst.FunctionDef, body: cst.IndentedBlock) -> cst.FunctionDef:
    """The view, failing where it ended without an answer, as Flask did for it."""
    comment = cst.EmptyLine(comment=cst.Comment("# The original ends here without an answer."))
    end = cst.ensure_type(cst.parse_statement(_END), cst.SimpleStatementLine).with_changes(leading_lines=[comment])
    return node.with_changes(body=body.with_changes(body=[*body.body, end]))


def _order(node: cst.FunctionDef, state: Idiom) -> None:
    """Which reads may become parameters although they may fail: parameters are read before the view begins."""
    request = state.named("request.request")
    state.query_first = may_come_first(node, rf"{request}\.args\[")
    state.json_first = may_come_first(node, rf"{request}\.(get_json\(|json\b)")


def _checked(node: cst.FunctionDef, imports: frozenset[Import], given: frozenset[str], state: Idiom) -> Idiomatic:
    code = without_own_reads(code_of(node))
    free = free_names(code)
    for name, meaning in sorted(state.compat.items()):
        if name in free and name not in given:
            raise NotIdiomatic(f"{meaning.rpartition('.')[2]}")
    code = code.replace(OURS, "request")
    free = free_names(code)
    kept = {need for need in imports if need.bound in free and not need.module.startswith(COMPAT)}
    kept = {need for need in kept if need.bound not in {n.bound for n in state.needs}}
    needs = frozenset(kept | {need for need in state.needs if need.bound in free})
    return Idiomatic(code, needs, tuple(state.beside), state.declared is not None)
