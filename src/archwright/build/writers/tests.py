"""tests/: the client fixture, and tests of what the platform itself promises."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from archwright.build.backend import Backend
from archwright.build.layout import LEGACY
from archwright.build.settings import environment_name, lent_values, read_secret
from archwright.build.template import file
from archwright.model.parts import Asset, TextFile

DATABASES = {
    "none": (),
    "models": (("DATABASE_URL", "empty_database(tmp_path)"),),
    "sqlite3": (("DATABASE_PATH", "str(tmp_path / 'test.db')"),),
}
# The original puts its folder on the path and takes the place of the main module; its own modules go with the test.
FORGETTING = (
    'monkeypatch.setattr(sys, "path", [*sys.path])',
    'monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])',
    'source = str(Path(__file__).parents[1] / "app" / "legacy")',
    "for name, module in [*sys.modules.items()]:",
    '    if str(getattr(module, "__file__", None)).startswith(source):',
    "        del sys.modules[name]",
)

NOWHERE = {"MONGODB_URL": "mongodb://127.0.0.1:9/tests?serverSelectionTimeoutMS=100"}
"""Servers that tests do without: whoever asks for one is told so at once."""
KEEP_TABLES = frozenset({"advanced_alchemy", "sqlmodel"})
"""Packages with one list of tables for whoever imports them; a second import of the application is refused there."""
_IMPORTED = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.MULTILINE)


def write(backend: Backend) -> Iterator[TextFile]:
    """The tests that every backend of this kind has."""
    kind = backend.database.kind
    texts = _texts(backend)
    yield file(
        "tests/conftest.py",
        forgetting=FORGETTING if backend.has(LEGACY) else (),
        environment=_environment(backend),
        migrates=backend.database.migrates,
        engine=kind == "models",
        hashes=any("generate_password_hash" in text for text in texts),
        forgotten=_forgotten(texts),
        place="" if kind == "none" else ", on a database of its own",
    )
    yield file("tests/integration/test_health.py", health=backend.health)
    if backend.database.migrates:
        yield file("tests/integration/test_migrations.py", f"tests/integration/test_migrations_{kind}.py")


def _texts(backend: Backend) -> list[str]:
    """The code of the application, and of the mounted original."""
    originals = [asset for asset in backend.parts.of(Asset) if asset.path.startswith(f"{LEGACY}/")]
    carried = [Path(a.source).read_text("utf-8", errors="replace") for a in originals if a.path.endswith(".py")]
    return [*(file.text for file in backend.parts.of(TextFile)), *carried]


def _forgotten(texts: Sequence[str]) -> str:
    """The test for packages that are imported anew: the application, and those that keep a list of its tables."""
    imported = {name for text in texts for name in _IMPORTED.findall(text)}
    also = sorted(imported & KEEP_TABLES)
    return f"in {{{', '.join(repr(name) for name in ['app', *also])}}}" if also else '== "app"'


def _environment(backend: Backend) -> list[tuple[str, str]]:
    found = {name: repr(value) for name, value in lent_values(backend).items()}
    found |= dict(_secrets(backend))
    return [*(found | dict(DATABASES[backend.database.kind])).items()]


def _secrets(backend: Backend) -> Iterator[tuple[str, str]]:
    """Stand-ins for secrets, so that tests run where there is no .env."""
    secret = [setting for setting in backend.settings if setting.secret and read_secret(setting).required]
    for setting in sorted(secret, key=environment_name):
        name = environment_name(setting)
        yield name, repr(NOWHERE.get(name, read_secret(setting).placeholder))
