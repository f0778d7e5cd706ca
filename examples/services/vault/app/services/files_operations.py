"""Files: what happens in the operations. These functions are yours; they are written once."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.database import Row
from app.core.downloads import Download
from app.core.errors import NotFound
from app.models import Entry
from app.schemas.files_operations import ListFilesQuery
from app.schemas.paths import PathBelow
from app.schemas.shapes import FileSize
from app.services.work import Work


async def list_files(work: Work, query: ListFilesQuery) -> Sequence[FileSize]:
    """List files."""
    wanted = select(Entry.__table__).where(Entry.path.startswith(query.prefix, autoescape=True)).order_by(Entry.path)
    return [FileSize.model_validate(each) for each in await work.connection.all(wanted)]


async def store_file(work: Work, path: PathBelow, data: bytes) -> None:
    """Store file."""
    values = {"path": path, "size": len(data), "content": await work.files.save(data)}
    found = await _entry(work, path)
    if found is None:
        await work.entries.add(values)
    else:
        await work.entries.change(found["id"], values)
        work.reply.status(204)


async def read_file(work: Work, path: PathBelow) -> Download:
    """Read file.

    Raises NotFound (app.core.errors).
    """
    found = await _entry(work, path)
    if found is None:
        raise NotFound
    return Download(await work.files.read(found["content"]), name=path.rpartition("/")[2])


async def remove_file(work: Work, path: PathBelow) -> None:
    """Remove file.

    Raises NotFound (app.core.errors).
    """
    found = await _entry(work, path)
    if found is None:
        raise NotFound
    await work.entries.remove(found["id"])


async def _entry(work: Work, path: str) -> Row | None:
    return await work.connection.one(select(Entry.__table__).where(Entry.path == path))
