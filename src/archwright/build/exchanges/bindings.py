"""Values that one answer gives and a later request sends back, such as a token: known only when the test runs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archwright.build.exchanges.bodies import json_of, sent_text
from archwright.build.exchanges.stable import leaves, varies
from archwright.model.replay import Recording


@dataclass(frozen=True)
class Binding:
    """Where a value comes from: exchange, and the way into its JSON."""

    exchange: int
    way: tuple[str | int, ...]

    @property
    def name(self) -> str:
        """A variable name, from the last key on the way."""
        keys = [step for step in self.way if isinstance(step, str)]
        return re.sub(r"\W", "_", keys[-1]).lower() if keys and keys[-1][0].isalpha() else "value"

    @property
    def subscript(self) -> str:
        """The way as code: `["data"][0]`."""
        return "".join(f"[{step!r}]" for step in self.way)


Learned = Mapping[str, Binding]


def learn(recording: Recording) -> Learned:
    """Varying texts in JSON answers that the client did not send itself, with the first answer that had them."""
    found: dict[str, Binding] = {}
    for index, exchange in enumerate(recording.exchanges):
        sent = sent_text(exchange.request)
        for way, leaf in leaves(json_of(exchange.reply)):
            if isinstance(leaf, str) and len(leaf) >= 8 and leaf not in sent and varies(leaf):
                found.setdefault(leaf, Binding(index, way))
    return found


def producers(recording: Recording, learned: Learned, steps: Iterable[int]) -> set[int]:
    """Exchanges that must come before, because the steps send what they answered."""
    needed: set[int] = set()
    waiting = list(steps)
    while waiting:
        step = waiting.pop()
        found = {binding.exchange for _, binding in used(recording, learned, step)} - needed
        needed |= found
        waiting += found
    return needed


def used(recording: Recording, learned: Learned, step: int) -> Iterator[tuple[str, Binding]]:
    """Values of earlier answers that a request sends."""
    sent = sent_text(recording.exchanges[step].request)
    for value, binding in learned.items():
        if binding.exchange < step and value in sent:
            yield value, binding
