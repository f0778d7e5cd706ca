"""Replay: the recorded requests on a written backend, and what is not equal."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archwright.kit.processes import Limits
from archwright.model.replay import Difference, Exchange, Recording, Replay, Reply
from archwright.prove.child.codec import reply_from_json, request_to_json
from archwright.prove.children import child_on
from archwright.prove.compare import differences

Progress = Callable[[str], None]


def replay(
    backend: Path,
    recording: Recording,
    *,
    python: Path,
    extra_site_packages: Sequence[Path] = (),
    progress: Progress = lambda _: None,
) -> Replay:
    """Run a scratch copy of the backend in a child and compare every answer."""
    started = time.monotonic()
    progress(f"replaying {len(recording.exchanges)} requests")
    order = {
        "job": "backend",
        "requests": [request_to_json(each.request) if each.reply.status else None for each in recording.exchanges],
        "site_packages": [str(path) for path in extra_site_packages],
        "environment": _lent(recording.stand_ins),
    }
    with child_on(backend, python, *extra_site_packages) as child:
        result = child.do(order, limits=Limits(seconds=90))
    replies = [reply_from_json(reply) for reply in result.get("replies", ())]
    found = _compared(recording.exchanges, replies)
    unequal = len({difference.index for difference in found})
    compared = sum(each.comparable for each in recording.exchanges)
    return Replay(
        requests=compared,
        equal=compared - unequal if replies else 0,
        differences=tuple(found),
        trouble="" if "replies" in result else _trouble(result),
        seconds=time.monotonic() - started,
    )


def _lent(stand_ins: Sequence[str]) -> list[str]:
    """Variables that the original was lent; with a stand-in for MongoDB an address that nobody asks."""
    names = [name.removeprefix("env ") for name in stand_ins if name.startswith("env ")]
    return [*names, *(["MONGO_URI"] if any(name.startswith("mongo") for name in stand_ins) else [])]


def _compared(exchanges: Sequence[Exchange], replies: Sequence[Reply]) -> list[Difference]:
    found = []
    for index, (each, reply) in enumerate(zip(exchanges, replies, strict=False)):
        for aspect, expected, actual in differences(each.request, each.reply, reply) if each.comparable else ():
            request = each.request
            why = f" ({reply.error})" if reply.error and aspect == "status" else ""
            found.append(
                Difference(index, request.endpoint, request.method, request.path, aspect, expected, actual + why)
            )
    return found


def _trouble(result: dict[str, object]) -> str:
    failed = result.get("failed")
    if isinstance(failed, dict):
        return f"{failed['last']} ({failed['where']})" if failed["where"] else str(failed["last"])
    return (
        "the backend did not answer in time" if result.get("timeout") else f"the backend ended: {result.get('crash')}"
    )
