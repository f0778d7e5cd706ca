"""Images: what happens in the operations. These functions are yours; they are written once."""

from app.core.downloads import Download
from app.schemas.base import Text
from app.services.work import Work


async def image(work: Work, name: Text) -> Download:
    """Image.

    Raises NotFound (app.core.errors).
    """
    return Download(await work.files.read(name), work.files.find(name).media_type)
