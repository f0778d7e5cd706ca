"""Settings, and secrets among them: what the source had stays effective in `.env`, code and example hold none."""

import ast
import json
import re
from base64 import b64encode
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.model.parts import LentVariable, SettingPart


@dataclass(frozen=True)
class Secret:
    """How a secret setting is written. `default` is "" when it must be set; `value` is the source's own, if any."""

    environment: str
    type: str
    default: str
    value: str | None
    placeholder: str = "change-me"

    @property
    def required(self) -> bool:
        """Whether the app refuses to start without it."""
        return not self.default

    @property
    def quoted(self) -> str:
        """The value as a line of `.env` holds it."""
        escaped = (self.value or "").replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"


def environment_name(setting: SettingPart) -> str:
    """The variable a setting is read from."""
    return setting.environment or setting.name.upper()


def shown_default(setting: SettingPart) -> str:
    """The default as one would write it into `.env`, where that is possible."""
    plain = re.fullmatch(r"'([^'\\]*)'|\"([^\"\\]*)\"", setting.default)
    return (plain[1] or plain[2] or "") if plain else setting.default


def lent_values(backend: Backend) -> dict[str, str]:
    """What to start with for each variable that the app's own code asks for: the setting's default where it is one."""
    settings = {environment_name(setting): setting for setting in backend.settings}
    return {
        lent.name: shown_default(setting) if setting and setting.default and not setting.secret else lent.value
        for lent in backend.parts.of(LentVariable)
        for setting in [settings.get(lent.name)]
        if not (setting and setting.secret and read_secret(setting).value is not None)
    }


def read_secret(setting: SettingPart) -> Secret:
    """A literal goes to `.env`, as JSON when it is no text; no default means it must be set; else it is drawn anew."""
    name = environment_name(setting)
    if not setting.default:
        return Secret(name, setting.type, "", None)
    match _literal(setting.default):
        case bytes() as data:
            encoded = b64encode(data).decode()
            return Secret(name, "Base64Bytes", "", encoded, b64encode(b"change-me").decode())
        case "" | None:
            return Secret(name, setting.type, setting.default, None)
        case str() as text:
            return Secret(name, setting.type, "", text)
        case int() | float() | list() | tuple() | dict() as value:
            return Secret(name, setting.type, "", json.dumps(value), json.dumps(type(value)()))
        case _:
            return Secret(name, setting.type, _drawn(setting.type), None)


def _literal(expression: str) -> object:
    try:
        return ast.literal_eval(expression)
    except (ValueError, SyntaxError):
        return ...


def _drawn(kind: str) -> str:
    return "token_bytes(32)" if kind.startswith("bytes") else "token_hex(32)"
