"""Durations, rates and sizes: text to value and back."""

import re
from datetime import timedelta

from archwright.model.blueprint import Rate

_UNITS = {"ms": timedelta(milliseconds=1), "s": timedelta(seconds=1), "m": timedelta(minutes=1),
          "h": timedelta(hours=1), "d": timedelta(days=1)}  # fmt: skip
_SIZES = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


def duration(text: str) -> timedelta:
    """15m, 7d, 50ms."""
    figure, unit = _split(text)
    return figure * _UNITS[unit]


def duration_text(value: timedelta) -> str:
    """The shortest text of a duration."""
    for unit, one in reversed(_UNITS.items()):
        if value % one == timedelta(0) and value:
            return f"{value // one}{unit}"
    return "0s"


def rate(text: str) -> Rate | None:
    """600/m, 5/15m; none."""
    if text == "none":
        return None
    requests, _, per = text.partition("/")
    return Rate(int(requests), duration(per if per[0].isdigit() else f"1{per}"))


def rate_text(value: Rate | None) -> str:
    """The text of a rate."""
    if value is None:
        return "none"
    per = duration_text(value.per)
    return f"{value.requests}/{per[1:] if re.fullmatch('1[smhd]', per) else per}"


def size(text: str) -> int:
    """1MB, 64KB; in bytes."""
    figure, unit = _split(text)
    return figure * _SIZES[unit]


def size_text(value: int) -> str:
    """The shortest text of a size."""
    unit = next(unit for unit, one in reversed(_SIZES.items()) if value % one == 0)
    return f"{value // _SIZES[unit]}{unit}"


def _split(text: str) -> tuple[int, str]:
    match = re.fullmatch(r"([0-9]+)([a-zA-Z]+)", text)
    if not match:
        raise ValueError(text)
    return int(match[1]), match[2]
