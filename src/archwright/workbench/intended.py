"""Answers that are meant to differ: the original's SQL broke on a value that is bound now."""

import re
from dataclasses import replace

from archwright.model.ported import Ported
from archwright.model.replay import Exchange, Recording, Reply

_BROKEN = re.compile(
    r"(?:OperationalError|ProgrammingError|Warning)\b.*?(?:near \".*?\": syntax error|unrecognized token|no such column"
    r"|incomplete input|You can only execute one statement)"
)


def without_broken_sql(recording: Recording, ported: Ported) -> Recording:
    """The recording without requests that made the original's SQL text invalid, when that text was closed."""
    if not any(each.name == "sql-injection-closed" for each in ported.improvements):
        return recording
    kept = tuple(_unsent(each) if _BROKEN.search(each.reply.error) else each for each in recording.exchanges)
    left_out = recording.left_out + sum(one is not other for one, other in zip(kept, recording.exchanges, strict=True))
    return replace(recording, exchanges=kept, left_out=left_out)


def _unsent(exchange: Exchange) -> Exchange:
    """Its moment passes, nothing is sent."""
    return replace(exchange, reply=Reply(0), comparable=False)
