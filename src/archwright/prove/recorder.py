"""Recording: the original runs in a child, is driven, and then played the same requests again to see what repeats."""

import dataclasses
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from archwright.kit.errors import ArchwrightError
from archwright.kit.processes import Limits
from archwright.model.facts import Facts
from archwright.model.replay import Exchange, Recording, Reply, Request
from archwright.prove.child.codec import reply_from_json, request_from_json, request_to_json
from archwright.prove.children import child_on
from archwright.prove.compare import differences
from archwright.prove.trouble import trouble_with

Progress = Callable[[str], None]

# The way its author starts it first; then with made-up environment values; then as an import.
_ATTEMPTS = (("main", False), ("main", True), ("import", False), ("import", True))


def record(  # noqa: PLR0913 - each is a choice of its own
    facts: Facts,
    *,
    python: Path,
    limit: int = 150,
    given: Sequence[Request] = (),
    derive: bool = True,
    progress: Progress = lambda _: None,
) -> Recording:
    """Drive the application that `facts` describes. `given` requests come after the derived ones, or instead of them.

    Raises ArchwrightError when it does not load, with the reason and the way out.
    """
    started = time.monotonic()
    progress("recording the original")
    order = _order(facts, limit, given, derive)
    attempt, result, isolation = _first_that_loads(facts, python, order)
    exchanges = [Exchange(request_from_json(ask), reply_from_json(reply)) for ask, reply in result["exchanges"]]
    progress(f"asking again, {len(exchanges)} requests")
    again = _again(facts, python, {**order, **attempt}, exchanges)
    marked = _marked(exchanges, again)
    return Recording(
        exchanges=tuple(marked),
        covered=tuple((name, run, all_) for name, run, all_ in result["covered"]),
        stand_ins=tuple(result["stand_ins"]),
        seconds=time.monotonic() - started,
        left_out=sum(not each.comparable for each in marked),
        isolation=isolation,
        mode=str(attempt["mode"]),
    )


def _order(facts: Facts, limit: int, given: Sequence[Request], derive: bool) -> dict[str, Any]:
    return {
        "job": "record",
        "facts": {"views": [dataclasses.asdict(view) for view in facts.views]},
        "variable": facts.app_variable,
        "package": Path(facts.root).name,
        "limit": limit,
        "derive": derive,
        "given": [request_to_json(request) for request in given],
    }


def _first_that_loads(facts: Facts, python: Path, order: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], str]:
    troubles: list[ArchwrightError] = []
    lone: list[ArchwrightError] = []  # because the file was not loaded as a part of its package
    for mode, environment in _ATTEMPTS:
        attempt = {"mode": mode, "environment": environment}
        with child_on(Path(facts.root), python) as child:
            result = child.do({**order, **attempt, "entry": f"{child.root}/{facts.entry}"}, limits=Limits(seconds=60))
            if "exchanges" in result:
                return attempt, result, child.box.isolation
        needs_package = _needs_package(result, Path(facts.root).name)
        (lone if needs_package else troubles).append(trouble_with(result, facts.entry, Path(facts.root)))
        if _is_final(result) and not needs_package:
            break
    raise [*troubles, *lone][0]


def _is_final(result: dict[str, Any]) -> bool:
    """Whether no other way of loading can help."""
    kind = result.get("failed", {}).get("kind", "timeout")
    return kind in ("missing module", "syntax", "timeout")


def _needs_package(result: dict[str, Any], package: str) -> bool:
    """Whether the file only loads as a part of the package it lies in: it names that, or what lies beside it."""
    failed = result.get("failed", {})
    if failed.get("kind") == "missing module":
        return bool(failed["message"].partition(".")[0] == package)
    return "attempted relative import" in failed.get("last", "")


def _again(facts: Facts, python: Path, order: dict[str, Any], exchanges: Sequence[Exchange]) -> list[Reply]:
    requests = [request_to_json(each.request) if each.reply.status else None for each in exchanges]
    with child_on(Path(facts.root), python) as child:
        order = {**order, "job": "original", "requests": requests, "entry": f"{child.root}/{facts.entry}"}
        result = child.do(order, limits=Limits(seconds=60))
    return [reply_from_json(reply) for reply in result.get("replies", ())]


def _marked(exchanges: Sequence[Exchange], again: Sequence[Reply]) -> list[Exchange]:
    """Those that ran out of time, or answer differently the second time, cannot be compared with anything."""
    lost = len(exchanges) - len(again)
    return [
        dataclasses.replace(each, comparable=_repeats(each, second))
        for each, second in zip(exchanges, [*again, *[Reply(0)] * lost], strict=True)
    ]


def _repeats(each: Exchange, second: Reply) -> bool:
    return bool(each.reply.status) and not differences(each.request, each.reply, second)
