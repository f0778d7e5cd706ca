"""Names of tests: sentences. Names of their files: what they are about."""

import re
from urllib.parse import parse_qsl, unquote

from archwright.build.exchanges.bodies import NOTHING, header, json_of, media_type
from archwright.build.exchanges.stable import varies
from archwright.model.replay import Exchange, Reply, Request

RESERVED = frozenset({"health", "migrations"})
PREFIXES = re.compile(r"api|rest|v\d+")


def resource(path: str) -> str:
    """What a path is about: its first word that is neither a prefix nor an id."""
    words = [word for word in _segments(path) if not PREFIXES.fullmatch(word)]
    name = next((word for word in words if not word[0].isdigit()), "root")
    return f"{name}_routes" if name in RESERVED else name[:40].rstrip("_")


def action(request: Request) -> str:
    """`post_tasks_1`."""
    return "_".join([request.method.lower(), *(_segments(request.path) or ["root"])])[:60].rstrip("_")


def sentence(exchange: Exchange, before: tuple[Exchange, ...]) -> str:
    """`get_tasks_after_post_login_answers_200_with_a_list`."""
    words = [action(exchange.request), *_manner(exchange.request), *_after(before)]
    return "_".join([*words, f"answers_{exchange.reply.status}", *_ending(exchange.reply)])


def _segments(path: str) -> list[str]:
    found = [unquote(part) for part in path.partition("?")[0].split("/") if part]
    words = ["id" if varies(part) else re.sub(r"[^a-z0-9]+", "_", part.lower()).strip("_") for part in found]
    return [word for word in words if word]


def _manner(request: Request) -> list[str]:
    keys = [re.sub(r"\W+", "_", key).strip("_").lower() for key, _ in parse_qsl(request.path.partition("?")[2])]
    if keys:
        return ["with_" + "_and_".join(dict.fromkeys(keys[:2]))]
    return ["without_a_body"] if request.method in {"POST", "PUT", "PATCH"} and not request.body else []


def _after(before: tuple[Exchange, ...]) -> list[str]:
    if not before:
        return []
    names = [action(exchange.request) for exchange in before]
    return ["after_" + ("_and_".join(names) if len(names) <= 2 else f"{len(names)}_requests")]


def _ending(reply: Reply) -> list[str]:
    location = header(reply, "location")
    if location:
        return ["to_" + "_".join(_segments(re.sub(r"^https?://[^/]+", "", location)) or ["root"])[:40].rstrip("_")]
    if not reply.body:
        return []
    value = json_of(reply)
    if value is not NOTHING:
        return [_json_ending(value)]
    return ["with_a_page"] if media_type(reply) == "text/html" else []


def _json_ending(value: object) -> str:
    if isinstance(value, list):
        return "with_a_list" if value else "with_an_empty_list"
    return "with_json"
