"""Fields of todos that are computed from the row. These functions are yours; they are written once."""

from app.core.address import current_address
from app.core.database import Row


def url(row: Row) -> str:
    """The url of a todo."""
    return f"{current_address.get()}/todos/{row['id']}"
