"""Click: what happens in the operations. These functions are yours; they are written once."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from app.core.database import Row
from app.core.errors import NoClicks
from app.models import Click
from app.schemas.click import ClickRead
from app.schemas.click_operations import ClicksQuery
from app.services.work import Work


async def click(work: Work) -> ClickRead | Row:
    """Click."""
    return await work.clicks.add({})


async def clicks(work: Work, query: ClicksQuery) -> Sequence[ClickRead | Row]:
    """Clicks.

    Raises NoClicks (app.core.errors).
    """
    begin = dt.datetime.combine(query.day, dt.time.min, dt.UTC)
    end = dt.datetime.combine(query.day, dt.time.max, dt.UTC)
    when = {
        "<": Click.timestamp < begin,
        "<=": Click.timestamp <= end,
        ">": Click.timestamp > end,
        ">=": Click.timestamp >= begin,
    }
    wanted = select(Click.__table__).where(when[query.direction]).order_by(Click.timestamp, Click.id)
    found = await work.connection.all(wanted)
    if not found:
        raise NoClicks
    return found
