"""tests/conftest.py: a database, the running application, and clients that act as somebody."""

from collections.abc import Iterator

from archwright.build.backend import Backend
from archwright.build.settings import environment_name, read_secret
from archwright.build.template import file
from archwright.model.parts import TextFile
from archwright.model.resources import LoginPart, TestSettingPart

# Long enough for every check of a secret.
STAND_IN = "a-secret-that-is-only-for-tests-0123456789"


def write(backend: Backend) -> Iterator[TextFile]:
    """Without a login there is one client; with one, the plain client is `anonymous`."""
    logins = backend.parts.of(LoginPart)
    yield file(
        "tests/conftest.py",
        "resources/conftest.py",
        fixture="anonymous" if logins else "client",
        manner=" without a login" if logins else "",
        texts=[part.text.strip("\n") for part in logins],
        imports=sorted({line for part in logins for line in part.imports}),
        environment=sorted(_environment(backend)),
    )


def _environment(backend: Backend) -> Iterator[tuple[str, str]]:
    """Stand-ins, so that tests run where there is no .env."""
    yield from ((part.name, part.value) for part in backend.parts.of(TestSettingPart))
    for setting in backend.settings:
        if setting.secret and read_secret(setting).required:
            yield environment_name(setting), STAND_IN
