"""Flask-RESTful's input types: each turns the text of an argument into a value or says what is wrong with it."""

import re
from datetime import UTC, datetime, time, timedelta
from datetime import date as day
from email.utils import mktime_tz, parsedate_tz
from typing import Any

import aniso8601

__provides__ = {
    "flask_restful.inputs": "",
    "flask_restful.inputs.boolean": "boolean",
    "flask_restful.inputs.date": "date",
    "flask_restful.inputs.datetime_from_iso8601": "datetime_from_iso8601",
    "flask_restful.inputs.datetime_from_rfc822": "datetime_from_rfc822",
    "flask_restful.inputs.int_range": "int_range",
    "flask_restful.inputs.iso8601interval": "iso8601interval",
    "flask_restful.inputs.natural": "natural",
    "flask_restful.inputs.positive": "positive",
    "flask_restful.inputs.regex": "regex",
    "flask_restful.inputs.url": "url",
}

URL = re.compile(
    r"^(?:http|ftp)s?://"
    r"(?:[^:@]+?:[^:@]*?@|)"
    r"(?:(?:[A-Z0-9](?:[A-Z0-9-]{0,61}[A-Z0-9])?\.)+(?:[A-Z]{2,6}\.?|[A-Z0-9-]{2,}\.?)"
    r"|localhost|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[?[A-F0-9]*:[A-F0-9:]+\]?)"
    r"(?::\d+)?(?:/?|[/?]\S+)$",
    re.IGNORECASE,
)


def url(value: str) -> str:
    """A URL."""
    if URL.search(value):
        return value
    hint = f". Did you mean: http://{value}" if URL.search(f"http://{value}") else ""
    raise ValueError(f"{value} is not a valid URL{hint}")


class regex:  # noqa: N801 - the name that applications know
    """Text in which a pattern is found."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.re = re.compile(pattern, flags)

    def __call__(self, value: str) -> str:
        if not self.re.search(value):
            raise ValueError(f'Value does not match pattern: "{self.pattern}"')
        return value


def _integer(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value} is not a valid integer") from None


def natural(value: Any, argument: str = "argument") -> int:
    """0, 1, 2, ..."""
    number = _integer(value)
    if number < 0:
        raise ValueError(f"Invalid {argument}: {number}. {argument} must be a non-negative integer")
    return number


def positive(value: Any, argument: str = "argument") -> int:
    """1, 2, 3, ..."""
    number = _integer(value)
    if number < 1:
        raise ValueError(f"Invalid {argument}: {number}. {argument} must be a positive integer")
    return number


class int_range:  # noqa: N801 - the name that applications know
    """A whole number between two others, both included."""

    def __init__(self, low: int, high: int, argument: str = "argument") -> None:
        self.low, self.high, self.argument = low, high, argument

    def __call__(self, value: Any) -> int:
        number = _integer(value)
        if not self.low <= number <= self.high:
            name = self.argument
            raise ValueError(f"Invalid {name}: {number}. {name} must be within the range {self.low} - {self.high}")
        return number


def boolean(value: Any) -> bool:
    """true, false, 1 or 0."""
    if isinstance(value, bool):
        return value
    if not value:
        raise ValueError("boolean type must be non-null")
    lowered = value.lower()
    if lowered in ("true", "1"):
        return True
    if lowered in ("false", "0"):
        return False
    raise ValueError(f"Invalid literal for boolean(): {lowered}")


def date(value: str) -> datetime:
    """2012-12-31."""
    return datetime.strptime(value, "%Y-%m-%d")


def datetime_from_rfc822(datetime_str: str) -> datetime:
    """Wed, 02 Oct 2002 08:00:00 EST."""
    parsed: Any = parsedate_tz(datetime_str)
    return datetime.fromtimestamp(mktime_tz(parsed), UTC)


def datetime_from_iso8601(datetime_str: str) -> datetime:
    """2012-01-01T23:30:00+02:00."""
    found: datetime = aniso8601.parse_datetime(datetime_str)
    return found


def iso8601interval(value: str, argument: str = "argument") -> tuple[datetime, datetime]:
    """Start and end of an interval in UTC. A single date or time lasts as long as its last part says."""
    try:
        start, end = _interval(value)
    except ValueError:
        raise ValueError(
            f"Invalid {argument}: {value}. {argument} must be a valid ISO8601 date/time interval."
        ) from None
    return _in_utc(start), _in_utc(end)


def _interval(value: str) -> tuple[day, day]:
    try:
        start, end = sorted(aniso8601.parse_interval(value))
    except ValueError:
        start = _moment(value)
        end = start + _length(start, value)
    return start, end


def _moment(value: str) -> day:
    found: day
    try:
        found = aniso8601.parse_datetime(value)
    except ValueError:
        found = aniso8601.parse_date(value)
    return found


def _length(start: day, value: str) -> timedelta:
    if not isinstance(start, datetime):
        return timedelta(days=1)
    clock = re.sub("[+-].+", "", value.split("T")[1])
    return (timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))[min(clock.count(":"), 2)]


def _in_utc(moment: day) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
