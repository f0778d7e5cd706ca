"""Names of response models, as someone who knows the app would give them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archwright.port.schemas.shape import Keyed, Listed, Scalar, has_model

_WORDS = {"msg": "message", "err": "error", "errors": "error"}
_SAID = frozenset({"code", "detail", "error", "message", "ok", "reason", "result", "status", "success"})
_IRREGULAR = {
    "children": "child",
    "men": "man",
    "news": "news",
    "people": "person",
    "series": "series",
    "women": "woman",
}
_LAST = frozenset({"detail", "error", "message", "msg", "reason", "result"})
_READING = re.compile(r"^(?:api_)?(?:get|fetch|list|read|show|return|view)_(?:all_)?(?=\w)")
MESSAGES = "app.schemas.messages"


@dataclass(frozen=True)
class Standing:
    """Where an object stands: in the answer of which view, below which key ("" for the answer itself)."""

    view: str
    resource: str
    key: str = ""
    in_list: bool = False


def title(text: str) -> str:
    """`todo_item` and `todoItem` -> "TodoItem"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", re.sub(r"\W+", "_", text)).split("_")
    return "".join(word[:1].upper() + word[1:] for word in words if word)


def singular(noun: str) -> str:
    """`todos` -> "todo", `categories` -> "category"."""
    if noun.lower() in _IRREGULAR:
        return noun[0] + _IRREGULAR[noun.lower()][1:]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def is_said(shape: Keyed) -> bool:
    """Whether an object only says how it went: such a one is shared by many routes."""
    names = [_WORDS.get(key.name.lower(), key.name.lower()) for key in shape.keys]
    scalars = all(isinstance(key.shape, Scalar) for key in shape.keys)
    return scalars and len(names) < 3 and all(name in _SAID for name in names)


def names_for(shape: Keyed, at: Standing) -> Iterator[str]:
    """Candidates, the best first."""
    view = title(_READING.sub("", at.view))
    if is_said(shape):
        keys = sorted(shape.keys, key=lambda key: key.name.lower() in _LAST)
        said = "".join(title(_WORDS.get(key.name.lower(), key.name)) for key in keys)
        yield from (said, f"{said}Answer", f"Plain{said}")
    if shape.entity:
        noun = title(singular(shape.entity.rpartition(".")[2]))
        yield from (f"{noun}Read", f"{noun}Summary", f"{noun}Detail", f"{noun}In{view}")
    if len(shape.keys) == 1 and isinstance(shape.keys[0].shape, Scalar) and not at.key:
        yield title(shape.keys[0].name)
    if not at.key and not at.in_list:
        yield from _wrappers(shape)
        yield from (f"{view}Response", f"{title(at.view)}Response", f"{title(at.resource)}{title(at.view)}Response")
        return
    noun = title(singular(at.key)) if at.in_list and at.key else title(at.key)
    yield from (noun, f"{view}{noun}", f"{view}Item") if noun else (f"{singular(view)}Item", f"{title(at.view)}Item")
    yield f"{title(at.resource)}{title(at.view)}{noun}Item"


def _wrappers(shape: Keyed) -> Iterator[str]:
    lists = [key for key in shape.keys if isinstance(key.shape, Listed) and has_model(key.shape)]
    objects = [key for key in shape.keys if isinstance(key.shape, Keyed)]
    if len(lists) == 1 and not objects:
        item = lists[0].shape.item if isinstance(lists[0].shape, Listed) else None
        owner = item.entity if isinstance(item, Keyed) else ""
        yield from (
            f"{title(singular(noun.rpartition('.')[2]))}List" for noun in (owner, lists[0].name.strip()) if noun
        )
    if len(objects) == 1 and not lists and len(shape.keys) < 3:
        yield f"{title(objects[0].name)}Envelope"
