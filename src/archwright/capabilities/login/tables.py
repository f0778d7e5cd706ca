"""Tables of the login: beside the user's own, never in it."""

from archwright.build.resources.accounts import of_user, user_id
from archwright.model.blueprint import Blueprint
from archwright.model.resources import TablePart
from archwright.model.schema import Column, ColumnType, Index, Table

MOMENT = ColumnType("datetime")
NOW = "CURRENT_TIMESTAMP"


def credentials(blueprint: Blueprint) -> TablePart:
    """One row for each user who can log in."""
    table = Table(
        "credentials",
        (
            user_id(blueprint, primary=True),
            Column("password_hash", ColumnType("str", 255), nullable=True),
            Column("roles", ColumnType("text"), default=""),
            Column("not_before", MOMENT, nullable=True),
            Column("confirmed_at", MOMENT, nullable=True),
        ),
        foreign_keys=(of_user(blueprint, "credentials"),),
        indexes=(Index("ix_credentials_not_before", ("not_before",)),),
    )
    return TablePart(table, "Credential", "How a user logs in, and what the user may do.")


def refresh_tokens(blueprint: Blueprint) -> TablePart:
    """The digests; the tokens themselves are not stored."""
    table = Table(
        "refresh_tokens",
        (
            Column("digest", ColumnType("str", 64), primary=True),
            Column("family", ColumnType("uuid")),
            user_id(blueprint),
            Column("expires_at", MOMENT),
            Column("used_at", MOMENT, nullable=True),
        ),
        foreign_keys=(of_user(blueprint, "refresh_tokens"),),
        indexes=(
            Index("ix_refresh_tokens_family", ("family",)),
            Index("ix_refresh_tokens_user_id", ("user_id",)),
        ),
    )
    return TablePart(table, "RefreshToken", "What a refresh token left: its digest, and whether it was used.")


def security_events(blueprint: Blueprint) -> TablePart:
    """They outlive the user: no foreign key."""
    table = Table(
        "security_events",
        (
            Column("id", ColumnType("uuid"), primary=True),
            Column("event", ColumnType("str", 40)),
            user_id(blueprint, nullable=True),
            Column("detail", ColumnType("str", 200), default=""),
            Column("created_at", MOMENT, expression=NOW),
        ),
        indexes=(Index("ix_security_events_user_id_created_at", ("user_id", "created_at")),),
    )
    return TablePart(table, "SecurityEvent", "Something about logins and rights that somebody may have to look into.")
