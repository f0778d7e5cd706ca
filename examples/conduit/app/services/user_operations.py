"""User: what happens in the operations. These functions are yours; they are written once."""

from typing import Any

from sqlalchemy import select

from app.core.database import Row
from app.core.errors import AccountTaken, Credentials, NothingToChange, Taken
from app.models import User
from app.schemas.shapes import Account, OneAccount
from app.schemas.user_operations import ChangeUserInput, LoginInput, RegisterInput
from app.services.work import Work


async def register(work: Work, data: RegisterInput) -> OneAccount:
    """Register.

    Raises AccountTaken (app.core.errors).
    """
    values = data.user.model_dump()
    if taken := await _taken(work, values):
        raise AccountTaken(field=taken)
    values["address"] = values["email"]
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
    if taken := await _taken(work, changes, me["id"]):
        raise Taken(field=taken)
    if "email" in changes:
        changes["address"] = changes["email"]
    return await _answer(work, await work.users.change(me["id"], changes))


async def _taken(work: Work, values: dict[str, Any], own: int = 0) -> tuple[str, ...]:
    """What somebody else has already; the case of an address says nothing."""
    same = {"username": User.username == values.get("username"), "email": User.address == values.get("email")}
    others = {name: select(User.id).where(same[name], User.id != own) for name in same if name in values}
    return tuple([name for name, statement in others.items() if await work.connection.one(statement)])


async def _answer(work: Work, user: Row) -> OneAccount:
    token = await work.accounts.token(user["id"])
    return OneAccount(user=Account.model_validate({**user, "token": token}))
