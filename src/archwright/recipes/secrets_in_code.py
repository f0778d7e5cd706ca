"""Secrets that stand in the code: the same values go to `.env`, the code reads the settings."""

import re
from collections.abc import Iterator

import libcst as cst

from archwright.model.parts import Part, SettingPart
from archwright.model.ported import Improvement
from archwright.port.code import code_of, only, text_of
from archwright.port.example import Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.source import Source
from archwright.recipes.flask_settings import configured, setting_of

NAME = "secret-out-of-code"
_SECRET = re.compile(
    r"(?:^|_)(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|AUTH_?KEY|JWT_?KEY|ENCRYPTION_?KEY)"
    r"(?:_KEY|_ID|_VALUE)?$"
)
EXAMPLES = (
    Example(
        "a key in a constant is read from the settings",
        "from flask import Flask\napp = Flask(__name__)\nAPI_KEY = 'abc'\n"
        "@app.route('/')\ndef index():\n    return API_KEY[:1]\n",
        {"app/core/constants.py": "API_KEY = settings.api_key"},
    ),
    Example(
        "an app's own `settings` stay what they are",
        "from flask import Flask\napp = Flask(__name__)\nAPI_KEY = 'abc'\nsettings = {'shown': 1}\n"
        "@app.route('/')\ndef index():\n    return API_KEY[: settings['shown']]\n",
        {
            "app/core/constants.py": "from app.core.config import settings as app_settings\n"
            "API_KEY = app_settings.api_key\n"
        },
    ),
)


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """`API_KEY = "..."` of a module becomes `API_KEY = settings.api_key`."""
    small = only(node)
    if scope.hidden or not isinstance(small, cst.Assign) or not isinstance(original, cst.SimpleStatementLine):
        return None
    name = _constant(original)
    if not name or name not in {found for found, _, _ in _constants(scope.source)}:
        return None
    settings = scope.need_as("app.core.config", "settings", "app_settings")
    value = cst.Attribute(cst.Name(settings), cst.Name(name.lower()))
    return node.with_changes(body=[small.with_changes(value=value)])


def parts(original: Original) -> list[Part]:
    """A field for each constant."""
    return [
        SettingPart(name.lower(), "str", repr(value), secret=True) for name, value, _ in _constants(original.source)
    ]


def improvements(original: Original) -> list[Improvement]:
    """Each place with its value masked."""
    found = []
    for statement in original.source:
        code, path = statement.code.strip(), original.source.modules[statement.module].path
        scope = Scope(original.source, statement.module, original.objects)
        settings = [setting_of(*each) for each in configured(statement.node, scope)]
        secrets = [made for made in settings if made and made.secret and made.default.strip("'\"b")]
        name = _constant(statement.node)
        keys = [made.name for made in secrets] or ([name.lower()] if name else [])
        place = original.source.place_of(statement.module, code)
        assert place.file == path
        for key in keys:
            found.append(Improvement(NAME, place, _masked(code, key), f"settings.{key}, {key.upper()} in .env"))
    return found


def _masked(code: str, key: str) -> str:
    """The line that sets the key, without its value."""
    lines = [line.strip() for line in code.splitlines() if key in line.lower()] or ["..."]
    return re.sub(r"([=:,]\s*)[bru]*(['\"]).*?\2", r"\1'***'", lines[-1])


def _constants(source: Source) -> Iterator[tuple[str, str, str]]:
    """(name, value, module) of each constant with one value in the whole app."""
    found: dict[str, set[tuple[str, str]]] = {}
    for statement in source:
        name, small = _constant(statement.node), only(statement.node)
        if name and isinstance(small, cst.Assign):
            found.setdefault(name, set()).add((text_of(small.value) or "", statement.module))
    for name, values in found.items():
        if len({value for value, _ in values}) == 1:
            value, module = min(values)
            yield name, value, module


def _constant(node: cst.CSTNode) -> str:
    """The name of a constant that holds a secret, "" for any other statement."""
    small = only(node)
    if not isinstance(small, cst.Assign) or len(small.targets) != 1 or not text_of(small.value):
        return ""
    name = code_of(small.targets[0].target)
    return name if name.isupper() and name.isidentifier() and _SECRET.search(name) else ""
