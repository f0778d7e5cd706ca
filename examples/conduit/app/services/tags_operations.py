"""Tags: what happens in the operations. These functions are yours; they are written once."""

from sqlalchemy import func, select

from app.models import Tagging
from app.schemas.tags_operations import TagsOutput
from app.services.work import Work


async def tags(work: Work) -> TagsOutput:
    """Tags."""
    popular = select(Tagging.name).group_by(Tagging.name).order_by(func.count().desc(), Tagging.name)
    return TagsOutput(tags=[row["name"] for row in await work.connection.all(popular)])
