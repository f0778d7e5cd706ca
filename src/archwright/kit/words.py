"""Tables of words, written as text instead of one quoted string a line."""


def words(text: str) -> frozenset[str]:
    """The words of a text, which may run over several lines."""
    return frozenset(text.split())
