"""Upload: what happens in the operations. These functions are yours; they are written once."""

from app.schemas.upload_operations import UploadInput, UploadOutput
from app.services.work import Work


async def upload(work: Work, data: UploadInput) -> UploadOutput:
    """Upload."""
    content = await data.file.read(work.files.limit + 1)
    return UploadOutput(name=await work.files.save(content))
