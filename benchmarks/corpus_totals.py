"""The figures of a whole corpus."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FEW = 12
_NAMED = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"")


@dataclass(frozen=True)
class Totals:
    """The same as data and as lines for people."""

    figures: dict[str, Any]
    lines: list[str]


def totals(apps: Sequence[dict[str, Any]]) -> Totals:
    """What holds over all apps that load, and how many of the others were refused well."""
    loading, others = ([app for app in apps if app["loads"] is kind] for kind in (True, False))
    built = [app["report"] for app in loading if "routes" in app["report"]]
    figures: dict[str, Any] = {
        "apps": len(loading),
        "good": sum(not app["failures"] for app in loading),
        "refused": len(others),
        "refused well": sum(not app["failures"] for app in others),
        "touched": sum(not app["untouched"] for app in apps),
        "built sql": sum(len(app["built_sql"]) for app in loading),
        "flask imports": sum(len(app["flask_imports"]) for app in loading),
    }
    if not built:
        return Totals(figures, _lines(figures))
    figures |= _sums(built) | _on_postgres(built) | _medians(built)
    reasons = Counter(_NAMED.sub("…", each["reason"]) for report in built for each in report["fallbacks"])
    figures["fallbacks"] = dict(reasons.most_common())
    improved = Counter(each["name"] for report in built for each in report["improvements"])
    figures["improvements"] = dict(improved.most_common())
    return Totals(figures, _lines(figures))


def _sums(built: Sequence[dict[str, Any]]) -> dict[str, Any]:
    routes = {name: sum(report["routes"][name] for report in built) for name in built[0]["routes"]}
    statements = {name: sum(report["statements"][name] for report in built) for name in ("total", "moved")}
    replay = {name: sum(report["replay"][name] for report in built) for name in ("requests", "equal", "left_out")}
    total = max(1, routes["total"])
    return {
        "routes": routes["total"],
        "layered or better": round((routes["idiomatic"] + routes["layered"]) / total, 4),
        "idiomatic": round(routes["idiomatic"] / total, 4),
        "statements": statements["total"],
        "statements moved": round(statements["moved"] / max(1, statements["total"]), 4),
        "requests": replay["requests"],
        "equal": replay["equal"],
        "declared differences": sum(len(report["replay"]["declared"]) for report in built),
        "unlisted differences": replay["requests"] - replay["equal"],
        "left out": replay["left_out"],
        f"apps below {FEW} requests": sum(report["replay"]["requests"] < FEW for report in built),
        "average coverage": round(statistics.mean(report["replay"]["coverage"] for report in built), 4),
    }


def _on_postgres(built: Sequence[dict[str, Any]]) -> dict[str, Any]:
    tried = [report["migrations"]["postgres"] for report in built if not report["migrations"]["postgres"]["skipped"]]
    return {"tried on PostgreSQL": len(tried), "migrated there": sum(each["up_again"] for each in tried)}


def _medians(built: Sequence[dict[str, Any]]) -> dict[str, float]:
    return {
        f"median seconds of {step}": round(statistics.median(report["seconds"].get(step, 0) for report in built), 2)
        for step in ("study", "record", "port", "tests", "total")
    }


def _lines(figures: dict[str, Any]) -> list[str]:
    lines = [""]
    for name, value in figures.items():
        if isinstance(value, dict):
            lines.append(f"{name}:")
            lines += [f"  {number:4}  {what[:150]}" for what, number in value.items()]
        else:
            shown = f"{value:.1%}" if name in _SHARES else f"{value:,}"
            lines.append(f"{name:26} {shown:>8}")
    return lines


_SHARES = frozenset({"layered or better", "idiomatic", "statements moved", "average coverage"})
