"""User: what happens in the operations. These functions are yours; they are written once."""

from typing import Any

from sqlalchemy import select

from app.core.database import Row
from app.core.errors import Credentials, NothingToChange, Taken
from app.models import User
from app.schemas.shapes import Account, OneAccount
from app.schemas.user_operations import ChangeUserInput, LoginInput, RegisterInput
from app.services.work import Work


async def register(work: Work, data: RegisterInput) -> OneAccount:
    """Register."""
    values = data.user.model_dump()
    return await _answer(work, await work.accounts.register(values, values.pop("password")))


async def login(work: Work, data: LoginInput) -> OneAccount:
    """Login.

    Raises Credentials (app.core.errors).
    """
    user = await work.accounts.log_in(data.user.email, data.user.password)
    if user is None:
        raise Credentials
    return await _answer(work, user)


async def current_user(work: Work) -> OneAccount:
    """Current user."""
    return await _answer(work, await work.accounts.user(work.actor))


async def change_user(work: Work, data: ChangeUserInput) -> OneAccount:
    """Change user.

    Raises NothingToChange, Taken (app.core.errors).
    """
    me, changes = await work.accounts.user(work.actor), data.user.model_dump(exclude_unset=True)
    if not changes:
        raise NothingToChange(field="user")
    if password := changes.pop("password", None):
        await work.accounts.set_password(me["id"], password, end_logins=False)
    changes |= {name: changes[name] or None for name in ("bio", "image") if name in changes}
    await _check_free(work, me, changes)
    return await _answer(work, await work.users.change(me["id"], changes))


async def _check_free(work: Work, me: Row, changes: dict[str, Any]) -> None:
    for name in {"username", "email"} & changes.keys():
        others = select(User.id).where(getattr(User, name) == changes[name], User.id != me["id"])
        if await work.connection.one(others):
            raise Taken(field=name)


async def _answer(work: Work, user: Row) -> OneAccount:
    token = await work.accounts.token(user["id"])
    return OneAccount(user=Account.model_validate({**user, "token": token}))
