"""The `.env` of a generated backend: drawn once, and the user's from then on."""

from pathlib import Path
from secrets import token_urlsafe

from archwright.build.settings import environment_name, read_secret
from archwright.model.parts import Parts, SettingPart

NAME = ".env"


def environment(parts: Parts, output: Path) -> dict[str, str | bytes]:
    """What is there already, as it is; else a value drawn for each secret that must be set."""
    there = output / NAME
    if there.is_file():
        return {NAME: there.read_bytes()}
    secrets = (setting for setting in parts.of(SettingPart) if setting.secret and read_secret(setting).required)
    lines = [f"{environment_name(setting)}={token_urlsafe(48)}\n" for setting in secrets]
    return {NAME: "".join(lines)} if lines else {}
