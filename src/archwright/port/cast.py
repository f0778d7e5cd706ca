"""Gives every top-level statement of the original its role, by asking the recipes."""

import libcst as cst

from archwright.port.code import called, target
from archwright.port.recipe import Original, Recipes
from archwright.port.rewrite import Scope
from archwright.port.roles import Cast, Definition, Dropped, Role, Work
from archwright.port.source import External, Own, Source, Statement, is_import

PARSERS = frozenset({"argparse", "optparse", "getopt"})


def find_objects(source: Source, recipes: Recipes) -> dict[Own, str]:
    """Names bound to an instance of a framework class: Own("app", "db") -> "flask_sqlalchemy.SQLAlchemy"."""
    objects: dict[Own, str] = {}
    for statement in source:
        call, name = called(statement.node), target(statement.node)
        if call is not None and name and "." not in name:
            meaning = Scope(source, statement.module, {}).meaning(call.func)
            if meaning in recipes.object_classes:
                objects[Own(statement.module, name)] = meaning
    return objects


def give_roles(original: Original, recipes: Recipes, *, as_program: bool = True) -> Cast:
    """The role of every statement; the strongest claim wins, the first of equals."""
    used = frozenset(name for statement in original.source for name in statement.uses)
    roles = {statement: _role(statement, original, recipes, used) for statement in original.source}
    for statement in original.source:
        if statement.tail and not as_program:
            roles[statement] = Dropped("stands under a main guard that was not entered when the answers were recorded")
    for statement in _command_line(original.source):
        roles[statement] = Dropped("the prototype's command line; the server has its own")
    return Cast(roles)


def _command_line(source: Source) -> list[Statement]:
    """What under the main guard reads the command line, and what only hands that on."""
    tainted: set[tuple[str, str]] = set()
    found = []
    for statement in source:
        if (
            not statement.tail
            or is_import(statement.node)
            or isinstance(statement.node, cst.FunctionDef | cst.ClassDef)
        ):
            continue
        origins = {name: source.origin(statement.module, name) for name in statement.uses}
        parses = any(isinstance(o, External) and o.module in PARSERS for o in origins.values())
        if parses or any((statement.module, name) in tainted for name in statement.uses):
            tainted |= {(statement.module, name) for name in statement.binds}
            found.append(statement)
    return found


def _role(statement: Statement, original: Original, recipes: Recipes, used: frozenset[str]) -> Role:
    if is_import(statement.node):
        return Dropped("imports are made anew for each module")
    claims = [claim for ask in recipes.claims if (claim := ask(statement, original)) is not None]
    if claims:
        return max(claims, key=lambda claim: claim.strength).role
    return _by_shape(statement, used)


def _by_shape(statement: Statement, used: frozenset[str]) -> Role:
    node = statement.node
    if isinstance(node, cst.SimpleStatementLine) and _is_text(node):
        return Dropped("a docstring of the whole module")
    if isinstance(node, cst.FunctionDef | cst.ClassDef):
        return Definition()
    compound = not isinstance(node, cst.SimpleStatementLine)
    if (statement.tail or compound) and statement.binds.isdisjoint(used):
        return Work()
    return Definition() if statement.binds else Work()


def _is_text(node: cst.SimpleStatementLine) -> bool:
    texts = (cst.SimpleString, cst.ConcatenatedString)
    return all(isinstance(s, cst.Pass) or (isinstance(s, cst.Expr) and isinstance(s.value, texts)) for s in node.body)
