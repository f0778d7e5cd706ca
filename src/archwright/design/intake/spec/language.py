"""English as it stands in specs: verbs, sentences, lists, and where a thing is named."""

import re
from collections.abc import Iterable, Iterator

from archwright.design.intake.nouns import plural, singular
from archwright.kit.names import snake
from archwright.model.blueprint import Action

VERBS: dict[Action, str] = {
    "create": r"creat(?:e|es|ing|ion)|add(?:s|ing)?|record(?:s|ing)?|register(?:s|ing)?|enter(?:s|ing)?"
    r"|submit(?:s|ting)?"
    r"|post(?:s|ing)?|upload(?:s|ing)?|book(?:s|ing)?|place|log|write|draft|schedule",
    "list": r"list(?:s|ing)?|brows(?:e|es|ing)|search(?:es|ing)?|filter(?:s|ing)?|sort(?:s|ing)?|find|query|look up",
    "read": r"view(?:s|ing)?|see|display(?:s|ing)?|show(?:s|ing)?|read|retriev(?:e|es|ing)|access|open",
    "update": r"updat(?:e|es|ing)|edit(?:s|ing)?|modif(?:y|ies|ying|ication)|chang(?:e|es|ing)|renam(?:e|ing)"
    r"|set|adjust"
    r"|reorder|move|manag(?:e|es|ing)|correct",
    "delete": r"(?:soft-)?delet(?:e|es|ing|ion)|remov(?:e|es|ing|al)|manag(?:e|es|ing)|discard",
}
DEEDS = (
    "approve|reject|cancel|confirm|publish|unpublish|archive|restore|assign|unassign|complete|close|reopen|share|unshare"
    "|follow|unfollow|like|unlike|favorite|unfavorite|bookmark|invite|accept|decline|pay|refund|ship|deliver|check in"
    "|check out|return|renew|reserve|enroll|unenroll|subscribe|unsubscribe|rate|vote|start|stop|pause|resume|finish"
    "|activate|deactivate|enable|disable|lock|unlock|send|transfer|receive|duplicate|copy|merge|reset|rotate|revoke"
    "|join|leave|block|unblock|report|flag|pin|unpin|upvote|downvote|tag|import|export|download|reconcile"
)
_LIST_MARK = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+|as well as\s+)?|\s+and/or\s+|\s+and\s+|\s+plus\s+|;\s*)\s*")


def sentences(text: str) -> list[str]:
    """Cut behind full stops and semicolons that are outside of brackets."""
    found, depth, begin = [], 0, 0
    for index, letter in enumerate(text):
        depth += letter in "(["
        depth -= letter in ")]"
        ends = letter in ".;" and depth <= 0 and (index + 1 == len(text) or text[index + 1] == " ")
        if ends and not re.search(r"\b(e\.g|i\.e|etc|vs|incl)$", text[begin:index]):
            found.append(text[begin:index].strip())
            begin = index + 1
    return [each for each in [*found, text[begin:].strip()] if each]


def parts(text: str) -> list[str]:
    """The items of an enumeration; what stands in brackets stays with its item."""
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found[0])
        return f"\x00{len(hidden) - 1}\x00"

    covered = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]|`[^`]*`|\"[^\"]*\"", hide, text)
    items = [item for item in _LIST_MARK.split(covered) if item and item.strip()]
    return [re.sub(r"\x00(\d+)\x00", lambda found: hidden[int(found[1])], item).strip(" .:") for item in items]


def choices_in(text: str) -> tuple[str, ...]:
    """`todo / doing / done` as values; () for what is no enumeration of short words."""
    bare = re.sub(
        r"^(?:e\.g\.?,?|for example,?|such as|one of|values?:?|states?:?|options?:?|enum:?|either)\s*",
        "",
        text.strip(),
        flags=re.I,
    )
    items = [
        each.strip(" `'\"“”.")
        for each in re.split(r"\s*(?:/|\||→|->|,\s*(?:or|and)\s|,|\bor\b|\bvs\.?\b|\band\b)\s*", bare)
    ]
    items = [each for each in items if each and each.lower() not in {"etc", "..."}]
    plain = all(re.fullmatch(r"[A-Za-z0-9][\w +-]{0,30}", each) and len(each.split()) < 4 for each in items)
    numbers = all(re.fullmatch(r"[\d.]+", each) for each in items)
    return tuple(dict.fromkeys(items)) if len(items) > 1 and plain and not numbers else ()


class Things:
    """The entities by their names in a sentence: singular, plural, and other words for them."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._by_words: dict[str, str] = {}
        for words, entity in names:
            one = snake(words)
            for form in {one, singular(one), plural(singular(one))}:
                self._by_words.setdefault(form.replace("_", " "), entity)
        longest = sorted(self._by_words, key=len, reverse=True)
        joined = "|".join(re.escape(words).replace(r"\ ", r"[\s_-]") for words in longest)
        self._pattern = re.compile(rf"(?<![\w-])(?:{joined})(?![\w])" if joined else r"(?!)", re.IGNORECASE)

    def spoken(self, text: str) -> Iterator[tuple[str, int, bool]]:
        """Entity, place and whether it is many, in the order of the text; `InventoryItem` is heard as well."""
        for found in self._pattern.finditer(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)):
            words = snake(found[0]).replace("_", " ")
            one = singular(words.replace(" ", "_")).replace("_", " ")
            if words in self._by_words:
                yield self._by_words[words], found.start(), one != words

    def without(self, text: str) -> str:
        """The text with no entity named in it: `books` is no verb then."""
        return self._pattern.sub(" ", text)

    def first(self, text: str) -> str:
        """The first that is named, "" for none."""
        return next((name for name, _, _ in self.spoken(text)), "")

    def whole(self, words: str) -> str:
        """The entity that these words are, "" for none."""
        return self._by_words.get(snake(words).replace("_", " "), "")


def actions_in(text: str) -> list[Action]:
    """What is done, by its verbs."""
    return [action for action, words in VERBS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
