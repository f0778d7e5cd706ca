"""Names in the forms that code, tables and addresses use."""

import re

_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+")


def snake(name: str) -> str:
    """`OrderLine`, `order-line` and `order line` are all "order_line"."""
    return "_".join(part.lower() for part in _WORD_BREAK.split(name) if part)


def camel(name: str) -> str:
    """`order_line` is "OrderLine"."""
    return "".join(part[:1].upper() + part[1:] for part in _WORD_BREAK.split(name) if part)


def title(name: str) -> str:
    """`OrderLine` is "order line"."""
    return snake(name).replace("_", " ")


def a(noun: str) -> str:
    """`a("item")` is "an item", `a("user")` is "a user"; by the sound of the first letters, as far as those tell."""
    said = noun.lower()
    vowel = said[:1] in tuple("aeiou") and not said.startswith(("eu", "one", "uni", "use", "usu", "uti"))
    return f"{'an' if vowel else 'a'} {noun}"
