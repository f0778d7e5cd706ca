"""Message: what happens in the operations. These functions are yours; they are written once."""

from html import escape

from sqlalchemy import select

from app.core.database import Row
from app.models import Message
from app.schemas.message import MessageRead
from app.schemas.message_operations import MessagesQuery, PostMessageInput
from app.services.work import Work

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>MyForum</title></head>
<body><h1>MyForum</h1><ul>{}</ul></body>
</html>
"""
ITEM = "<li><b>{}</b>: {}</li>"


async def messages(work: Work, query: MessagesQuery) -> str:
    """Messages."""
    order = Message.created_at, Message.id
    wanted = select(Message.__table__).limit(query.limit).offset(query.offset)
    ordered = order if query.sort.lower() == "asc" else [column.desc() for column in order]
    found = await work.connection.all(wanted.order_by(*ordered))
    return PAGE.format("".join(ITEM.format(escape(each["username"]), escape(each["content"])) for each in found))


async def post_message(work: Work, data: PostMessageInput) -> MessageRead | Row:
    """Post message."""
    return await work.messages.add(data.model_dump())
