"""Answers that are meant to differ: the original's SQL broke on a value that is bound now."""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from archwright.model.ported import Improvement, Ported
from archwright.model.replay import Declared, Difference, Exchange, Recording, Replay, Reply

IMPROVEMENT = "sql-injection-closed"
_BROKEN = re.compile(
    r"near \\?\".*?\\?\": syntax error|unrecognized token|no such column|incomplete input"
    r"|You can only execute one statement"
)
_RAISED = re.compile(r"(?:OperationalError|ProgrammingError|Warning)\b")


def declare(result: Replay, recording: Recording, ported: Ported) -> Replay:
    """The replay with the differences that are meant told apart. Nothing but the answer of the broken request itself
    may differ, and only where the view that it reaches holds SQL that was closed."""
    closed = _closed(ported)
    meant = {
        index: exchange
        for index, exchange in enumerate(recording.exchanges)
        if exchange.request.endpoint in closed and _is_broken(exchange.reply)
    }
    first = {each.index: each for each in reversed(result.differences) if each.index in meant}
    declared = tuple(
        _declared(first[index], meant[index], closed[meant[index].request.endpoint]) for index in sorted(first)
    )
    left = tuple(each for each in result.differences if each.index not in meant)
    return replace(result, requests=result.requests - len(declared), differences=left, declared=declared)


def without_declared(recording: Recording, declared: Collection[Declared]) -> Recording:
    """The recording for whoever wants answers that hold on both sides."""
    indices = {each.index for each in declared}
    kept = (replace(each, comparable=each.comparable and at not in indices) for at, each in _numbered(recording))
    return replace(recording, exchanges=tuple(kept))


def unsent(recording: Recording, declared: Collection[Declared]) -> Recording:
    """The recording as if these requests had never been sent: their moments pass, nothing else."""
    indices = {each.index for each in declared}
    kept = (
        replace(each, reply=Reply(0), comparable=False) if at in indices else each for at, each in _numbered(recording)
    )
    return replace(recording, exchanges=tuple(kept))


def _numbered(recording: Recording) -> Iterator[tuple[int, Exchange]]:
    return enumerate(recording.exchanges)


def _closed(ported: Ported) -> dict[str, list[Improvement]]:
    """The closed injections that each native view reaches."""
    native = {moved.endpoint for moved in ported.moved if moved.rung != "mounted"}
    found: dict[str, list[Improvement]] = {}
    for each in ported.improvements:
        for endpoint in each.endpoints if each.name == IMPROVEMENT else ():
            if endpoint in native:
                found.setdefault(endpoint, []).append(each)
    return found


def _is_broken(reply: Reply) -> bool:
    """Whether an answer is the database's complaint about SQL text: raised, or caught and shown."""
    if _RAISED.search(reply.error) and _BROKEN.search(reply.error):
        return True
    return bool(_BROKEN.search(html.unescape(reply.body.decode("utf-8", "replace"))))


def _declared(difference: Difference, exchange: Exchange, closed: list[Improvement]) -> Declared:
    before = f"{exchange.reply.status} {exchange.reply.error}".strip()
    aspect = "" if difference.aspect == "status" else f"{exchange.reply.status}, {difference.aspect}: "
    return Declared(
        difference.index,
        difference.endpoint,
        f"{difference.method} {difference.path}",
        before,
        f"{aspect}{difference.actual}",
        IMPROVEMENT,
        tuple(str(each.place) for each in closed),
    )
