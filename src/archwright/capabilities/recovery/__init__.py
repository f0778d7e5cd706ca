"""Recovery: addresses are confirmed and forgotten passwords are replaced, by secrets that are sent by mail."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, mail_field, mails, of_user, user_id
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import MainLine, Part, RouterPart, SettingPart
from archwright.model.resources import TablePart
from archwright.model.schema import Column, ColumnType, Index, Table

_templates = Templates(__name__)

FILES = ("app/repositories/mail_code.py", "app/schemas/recovery.py", "app/services/recovery.py", "tests/mailbox.py")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth.verify_email` and `auth.reset_password`."""
    if blueprint.auth is None or not mails(blueprint):
        return
    values = {"email": mail_field(blueprint), **account_values(blueprint)}
    yield from (_templates.file(path, **values) for path in FILES)
    yield TablePart(_table(blueprint), "MailCode", "What is left of a secret in a mail: its digest and its purpose.")
    yield SettingPart("public_url", "str", '"http://localhost:3000"', "Where links in mails lead.")
    service = "RecoveryService(app.state.system, app.state.auth, app.state.mailer, settings.public_url)"
    yield MainLine(
        f"app.state.recovery = {service}", ("from app.services.recovery import RecoveryService",), order=-790
    )
    if blueprint.auth.verify_email:
        yield from (_templates.file(path, **values) for path in _pair("confirmation"))
        yield RouterPart("app.api.routes.confirmation", order=-860)
        yield MainLine("app.state.passwords.after_registration.append(app.state.recovery.ask_to_confirm)", order=-780)
    if blueprint.auth.reset_password:
        yield from (_templates.file(path, **values) for path in _pair("recovery"))
        yield RouterPart("app.api.routes.recovery", order=-850)


def _pair(name: str) -> tuple[str, str]:
    """Its routes and their tests."""
    return f"app/api/routes/{name}.py", f"tests/integration/test_{name}.py"


def _table(blueprint: Blueprint) -> Table:
    return Table(
        "mail_codes",
        (
            Column("digest", ColumnType("str", 64), primary=True),
            user_id(blueprint),
            Column("purpose", ColumnType("str", 20)),
            Column("expires_at", ColumnType("datetime")),
        ),
        foreign_keys=(of_user(blueprint, "mail_codes"),),
        indexes=(Index("ix_mail_codes_user_id", ("user_id",)),),
    )
