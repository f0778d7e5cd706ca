"""The answers of one view, and what it may declare of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import libcst as cst

from archwright.port.code import code_of, returns_of
from archwright.port.idiom.answers import Answer, Known, read_answer
from archwright.port.idiom.locals import local_kinds
from archwright.port.idiom.state import COMPAT, NotIdiomatic, Surroundings
from archwright.port.rewrite import Import
from archwright.port.schemas import Declared, Whole


def known_in(node: cst.FunctionDef, imports: frozenset[Import], answers: Mapping[str, str]) -> Known:
    """What is known of the names of a function; `answers`: what the app's own functions return."""
    known = Known(compat_names(imports), origin_names(imports), {}, answers)
    return replace(known, locals=local_kinds(node, known))


def answers_in(node: cst.FunctionDef, known: Known) -> dict[cst.Return, Answer]:
    """Every answer of a view. Raises NotIdiomatic."""
    found: dict[cst.Return, Answer] = {}
    for each in returns_of(node):
        answer = read_answer(each.value, known)
        if answer is None:
            raise NotIdiomatic("an answer whose form only running tells")
        found[each] = answer
    return found


def compat_names(imports: frozenset[Import]) -> dict[str, str]:
    """Names of the module that stand for compat names."""
    compat = {i.bound: f"{i.module.removeprefix(COMPAT)}.{i.name}" for i in imports if i.module.startswith(COMPAT)}
    compat |= {i.bound: "redirect" for i in imports if i.module == "werkzeug.utils" and i.name == "redirect"}
    return compat | {i.bound: "abort" for i in imports if i.module == "werkzeug.exceptions" and i.name == "abort"}


def origin_names(imports: frozenset[Import]) -> dict[str, str]:
    """Names of the module that stand for something else: "module.name"."""
    return {i.bound: i.full for i in imports if not i.module.startswith(COMPAT)}


def declared_of(answers: Sequence[Answer], whole: Whole | None, surroundings: Surroundings) -> Declared | None:
    """What the route may declare: of each status that it only answers JSON with, as it did before it was cut."""
    if whole is None or surroundings.answering is None:
        return None
    node = next(node for node in cst.parse_module(whole.code.text).body if isinstance(node, cst.FunctionDef))
    try:
        before = list(answers_in(node, known_in(node, whole.code.imports, surroundings.answers)).values())
    except NotIdiomatic:
        return None
    if [(each.kind, each.status) for each in before] != [(each.kind, each.status) for each in answers]:
        return None
    if any(each.kind == "pair" for each in before):
        return None
    others = {each.status for each in before if each.kind != "json"}
    told = [(each.status if each.status not in others else "", code_of(each.value)) for each in before]
    return surroundings.answering.declared(whole, told)
