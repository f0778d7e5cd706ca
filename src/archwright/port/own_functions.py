"""What the app's own functions are to its routes: guards of views, or makers of answers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import libcst as cst

from archwright.model.facts import Facts
from archwright.model.replay import Exchange
from archwright.port.code import dotted, returns_of
from archwright.port.idiom import Guard
from archwright.port.idiom.answers import Known, read_answer
from archwright.port.idiom.forms import field_name
from archwright.port.idiom.guards import read_guard
from archwright.port.idiom.known_guards import object_guard
from archwright.port.idiom.returned import known_in
from archwright.port.move import MovedCode
from archwright.port.rewrite import Unmovable
from archwright.port.schemas import Answering
from archwright.port.schemas.definitions import Definitions
from archwright.port.schemas.evidence import heard_in
from archwright.port.schemas.writing import Models
from archwright.port.source import Own, Statement
from archwright.port.split.ends import always_returns

Tries = Mapping[Statement, MovedCode | Unmovable]
HomeOf = Callable[[Statement], str]


def guards_of(tries: Tries, home_of: HomeOf, objects: Mapping[Own, str]) -> dict[str, Guard]:
    """Guards by "module.name", those of Flask-HTTPAuth objects too."""
    found: dict[str, Guard] = {}
    for statement, name, code in _functions(tries):
        if isinstance(statement.node, cst.FunctionDef) and (guard := read_guard(code, home_of(statement))):
            found[f"{home_of(statement)}.{name}"] = guard
    for own, kind in objects.items():
        if kind.startswith("flask_httpauth."):
            module = "app.core.extensions"
            found[f"{module}.{own.name}.login_required"] = object_guard(own.name, module)
    return found


def answers_of(tries: Tries, home_of: HomeOf) -> dict[str, str]:
    """What functions return that routes may hand on, by "module.name"."""
    found: dict[str, str] = {}
    for _ in range(2):
        for statement, name, code in _functions(tries):
            kind = _returned(code, found) if isinstance(statement.node, cst.FunctionDef) else ""
            if kind:
                found[f"{home_of(statement)}.{name}"] = kind
    return found


def answering(
    facts: Facts, tries: Tries, home_of: HomeOf, recorded: Sequence[Exchange], resources: Collection[str]
) -> Answering:
    """What tells routes which models of their answers they may declare."""
    codes = {
        f"{home_of(statement)}.{name}": attempt
        for statement, attempt in tries.items()
        if isinstance(attempt, MovedCode) and isinstance(statement.node, cst.FunctionDef | cst.ClassDef)
        for name in statement.binds
    }
    classes = {entity.name: entity for entity in facts.entities if entity.kind == "orm"}
    entities = {full: classes[name] for full in codes if (name := full.rpartition(".")[2]) in classes}
    tables = {entity.table.lower(): entity for entity in facts.entities if entity.kind == "sql"}
    taken = frozenset(name for statement in tries for name in statement.binds | statement.uses)
    definitions = Definitions(codes, entities, tables)
    return Answering(definitions, heard_in(recorded), Models(taken, field_name, resources))


def _functions(tries: Tries) -> Iterator[tuple[Statement, str, MovedCode]]:
    for statement, attempt in tries.items():
        if isinstance(attempt, MovedCode) and isinstance(statement.node, cst.FunctionDef) and attempt.text:
            yield statement, statement.node.name.value, attempt


def _returned(code: MovedCode, answers: Mapping[str, str]) -> str:
    node = next((n for n in cst.parse_module(code.text).body if isinstance(n, cst.FunctionDef)), None)
    if node is None or node.decorators or node.asynchronous or "yield" in code.text or not always_returns(code.text):
        return ""
    known = known_in(node, code.imports, answers)
    kinds = {_kind(each.value, known) for each in returns_of(node)}
    return next(iter(kinds)) if len(kinds) == 1 else ""


def _kind(value: cst.BaseExpression | None, known: Known) -> str:
    """ "text", "json", "text, status", "json, status"; "" for anything else."""
    if isinstance(value, cst.Tuple):
        inner = _kind(value.elements[0].value, known) if len(value.elements) == 2 else ""
        second = value.elements[1].value
        is_status = isinstance(second, cst.Integer) or dotted(second) in ("code", "status", "status_code")
        return f"{inner}, status" if inner in ("text", "json") and is_status else ""
    if value is not None and known.is_text(value):
        return "text"
    answer = read_answer(value, known)
    return "json" if answer is not None and answer.kind == "json" and answer.value is value else ""
