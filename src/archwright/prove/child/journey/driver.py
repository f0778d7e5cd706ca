"""Driving the original: sends what the phases ask for, keeps every exchange, learns from each answer."""

from __future__ import annotations

import dataclasses
import re
import sys
from typing import Any

from archwright.model.replay import Reply, Request
from archwright.prove.child.codec import request_from_json
from archwright.prove.child.cover import Cover, OwnFunction, Statement
from archwright.prove.child.journey import phases
from archwright.prove.child.journey.draft import Draft
from archwright.prove.child.journey.filler import Filler
from archwright.prove.child.journey.memory import Memory
from archwright.prove.child.journey.spy import Spy
from archwright.prove.child.journey.steps import Step, steps_of
from archwright.prove.child.journey.vocabulary import Vocabulary
from archwright.prove.child.player import Player


class Driver:
    """One journey. `limit` bounds the number of requests."""

    def __init__(self, player: Player, rules: Any, words: Vocabulary, cover: Cover, limit: int) -> None:
        self.memory = Memory(rules)
        self.filler = Filler(self.memory, words)
        self.words = words
        self.cover = cover
        self.exchanges: list[tuple[Request, Reply]] = []
        self.limit = limit
        self.steps: list[Step] = []
        self.newcomers = 0
        self.is_in = False
        self._spy = Spy()
        self._spy.install()
        self._player = player
        self._sent: dict[Any, int] = {}
        self._changes = 0

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached."""
        return len(self.exchanges) >= self.limit

    def room(self) -> int:
        """How many requests are left."""
        return self.limit - len(self.exchanges)

    def missing(self, step: Step) -> list[Statement]:
        """The statements behind a step that did not run yet."""
        return [statement for _, statements in self.missing_by_function(step) for statement in statements]

    def missing_by_function(self, step: Step) -> list[tuple[OwnFunction, list[Statement]]]:
        """The same, by function."""
        return [
            (function, [each for each in self.cover.missing(function) if each.can_run(function.node, step.method)])
            for function in step.functions
        ]

    def outcomes(self, step: Step) -> set[tuple[int, str, bytes]]:
        """The different ways in which a step was answered so far."""
        return {
            (reply.status, reply.error[:24], reply.body[:80])
            for request, reply in self.exchanges
            if request.endpoint == step.endpoint and request.method == step.method
        }

    def send(self, draft: Draft, again: bool = False) -> Reply | None:
        """Send once; the same request again only after something may have changed. None when it was not sent."""
        request = draft.render(self.memory.endpoint(draft.method, draft.path)[0])
        return self.give(request, again)

    def give(self, request: Request, again: bool = False) -> Reply | None:
        """The same for a request that is ready."""
        key = (request.method, request.path, request.headers, request.body, request.client)
        if self.is_full or (self._sent.get(key) == self._changes and not again):
            return None
        self._spy.seen.clear()
        self.cover.watch(True)
        reply = self._player.play(request)
        self.cover.watch(False)
        if request.method not in ("GET", "HEAD", "OPTIONS") and reply.status < 400:
            self._changes += 1
        self._sent[key] = self._changes
        self.exchanges.append((request, reply))
        self.memory.learn(request, reply)
        self._add_seen(request)
        self._add_missed(request, reply)
        return reply

    def _add_missed(self, request: Request, reply: Reply) -> None:
        """`KeyError: 'events'` names what was not sent, even when a library looked for it."""
        found = re.match(r"KeyError: '(\w+)'", reply.error)
        kind = dict(request.headers).get("Content-Type", "")
        for step in self.steps if found and "json" in kind else ():
            is_behind = step.endpoint == request.endpoint and step.method == request.method
            known = {key.rsplit(".", 1)[-1] for key in step.need.keys["json"]}
            if found and is_behind and found[1] not in known:
                step.need.add("json", found[1], *([[]] if found[1].endswith("s") else []))

    def _add_seen(self, request: Request) -> None:
        """What the view asked for and the source did not show."""
        for step in self.steps:
            if step.endpoint == request.endpoint and step.method == request.method:
                for source, key in self._spy.seen:
                    if source != "values" or not step.need.knows(key):
                        step.need.add(source, key)

    def fire(self, step: Step, client: int, label: str, path: str = "") -> list[Reply]:
        """All plausible requests of a step, and the page a redirect leads to."""
        replies = []
        for draft in self.filler.drafts(step, client, label, path):
            reply = self.send(self.filler.authorize(draft, step.need))
            if reply is not None and reply.status == 401 and "Authorization" not in draft.headers:
                reply = self._introduce(draft, step, reply)
            if reply is not None:
                replies.append(reply)
                self.follow(draft, reply)
        return replies

    def _introduce(self, draft: Draft, step: Step, reply: Reply) -> Reply:
        """As a browser does when it is asked for a name and a password."""
        asked = dict(reply.headers).get("www-authenticate", "").lower()
        if not asked.startswith("basic"):
            return reply
        step.need.basic = True
        return self.send(self.filler.authorize(draft.copy(draft.label), step.need)) or reply

    def follow(self, draft: Draft, reply: Reply) -> None:
        """Like a browser after a post."""
        target = dict(reply.headers).get("location", "")
        path = self.memory._local(draft.path, target) if target else ""
        if path and draft.method != "GET" and reply.status in (301, 302, 303):
            self.send(Draft("GET", path, draft.client, "follow"))


def _living(sources: dict[str, Any]) -> dict[str, Any]:
    """Module-level values of the application's own modules."""
    found: dict[str, Any] = {}
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) in sources:
            for name, value in vars(module).items():
                if type(value) in (str, bytes, int, float, list, tuple, set, frozenset, dict) and not name.startswith(
                    "__"
                ):
                    found.setdefault(name, value)
    return found


def drive(
    app: Any, player: Player, cover: Cover, sources: dict[str, Any], order: dict[str, Any]
) -> list[tuple[Request, Reply]]:
    """The derived journey, and the requests given by the user after it."""
    words = Vocabulary(list(sources.values()), _living(sources), dict(app.config))
    driver = Driver(player, app.url_map.bind("localhost"), words, cover, order["limit"])
    if order["derive"]:
        driver.steps = steps_of(app, cover, words, order["facts"], cover.root)
        phases.run(driver, driver.steps)
    driver.limit = len(driver.exchanges) + len(order["given"])
    for each in order["given"]:
        request = request_from_json(each)
        # A browser's recording does not know the view; what differs there could be held against nobody.
        endpoint = driver.memory.endpoint(request.method, request.path)[0]
        driver.give(dataclasses.replace(request, endpoint=endpoint), again=True)
    return driver.exchanges
