"""Messages for the next page."""

from collections.abc import Iterable
from typing import Any

from app.core.compat.request import current_context
from app.core.compat.session import session

__provides__ = {
    "flask.flash": "flash",
    "flask.get_flashed_messages": "get_flashed_messages",
    "flask.helpers.flash": "flash",
    "flask.helpers.get_flashed_messages": "get_flashed_messages",
}


def flash(message: Any, category: str = "message") -> None:
    """Keeps a message until a page shows it."""
    session["_flashes"] = [*session.get("_flashes", []), (category, message)]


def get_flashed_messages(with_categories: bool = False, category_filter: Iterable[str] = ()) -> list[Any]:
    """Takes the messages out of the session; the same ones again within a request."""
    state = current_context().state
    if "flashes" not in state:
        state["flashes"] = session.pop("_flashes") if "_flashes" in session else []
    chosen = [pair for pair in state["flashes"] if not category_filter or pair[0] in category_filter]
    return chosen if with_categories else [pair[1] for pair in chosen]
