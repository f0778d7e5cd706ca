"""Profiles: what happens in the operations. These functions are yours; they are written once."""

from collections.abc import Collection

from sqlalchemy import delete, select

from app.core.database import Row
from app.core.errors import NoProfile
from app.models import Follow, User
from app.schemas.base import Text
from app.schemas.shapes import OneProfile, Profile
from app.services.work import Work


async def profile(work: Work, username: Text) -> OneProfile:
    """Profile.

    Raises NoProfile (app.core.errors).
    """
    return await _answer(work, await _named(work, username))


async def follow(work: Work, username: Text) -> OneProfile:
    """Follow.

    Raises NoProfile (app.core.errors).
    """
    me, user = await alone(work), await _named(work, username)
    pair = Follow.follower_id == me["id"], Follow.followed_id == user["id"]
    if not await work.connection.one(select(Follow.id).where(*pair)):
        await work.follows.add({"follower_id": me["id"], "followed_id": user["id"]})
    return await _answer(work, user)


async def unfollow(work: Work, username: Text) -> OneProfile:
    """Unfollow.

    Raises NoProfile (app.core.errors).
    """
    user = await _named(work, username)
    pair = Follow.follower_id == work.actor.id, Follow.followed_id == user["id"]
    await work.connection.run(delete(Follow).where(*pair))
    return await _answer(work, user)


async def alone(work: Work) -> Row:
    """Who is logged in. What somebody asks for twice at once is done one after the other."""
    me = await work.accounts.user(work.actor)
    await work.connection.one(select(User.id).where(User.id == me["id"]).with_for_update(key_share=True))
    return me


async def profiles(work: Work, ids: Collection[int]) -> dict[int, Profile]:
    """The profiles of these users, by id."""
    users = await work.connection.all(select(User.__table__).where(User.id.in_(ids)))
    mine = select(Follow.followed_id).where(Follow.follower_id == work.actor.id, Follow.followed_id.in_(ids))
    followed = {row["followed_id"] for row in await work.connection.all(mine)}
    return {row["id"]: Profile.model_validate({**row, "following": row["id"] in followed}) for row in users}


async def _named(work: Work, username: str) -> Row:
    user = await work.connection.one(select(User.__table__).where(User.username == username))
    if user is None:
        raise NoProfile(resource="profile")
    return user


async def _answer(work: Work, user: Row) -> OneProfile:
    return OneProfile(profile=(await profiles(work, [user["id"]]))[user["id"]])
