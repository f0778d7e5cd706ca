"""The plural of an English noun; what it gets wrong is said by `plural:`."""

_SAME = frozenset({"sheep", "fish", "series", "species", "news", "equipment", "information", "money", "data", "media"})
_ODD = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "goose": "geese",
    "quiz": "quizzes",
    "datum": "data",
    "criterion": "criteria",
    "analysis": "analyses",
    "diagnosis": "diagnoses",
    "basis": "bases",
    "crisis": "crises",
    "thesis": "theses",
    "leaf": "leaves",
    "shelf": "shelves",
    "half": "halves",
    "life": "lives",
    "knife": "knives",
    "wife": "wives",
    "hero": "heroes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "echo": "echoes",
    "index": "indexes",
    "status": "statuses",
}


def plural(slug: str) -> str:
    """order_item -> order_items, category -> categories, staff_person -> staff_people."""
    head, _, last = slug.rpartition("_")
    word = _word(last)
    return f"{head}_{word}" if head else word


def _word(word: str) -> str:
    if word in _SAME:
        return word
    if word in _ODD:
        return _ODD[word]
    if word.endswith("y") and word[-2:-1] not in set("aeiou") and len(word) > 1:
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    return f"{word}s"
