"""Which exchanges become tests, and which requests each needs before it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from archwright.build.exchanges.bindings import Learned, producers
from archwright.build.exchanges.bodies import header, json_of, media_type
from archwright.build.exchanges.names import resource
from archwright.build.exchanges.pages import key_texts
from archwright.model.replay import Exchange, Recording, Reply, Request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
LONGEST = 12
LARGEST = 2000
LOGIN_WORDS = ("auth", "login", "register", "session=", "sign-in", "signin", "signup", "token")


@dataclass(frozen=True)
class Candidate:
    """A test that may pass: the exchange it checks, and the exchanges repeated before, by index."""

    target: int
    before: tuple[int, ...] = ()


def candidates(recording: Recording, learned: Learned, most: int) -> Iterator[Candidate]:
    """For at most `most` exchanges, the ways to reach them, the shortest first."""
    for target in sorted(targets(recording, most)):
        known: set[tuple[int, ...]] = set()
        for before in _ways(recording.exchanges, target):
            needed = tuple(sorted(producers(recording, learned, (*before, target)) | set(before)))
            if needed not in known and len(needed) <= LONGEST:
                known.add(needed)
                yield Candidate(target, needed)


def targets(recording: Recording, most: int) -> list[int]:
    """Exchanges that differ in route, method or outcome; every route gets its turn before one gets its second."""
    routes: dict[str, dict[object, int]] = {}
    for index, exchange in enumerate(recording.exchanges):
        if _is_worth_a_test(exchange):
            route = exchange.request.endpoint or _shape(exchange.request.path)
            routes.setdefault(route, {}).setdefault(_outcome(exchange), index)
    rounds = zip_longest(*(_best_first(recording, found.values()) for found in routes.values()))
    return [index for turn in rounds for index in turn if index is not None][:most]


def _is_worth_a_test(exchange: Exchange) -> bool:
    reply = exchange.reply
    return exchange.comparable and _is_readable(exchange.request) and reply.status < 500 and not reply.error


def _is_readable(request: Request) -> bool:
    return request.method in METHODS and len(request.body) <= LARGEST and not request.path.startswith("//")


def _outcome(exchange: Exchange) -> object:
    reply = exchange.reply
    return exchange.request.method, reply.status, header(reply, "location"), json_of(reply) in ([], {}), _page(reply)


def _page(reply: Reply) -> tuple[str, ...]:
    if media_type(reply) != "text/html" or reply.status >= 400:
        return ()
    return tuple(key_texts(reply.body.decode("utf-8", "replace"), ""))


def _best_first(recording: Recording, indices: Iterable[int]) -> list[int]:
    """Successes before refusals, refusals before what the framework says by itself."""
    return sorted(indices, key=lambda index: (recording.exchanges[index].reply.status // 100 == 4, index))


def _shape(path: str) -> str:
    return re.sub(r"\d+", "0", path.partition("?")[0])


def _ways(exchanges: tuple[Exchange, ...], target: int) -> Iterator[tuple[int, ...]]:
    """What may have to happen before: nothing; the log-in; that and what made things of this kind; all changes."""
    changes = [index for index in range(target) if _is_change(exchanges[index])]
    logins = [index for index in changes if _opens_session(exchanges[index])][-2:]
    own = resource(exchanges[target].request.path)
    same = [index for index in changes if resource(exchanges[index].request.path) == own]
    yield ()
    yield tuple(logins)
    if exchanges[target].reply.status >= 400:
        return
    yield tuple(_without_deletes(exchanges, same)[:1])
    yield tuple(sorted({*logins, *_without_deletes(exchanges, same)[:3]}))
    yield tuple(changes[-LONGEST:])


def _is_change(exchange: Exchange) -> bool:
    return exchange.request.method not in SAFE and _is_readable(exchange.request) and exchange.reply.status < 400


def _without_deletes(exchanges: tuple[Exchange, ...], indices: list[int]) -> list[int]:
    return [index for index in indices if exchanges[index].request.method != "DELETE"]


def _opens_session(exchange: Exchange) -> bool:
    text = exchange.request.path.lower() + header(exchange.reply, "set-cookie").lower()
    return any(
        word in text for word in ("login", "signin", "sign-in", "auth", "register", "signup", "token", "session=")
    )
