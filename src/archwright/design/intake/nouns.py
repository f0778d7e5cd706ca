"""Singular and plural of English nouns, well enough for names of tables and paths."""

import re

from archwright.kit.words import words

_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose", "indices": "index", "matrices": "matrix", "vertices": "vertex",
    "criteria": "criterion", "analyses": "analysis", "diagnoses": "diagnosis", "bases": "basis", "crises": "crisis",
    "leaves": "leaf", "shelves": "shelf", "lives": "life", "knives": "knife", "halves": "half", "movies": "movie",
    "cookies": "cookie", "series": "series", "species": "species", "quizzes": "quiz", "aliases": "alias",
    "statuses": "status", "buses": "bus", "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato",
    "branches": "branch", "caches": "cache", "databases": "database", "purchases": "purchase", "releases": "release",
    "cases": "case", "phases": "phase", "courses": "course", "responses": "response", "expenses": "expense",
    "licenses": "license", "houses": "house", "warehouses": "warehouse", "causes": "cause", "clauses": "clause",
    "exercises": "exercise", "uses": "use", "closes": "close", "purposes": "purpose", "nurses": "nurse",
}  # fmt: skip
_PLURALS = {one: many for many, one in _IRREGULAR.items()}
_UNCHANGED = words("""news media data metadata series species equipment information staff money feedback inventory stock
history status address bus gas lens analysis basis crisis access process progress business class pass
settings news sms gps dns sales goods""")
_HAS_S = re.compile(r"(ss|us|is)$")


def singular(noun: str) -> str:
    """`order_lines` is "order_line"; only the last word changes."""
    head, mark, last = _last(noun)
    lower = last.lower()
    if lower in _IRREGULAR:
        return head + mark + _IRREGULAR[lower]
    if lower in _UNCHANGED or _HAS_S.search(lower) or len(lower) < 3:
        return noun
    if lower.endswith("ies") and len(lower) > 4:
        return noun[:-3] + "y"
    if re.search(r"(sh|ch|x|ss|zz|us)es$", lower):
        return noun[:-2]
    return noun.removesuffix("s")


def plural(noun: str) -> str:
    """`order_line` is "order_lines"; only the last word changes."""
    head, mark, last = _last(noun)
    lower = last.lower()
    if lower in _PLURALS:
        return head + mark + _PLURALS[lower]
    if lower in _IRREGULAR or (lower in _UNCHANGED and not _HAS_S.search(lower)):
        return noun
    if re.search(r"[^aeiou]y$", lower):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(s|sh|ch|x|z)$", lower) else "s")


def _last(noun: str) -> tuple[str, str, str]:
    head, mark, last = noun.rpartition("_")
    return head, mark, last
