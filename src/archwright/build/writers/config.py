"""app/core/config.py, .env and .env.example: the settings."""

import re
from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.settings import Secret, environment_name, lent_values, read_secret, shown_default
from archwright.build.template import render
from archwright.model.parts import SettingPart, TextFile

# Names that the type or the default of a setting may use, and where they come from.
KNOWN = {
    "Annotated": "from typing import Annotated",
    "Any": "from typing import Any",
    "Base64Bytes": "from pydantic import Base64Bytes",
    "Decimal": "from decimal import Decimal",
    "Literal": "from typing import Literal",
    "date": "from datetime import date",
    "datetime": "from datetime import datetime",
    "os": "import os",
    "timedelta": "from datetime import timedelta",
    "token_bytes": "from secrets import token_bytes",
    "token_hex": "from secrets import token_hex",
    "Field": "from pydantic import Field",
}
# What a line of a class has room for.
LINE = 116


def write(backend: Backend) -> Iterator[TextFile]:
    """The class, what the source's secrets are, and what one may set."""
    yield from write_settings(backend, "app/core/config.py")


def write_settings(backend: Backend, template: str) -> Iterator[TextFile]:
    """The same, with the module's text from a template."""
    secrets = {setting.name: read_secret(setting) for setting in backend.settings if setting.secret}
    fields = [_field(setting, secrets.get(setting.name)) for setting in backend.settings]
    words = set(re.findall(r"\w+", "\n".join(fields)))
    imports = sorted(line for name, line in KNOWN.items() if name in words)
    yield TextFile("app/core/config.py", render(template, imports="\n".join(imports), fields=fields))
    yield TextFile(".env.example", "\n".join([*_examples(backend.settings, secrets), *_asked(backend)]) + "\n")
    values = [f"{secret.environment}={secret.quoted}" for secret in secrets.values() if secret.value is not None]
    values += [f"{name}='{value}'" for name, value in lent_values(backend).items()]
    if values:
        yield TextFile(".env", "\n".join(values) + "\n")


def _asked(backend: Backend) -> Iterator[str]:
    known = {environment_name(setting) for setting in backend.settings}
    for name, value in lent_values(backend).items():
        if name not in known:
            yield from ("# The app's own code asks for it; this value is made up.", f"{name}='{value}'")


def _field(setting: SettingPart, secret: Secret | None) -> str:
    kind = secret.type if secret else setting.type
    default = secret.default if secret else setting.default
    alias = setting.environment and setting.environment.lower() != setting.name.lower()
    if alias:
        value = f" = Field({default + ', ' if default else ''}validation_alias={setting.environment!r})"
    else:
        value = f" = {default}" if default else ""
    field = f"{setting.name}: {kind}{value}"
    beside = f"{field}  # {setting.doc}"
    short = setting.doc and "\n" not in setting.doc and len(beside) <= LINE
    return beside if short else "\n".join([*_comment(setting.doc), field])


def _comment(doc: str) -> list[str]:
    return [f"# {line}" for line in doc.splitlines() if line.strip()]


def _examples(settings: tuple[SettingPart, ...], secrets: dict[str, Secret]) -> Iterator[str]:
    yield "# Copy to .env; a variable of the environment wins over the file."
    for setting in settings:
        yield from _comment(setting.doc)
        name = environment_name(setting)
        if setting.name in secrets:
            yield f"{'' if secrets[setting.name].required else '# '}{name}={secrets[setting.name].placeholder}"
        else:
            yield f"# {name}={shown_default(setting)}"
