"""Policies that exclude each other, and figures that cannot be."""

import re

from archwright.language.check.operations import routes
from archwright.language.found import Found
from archwright.language.problems import nearest
from archwright.model.blueprint import Blueprint, Rate

_ORIGIN = re.compile(r"https?://[^\s/*]+|\*")
_PREFIX = re.compile(r"(/[a-zA-Z0-9._~-]+)*")


def check_policies(blueprint: Blueprint, found: Found) -> None:
    """The wire, limits, CORS, deployment."""
    wire = blueprint.wire
    if wire.wrap and wire.lists == "plain":
        fix = "Write `lists: named`, or leave `wrap` out."
        trouble = "One thing is wrapped by its name, and a plain list has none."
        found.at_key(("policies", "wrap"), trouble, fix)
    if not _PREFIX.fullmatch(wire.prefix):
        found.at(("policies", "prefix"), f"`{wire.prefix}` cannot begin a path.", "Write it as `/api/v1`.")
    _limits(blueprint, found)
    _cors(blueprint, found)
    for key in ("deploy", "tools"):
        said = getattr(blueprint, key)
        for index, each in enumerate(said):
            if each in said[:index]:
                found.at((key, index), f"`{each}` is there twice.", "Remove one of the two.")
    if "kubernetes" in blueprint.deploy and blueprint.stack.database == "sqlite":
        place = blueprint.deploy.index("kubernetes")
        fix = "Write `stack: {database: postgres}`, or leave kubernetes out."
        found.at(("deploy", place), "Replicas cannot share a SQLite file.", fix)


def _limits(blueprint: Blueprint, found: Found) -> None:
    limits = blueprint.limits
    known = routes(blueprint)
    for key, rate in (("rate", limits.rate), ("login", limits.login)):
        _rate(rate, ("limits", key), found)
    if limits.body == 0:
        found.at(("limits", "body"), "No body would be small enough.", "Write a size such as `1MB`.")
    for route, rate in limits.routes:
        path = ("limits", "routes", route)
        _rate(rate, path, found)
        below_auth = blueprint.auth and re.fullmatch(r"[A-Z]+ /auth(/\S*)?", route)
        if route not in known and not below_auth:
            fix = "Write method and path as they are below the prefix, as `POST /tasks` or `GET /tasks/{task}`."
            found.at_key(path, f"There is no route `{route}`.", fix, meant=nearest(route, known))


def _rate(rate: Rate | None, path: tuple[str, ...], found: Found) -> None:
    if rate and (rate.requests == 0 or not rate.per):
        found.at(path, "Nobody could ever ask.", "Write a rate such as `600/m`, or `none`.")


def _cors(blueprint: Blueprint, found: Found) -> None:
    for index, origin in enumerate(blueprint.cors):
        path = ("cors", index)
        if not _ORIGIN.fullmatch(origin):
            fix = "Write scheme and host without a path, as `https://app.example.com`; or `*` for everyone."
            found.at(path, f"`{origin}` is not an origin.", fix)
        elif origin in blueprint.cors[:index]:
            found.at(path, f"`{origin}` is there twice.", "Remove one of the two.")
        elif origin == "*" and len(blueprint.cors) > 1:
            found.at(path, "`*` leaves nothing for the others to add.", "Write `*` alone, or name the origins.")
        elif origin == "*" and blueprint.auth and blueprint.auth.sessions:
            fix = "Name the origins that may, as `https://app.example.com`."
            found.at(path, "A browser sends no cookie when everyone may call.", fix)
