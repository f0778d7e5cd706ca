"""Todo: what happens in the operations. These functions are yours; they are written once."""

from sqlalchemy import delete

from app.models import Todo
from app.services.work import Work


async def delete_all_todos(work: Work) -> None:
    """Delete all todos."""
    await work.connection.run(delete(Todo))
