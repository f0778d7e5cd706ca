"""Configuration: literals and environment look-ups become fields of `Settings`; what is computed stays a line of code."""

import ast
from collections.abc import Iterator

import libcst as cst

from archwright.model.parts import Part, SettingPart
from archwright.port.code import called, code_of, only, text_of
from archwright.port.recipe import Original
from archwright.port.roles import Claim, Dropped, Home
from archwright.port.source import Own, Statement

CONFIG = "@flask.Flask.config"
SECRETS = ("SECRET", "PASSWORD", "TOKEN", "API_KEY", "PRIVATE")
DATABASE_KEYS = frozenset({"SQLALCHEMY_DATABASE_URI"})
SERVER_KEYS = frozenset({"SQLALCHEMY_TRACK_MODIFICATIONS", "SQLALCHEMY_ECHO", "DEBUG", "ENV", "TEMPLATES_AUTO_RELOAD",
                         "SQLALCHEMY_TRACK_MODIFICATION"})  # fmt: skip


def claim(statement: Statement, original: Original) -> Claim | None:
    """`app.config[...] = ...`, `app.secret_key = ...`, `app.config.update(...)`, `from_object(...)`."""
    found = list(configured(statement, original))
    if not found:
        return None
    if all(key in DATABASE_KEYS | SERVER_KEYS or setting_of(key, value, statement, original) for key, value in found):
        return Claim(Dropped("app/core/config.py holds it"), 20)
    return Claim(Home("core", "configuration"), 20)


def configured(statement: Statement, original: Original) -> Iterator[tuple[str, cst.BaseExpression]]:
    """(key, value) of each configuration that a statement makes."""
    small = only(statement.node)
    if isinstance(small, cst.Assign) and len(small.targets) == 1:
        yield from _assigned(small.targets[0].target, small.value, statement, original)
    call = called(statement.node)
    meaning = original.meaning(statement, call.func) if call else ""
    if call is not None and meaning in (f"{CONFIG}.update", f"{CONFIG}.from_mapping"):
        yield from ((arg.keyword.value, arg.value) for arg in call.args if arg.keyword)
        yield from (pair for arg in call.args if isinstance(arg.value, cst.Dict) for pair in _pairs(arg.value))
    if call is not None and meaning == f"{CONFIG}.from_object" and call.args:
        yield from _of_class(call.args[0].value, statement, original)


def _assigned(
    place: cst.BaseExpression, value: cst.BaseExpression, statement: Statement, original: Original
) -> Iterator[tuple[str, cst.BaseExpression]]:
    if original.meaning(statement, place) in ("@flask.Flask.secret_key", "@flask.Flask.permanent_session_lifetime"):
        yield code_of(place).rpartition(".")[2].upper(), value
    elif isinstance(place, cst.Subscript) and original.meaning(statement, place.value) == CONFIG:
        index = place.slice[0].slice
        key = text_of(index.value) if isinstance(index, cst.Index) else None
        if key:
            yield key, value


def _pairs(node: cst.Dict) -> Iterator[tuple[str, cst.BaseExpression]]:
    for element in node.elements:
        if isinstance(element, cst.DictElement) and (key := text_of(element.key)):
            yield key, element.value


def _of_class(
    node: cst.BaseExpression, statement: Statement, original: Original
) -> Iterator[tuple[str, cst.BaseExpression]]:
    own = original.source.origin(statement.module, code_of(node))
    binder = original.source.modules[own.module].binder(own.name) if isinstance(own, Own) and own.name else None
    if binder is None or not isinstance(binder.node, cst.ClassDef):
        return
    for line in binder.node.body.body:
        small = only(line)
        if isinstance(small, cst.Assign) and isinstance(small.targets[0].target, cst.Name):
            yield small.targets[0].target.value, small.value


def setting_of(key: str, value: cst.BaseExpression, statement: Statement, original: Original) -> SettingPart | None:
    """The field for a key; None when the value is more than a literal or an environment look-up."""
    secret = any(word in key.upper() for word in SECRETS)
    literal = _literal(value, statement, original)
    if literal is not None:
        return SettingPart(key.lower(), _type(literal), repr(literal), "", secret)
    variable, default = _environment(value, statement, original)
    if variable is None:
        return None
    kind = _type(ast.literal_eval(default)) if default else "str | None"
    return SettingPart(key.lower(), kind, default or "None", "", secret and bool(default), variable)


def _literal(value: cst.BaseExpression, statement: Statement, original: Original) -> object:
    own = original.source.origin(statement.module, code_of(value)) if isinstance(value, cst.Name) else None
    if isinstance(own, Own) and own.name and (binder := original.source.modules[own.module].binder(own.name)):
        small = only(binder.node)
        value = small.value if isinstance(small, cst.Assign) else value
    try:
        found = ast.literal_eval(code_of(value))
    except (ValueError, SyntaxError):
        return None
    return found if isinstance(found, str | int | float | bool | bytes) else None


def _environment(value: cst.BaseExpression, statement: Statement, original: Original) -> tuple[str | None, str]:
    """(variable, literal default) of `os.environ.get("X", "d")`, `os.getenv("X") or "d"`, `os.environ["X"]`."""
    fallback = ""
    if isinstance(value, cst.BooleanOperation) and isinstance(value.operator, cst.Or):
        fallback = code_of(value.right)
        value = value.left
    if isinstance(value, cst.Subscript) and original.meaning(statement, value.value) == "os.environ":
        index = value.slice[0].slice
        return (text_of(index.value) if isinstance(index, cst.Index) else None), _only_literal(fallback)
    if not isinstance(value, cst.Call) or original.meaning(statement, value.func) not in ("os.environ.get", "os.getenv"):
        return None, ""
    default = fallback or (code_of(value.args[1].value) if len(value.args) > 1 else "")
    if default and not _only_literal(default):
        return None, ""
    return text_of(value.args[0].value), _only_literal(default)


def _only_literal(code: str) -> str:
    try:
        ast.literal_eval(code)
    except (ValueError, SyntaxError):
        return ""
    return code


def _type(value: object) -> str:
    return type(value).__name__


def parts(original: Original) -> list[Part]:
    """One field a key; the last value wins, as it does in the original."""
    fields: dict[str, Part] = {}
    for statement in original.source:
        for key, value in configured(statement, original):
            made = None if key in DATABASE_KEYS | SERVER_KEYS else setting_of(key, value, statement, original)
            if made:
                fields[key] = made
    return list(fields.values())
