"""Which dialect a script is written in, told by words that only one of them has."""

import re

DIALECTS = ("postgres", "mysql", "sqlite")
_MARKS = {
    "mysql": r"`\w+`|\bENGINE\s*=|\bAUTO_INCREMENT\b|\bUNSIGNED\b|\bTINYINT\b|\bDELIMITER\b",
    "sqlite": r"\bAUTOINCREMENT\b|\bTABLE\s+\[\w+\]|^\s*PRAGMA\b|\bWITHOUT\s+ROWID\b|\bdatetime\('now'\)|\bstrftime\(",
    "postgres": r"\b(BIG|SMALL)?SERIAL\b|::|\$\$|\bTIMESTAMPTZ\b|\bJSONB\b|\bBYTEA\b|\bAS\s+ENUM\b"
    r"|\bCREATE\s+EXTENSION\b"
    r"|\bALTER\s+TABLE\s+ONLY\b|\bCHARACTER\s+VARYING\b|\bCOMMENT\s+ON\b|\bGENERATED\s+(?:ALWAYS|BY\s+DEFAULT)\s+AS\s+IDENTITY\b",
}


def dialect_of(script: str) -> str:
    """The dialect with the most marks; plain SQL is read as PostgreSQL's."""
    counts = {
        name: len(re.findall(marks, script[:2_000_000], re.IGNORECASE | re.MULTILINE)) for name, marks in _MARKS.items()
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "postgres"
