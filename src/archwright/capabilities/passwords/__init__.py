"""Passwords: register, log in, choose another one."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, mails
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import MainLine, Part, RouterPart
from archwright.model.resources import ErrorPart, WorkPart

_templates = Templates(__name__)

FILES = (
    "app/api/routes/passwords.py",
    "app/schemas/passwords.py",
    "app/services/passwords.py",
    "tests/integration/test_password_login.py",
)


ACCOUNTS = WorkPart(
    "accounts",
    "Accounts",
    "auth: Auth",
    "Accounts(connection, auth)",
    ("from app.services.accounts import Accounts",),
    ("from app.api.identity import Auth", "from app.services.accounts import Accounts"),
)
CONFIRMED = ('if account["confirmed_at"] is None:', "    raise NotConfirmed")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth.passwords`."""
    if blueprint.auth is None or not blueprint.auth.passwords:
        return
    confirmed = blueprint.auth.verify_email and mails(blueprint)
    if blueprint.operations:
        yield from (_templates.file("app/services/accounts.py", **account_values(blueprint)), ACCOUNTS)
    if not blueprint.auth.routes:
        return
    values = {"proven": CONFIRMED if confirmed else (), **account_values(blueprint)}
    yield from (_templates.file(path, **values) for path in FILES)
    registration = "tests/integration/test_registration.py" if blueprint.auth.open_registration else "app/users.py"
    yield _templates.file(registration, **values)
    if values["user"].field(blueprint.auth.login).type == "email":
        yield _templates.file("tests/integration/test_login_address.py", **values)
    if confirmed:
        yield ErrorPart("NotConfirmed", "not_confirmed", 403, "Confirm the address first; there is a mail.")
    yield RouterPart("app.api.routes.passwords", order=-890)
    yield MainLine(
        "app.state.passwords = PasswordService(app.state.system, app.state.auth)",
        ("from app.services.passwords import PasswordService",),
        order=-850,
    )
