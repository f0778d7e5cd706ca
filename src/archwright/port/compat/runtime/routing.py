"""Matches URLs as werkzeug does, over the routes that FastAPI knows."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from fastapi import FastAPI
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute, Match, NoMatchFound, Route
from starlette.types import Receive, Scope, Send
from werkzeug.routing import Map, Rule

PARAMETER = re.compile(r"{(\w+)(?::(\w+))?}")
CONVERTERS = {None: "string", "str": "string"}
CHOSEN = "wire.route"

RuleOptions = Mapping[str, Mapping[str, Any]]


class Routed(Rule):
    """A rule and who answers it. OPTIONS is answered for it unless it takes OPTIONS itself, or its view says no."""

    def __init__(self, rule: str, target: Any, *, methods: Iterable[str], **options: Any) -> None:
        taken = {method.upper() for method in methods}
        super().__init__(rule, methods=taken | {"OPTIONS"}, **options)
        self.target = target
        automatic = getattr(getattr(target, "endpoint", target), "provide_automatic_options", True)
        self.options_are_automatic = "OPTIONS" not in taken and automatic


class Chosen(BaseRoute):
    """The first route of the application: hands a matched request to its route, whatever other routes would match."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """A full match when a route was chosen."""
        return (Match.FULL if CHOSEN in scope else Match.NONE), {}

    def url_path_for(self, name: str, /, **path_params: Any) -> NoReturn:
        """It has no URL of its own."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs the chosen route."""
        await scope[CHOSEN](scope, receive, send)


def choose(route: RouteContext, arguments: Mapping[str, Any]) -> Scope:
    """What a scope must say so that the application runs `route`."""
    return {
        CHOSEN: route.app,
        "endpoint": route.endpoint,
        "path_params": dict(arguments),
        "route": route.original_route,
    }


def url_map(app: FastAPI, features: Iterable[Any], options: RuleOptions) -> Map:
    """Every route of the application and of its features. `options`: more arguments of rules, by the route's path."""
    converters = {name: kind for feature in features for name, kind in feature.converters.items()}
    table = Map(converters=converters)
    routes = [route for route in iter_route_contexts(app.routes) if isinstance(route.original_route, Route)]
    # FastAPI's own pages come first in its list; they must not take a URL from the application.
    for route in sorted(routes, key=_place):
        table.add(_rule(route, options))
    for feature in features:
        for rule in feature.rules():
            table.add(rule)
    return table


def _place(route: RouteContext) -> tuple[bool, bool, bool]:
    """A route that takes OPTIONS or HEAD itself goes before those that answer it by the way."""
    methods = route.methods or set()
    return not isinstance(route.original_route, APIRoute), "OPTIONS" not in methods, "HEAD" not in methods


def _rule(route: RouteContext, options: RuleOptions) -> Routed:
    path = route.path or "/"
    rule = PARAMETER.sub(lambda found: f"<{CONVERTERS.get(found[2], found[2])}:{found[1]}>", path)
    keys = [path, *(f"{method} {path}" for method in sorted(route.methods or ()))]
    more = next((options[key] for key in keys if key in options), {})
    arguments = {"rule": rule, "endpoint": route.name, **more}
    return Routed(target=route, methods=route.methods or {"GET"}, **arguments)
