"""docs/api.md: every route, how it was seen to answer, and a line to try it."""

import re
import shlex

from archwright.build.exchanges.bodies import NOTHING, form_of, json_of
from archwright.model.facts import Facts, Route
from archwright.model.replay import Exchange, Recording, Request

BASE = "http://127.0.0.1:8000"
LONGEST = 300
HEAD = """# API

The interactive description is at `/docs`. Statuses are those that were seen when the answers were recorded.

| route | statuses | try it |
|---|---|---|"""


def api_reference(facts: Facts, recording: Recording) -> str:
    """The document. Routes in the order of their paths."""
    served: dict[tuple[str, str], Route] = {}
    for route in facts.routes:
        for method in route.methods:
            served.setdefault((_template(route.rule), method), route)
    return "\n".join([HEAD, *(_row(method, served[path, method], recording) for path, method in sorted(served)), ""])


def _row(method: str, route: Route, recording: Recording) -> str:
    seen = [item for item in recording.exchanges if _is_of(item, route, method)]
    statuses = ", ".join(str(status) for status in sorted({item.reply.status for item in seen}))
    example = min(seen, key=lambda item: item.reply.status >= 400, default=None)
    command = _curl(example.request) if example else _bare(method, _path(route))
    shown = command.replace("|", "\\|")
    return f"| `{method} {_template(route.rule)}` | {statuses or 'not seen'} | `{shown}` |"


def _is_of(exchange: Exchange, route: Route, method: str) -> bool:
    request = exchange.request
    return request.endpoint == route.endpoint and request.method == method and bool(_pattern(route).match(request.path))


def _pattern(route: Route) -> re.Pattern[str]:
    fixed = re.split(r"<[^>]+>", route.rule)
    return re.compile(".+".join(re.escape(part) for part in fixed) + r"/?(?:\?|$)")


def _template(rule: str) -> str:
    return re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule)


def _path(route: Route) -> str:
    return re.sub(r"<[^>]+>", "1", route.rule)


def _curl(request: Request) -> str:
    words = ["curl", *([] if request.method in {"GET", "POST"} else ["-X", request.method])]
    form = form_of(request)
    if json_of(request) is not NOTHING:
        words += ["--json", request.body.decode("utf-8", "replace")]
    elif form is not None:
        words += [word for pair in request.body.decode("latin-1").split("&") for word in ("-d", pair)]
    elif request.method == "POST":
        words += ["-X", "POST"]
    command = shlex.join([*words, BASE + request.path])
    fits = len(command) <= LONGEST and not set("`\n\ufffd") & set(command)
    return command if fits else _bare(request.method, request.path.partition("?")[0])


def _bare(method: str, path: str) -> str:
    return shlex.join(["curl", "-X", method, BASE + path])
