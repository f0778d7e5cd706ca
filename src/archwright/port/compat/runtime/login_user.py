"""What a user class needs, and who a visitor is without a login."""

from typing import Any

__provides__ = {
    "flask_login.AnonymousUserMixin": "AnonymousUserMixin",
    "flask_login.UserMixin": "UserMixin",
    "flask_login.mixins.AnonymousUserMixin": "AnonymousUserMixin",
    "flask_login.mixins.UserMixin": "UserMixin",
}


class UserMixin:
    """A user who may log in, known by the attribute `id`. Users with the same id are equal."""

    __hash__ = object.__hash__

    @property
    def is_active(self) -> bool:
        """Whether the user may log in."""
        return True

    @property
    def is_authenticated(self) -> bool:
        """Whether the user is logged in."""
        return self.is_active

    @property
    def is_anonymous(self) -> bool:
        """Whether this is nobody."""
        return False

    def get_id(self) -> str:
        """What the session remembers of the user."""
        try:
            return str(self.id)  # type: ignore[attr-defined]
        except AttributeError:
            raise NotImplementedError("No `id` attribute - override `get_id`") from None

    def __eq__(self, other: object) -> Any:
        return self.get_id() == other.get_id() if isinstance(other, UserMixin) else NotImplemented


class AnonymousUserMixin:
    """Nobody."""

    @property
    def is_authenticated(self) -> bool:
        """Whether the user is logged in."""
        return False

    @property
    def is_active(self) -> bool:
        """Whether the user may log in."""
        return False

    @property
    def is_anonymous(self) -> bool:
        """Whether this is nobody."""
        return True

    def get_id(self) -> None:
        """Nothing to remember."""
