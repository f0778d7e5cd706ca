"""Rate limits: so many requests of one caller in a time; fewer where one logs in."""

from collections.abc import Iterator

from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint, Rate
from archwright.model.parts import Dependency, Part, SettingPart
from archwright.model.resources import MiddlewarePart, TestSettingPart

_templates = Templates(__name__)
UNITS = {1: "second", 60: "minute", 3600: "hour", 86400: "day"}


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """The limiter and its settings; nothing when no rate is limited."""
    limits = blueprint.limits
    strict = {f"{blueprint.wire.prefix}/auth": limits.login} if blueprint.auth and limits.login else {}
    routes = {**strict, **{f"{blueprint.wire.prefix}{path}": rate for path, rate in limits.routes}}
    if not (limits.rate or routes):
        return
    yield _templates.file("app/api/rate_limits.py", routes=sorted((path, said(rate)) for path, rate in routes.items()))
    yield _templates.file("docs/decisions/rate-limits.md")
    yield _templates.file("tests/integration/test_rate_limiting.py")
    default = repr(said(limits.rate)) if limits.rate else "None"
    yield SettingPart(
        "rate_limit", "str | None", default, "What one caller may ask for, e.g. 600/minute; empty for all."
    )
    yield SettingPart("rate_limit_storage", "str", '"memory://"', "Where is counted: memory://, or redis://host:6379.")
    yield SettingPart("rate_limits", "bool", "True", "Whether they are counted at all; off in tests.")
    yield TestSettingPart("RATE_LIMITS", "false")
    yield MiddlewarePart(
        "RateLimits",
        "app.api.rate_limits",
        arguments="settings.rate_limit, settings.rate_limit_storage, on=settings.rate_limits",
        order=-100,
    )
    yield Dependency("limits>=5.8")


def said(rate: Rate) -> str:
    """As the library reads it: "600/minute", "5 per 2 minute"."""
    seconds = int(rate.per.total_seconds())
    unit = max((size for size in UNITS if seconds % size == 0), default=1)
    return (
        f"{rate.requests}/{UNITS[unit]}" if seconds == unit else f"{rate.requests} per {seconds // unit} {UNITS[unit]}"
    )
