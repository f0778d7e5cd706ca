"""External accounts: users whom somebody else vouches for, and the client that asks those others."""

from collections.abc import Iterator

from archwright.build.resources.accounts import account_values, mail_field, of_user, user_id
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Dependency, LifespanLine, MainLine, Part
from archwright.model.resources import TablePart
from archwright.model.schema import Column, ColumnType, Index, Table, UniqueKey

_templates = Templates(__name__)

FILES = ("app/repositories/external_account.py", "app/services/external_accounts.py")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing without `auth.issuers` and `auth.oauth`."""
    if blueprint.auth is None or not (blueprint.auth.issuers or blueprint.auth.oauth):
        return
    values = {"email": mail_field(blueprint), **account_values(blueprint)}
    yield from (_templates.file(path, **values) for path in FILES)
    yield TablePart(_table(blueprint), "ExternalAccount", "Who of another issuer a user is.")
    yield Dependency("httpx2>=2.16")
    yield MainLine("app.state.http = AsyncClient(timeout=10)", ("from httpx2 import AsyncClient",), order=-970)
    yield LifespanLine("await app.state.http.aclose()", order=800)
    yield MainLine(
        "app.state.external_accounts = ExternalAccountService(app.state.system)",
        ("from app.services.external_accounts import ExternalAccountService",),
        order=-840,
    )


def _table(blueprint: Blueprint) -> Table:
    return Table(
        "external_accounts",
        (
            Column("id", ColumnType("uuid"), primary=True),
            Column("issuer", ColumnType("str", 200)),
            Column("subject", ColumnType("str", 200)),
            user_id(blueprint),
            Column("created_at", ColumnType("datetime"), expression="CURRENT_TIMESTAMP"),
        ),
        foreign_keys=(of_user(blueprint, "external_accounts"),),
        uniques=(UniqueKey("uq_external_accounts_issuer_subject", ("issuer", "subject")),),
        indexes=(Index("ix_external_accounts_user_id", ("user_id",)),),
    )
