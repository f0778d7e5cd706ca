"""All stand-ins that wait until they are needed, the same for the original and for what replaces it."""

from __future__ import annotations

from archwright.prove.child.standins import databases, environment, extensions, mongo, redis, removed


def install(scratch: str) -> None:
    """Before anything of the user's is imported."""
    mongo.stand_in()
    redis.stand_in()
    databases.stand_in(scratch)
    environment.lend_keys()
    removed.stand_in()
    extensions.stand_in()
