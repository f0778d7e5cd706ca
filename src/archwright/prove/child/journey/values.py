"""A plausible value for a field, by its name."""

from __future__ import annotations

import re
from typing import Any

PASSWORD = "Secret123!"  # noqa: S105 - typed into scratch copies only
USER = "adalove"
MAIL = "ada@example.com"

_TABLE: tuple[tuple[str, Any], ...] = (
    (r"confirm|pass|^pwd|^psw|^re_?type|repeat", PASSWORD),
    (r"mail", MAIL),
    (r"url|link|website|^src$|^href$|homepage", "https://example.com/page"),
    (r"phone|mobile|^tel|contact_?(no|num)", "5551234567"),
    (r"_at$|date_?time|timestamp|^start_time$|^end_time$|reminder", "2024-05-01 10:00"),
    (r"date|^dob$|^due$|deadline|^day$|birth", "2024-05-01"),
    (r"^is_|^has_|active|done|complete|enabled|checked|available|published|remember|agree|public", True),
    (r"time", "10:00"),
    (r"year", 2021),
    (r"month", 5),
    (r"^lat(itude)?$", 48.2),
    (r"^(lon|long|lng|longitude)$", 16.37),
    (r"^id$|_id$|^[a-z]{1,6}id$", 1),
    (
        r"price|amount|cost|total|balance|salary|rate$|weight|height|temp|bmi|score|income|budget|fee|loan|lat$|lng$",
        12.5,
    ),
    (
        r"^age|_age$|qty|quantity|count|stock|number|^num|page|limit|size|rating|stars|hours|minutes|duration|port$|shares|"
        r"units|offset|level|capacity|seats|rooms|index|pin$|position|priority|^n$|^k$",
        3,
    ),
    (r"user|^login$|^nick|handle|^author$|^owner$", USER),
    (r"symbol|ticker|stock", "NFLX"),
    (r"colou?r", "red"),
    (r"gender|^sex$", "female"),
    (r"lang", "en"),
    (r"country", "Austria"),
    (r"city|town|location", "Vienna"),
    (r"role", "user"),
    (r"status|state$", "open"),
    (r"code|token|slug|^key$|hash", "abc123"),
    (r"zip|postal", "12345"),
    (r"(full|first|last|sur)_?name|^name$", "Ada Lovelace"),
    (r"file.?name|^file", "note.txt"),
    (r"name", "alpha"),
    (r"title|subject|headline", "First title"),
    (
        r"content|body|text|message|msg|desc|comment|note|bio|question|query|prompt|review|address|task|todo|item|detail",
        "",
    ),
    (r"categor|type|kind|tag|genre", "alpha"),
)
_NUMERIC_TYPES = ("number", "range", "IntegerField", "DecimalField", "FloatField", "int", "float")
_TYPED = {
    "EmailField": MAIL,
    "DateField": "2024-05-01",
    "DateTimeField": "2024-05-01 10:00:00",
    "TimeField": "10:00",
    "URLField": "https://example.com/page",
    "email": MAIL,
    "date": "2024-05-01",
    "datetime-local": "2024-05-01T10:00",
    "time": "10:00",
    "color": "#ff0000",
    "url": "https://example.com/page",
    "tel": "5551234567",
    "month": "2024-05",
    "week": "2024-W18",
}


def value_for(key: str, kind: str = "") -> Any:
    """`kind` is an input's type or the cast that a view applies, when known."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower().replace("-", "_")
    if kind in _TYPED:
        return _TYPED[kind]
    for pattern, value in _TABLE:
        if re.search(pattern, name):
            if kind in _NUMERIC_TYPES and not isinstance(value, (int, float)):
                return 3
            return value or (f"Some text for {name}" if value == "" else value)
    return 3 if kind in _NUMERIC_TYPES else "alpha"


def as_text(value: Any) -> str:
    """What a browser would send."""
    return ("on" if value else "") if isinstance(value, bool) else str(value)
