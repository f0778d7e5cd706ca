"""Cuts and stitches in the text of a page, at the places that the tree of nodes knows."""

import re
from typing import Any

from archwright.language.nodes import Node, Path, read, resolved
from archwright.language.writing import dumped

_PLAIN = re.compile(r"[A-Za-z0-9_/^(][^\n\t]*|-[a-z][a-z_]*")


def put(text: str, path: Path, value: Any) -> str:
    """Set what stands at a path; the mappings above are made when they are missing."""
    root, _ = read(text)
    node = _at(root, path)
    if node is not None:
        owner = _at(root, path[:-1])
        if isinstance(value, dict) and value and not node.flow and not (owner and owner.flow):
            return put(cut(text, path), path, value)
        return text[: node.begin] + _gap(text, node) + inline(value, flow=bool(owner and owner.flow)) + text[node.end :]
    for depth in range(len(path) - 1, -1, -1):
        above = _at(root, path[:depth])
        if above is not None:
            for step in reversed(path[depth + 1 :]):
                value = {str(step): value}
            return _insert(text, above, str(path[depth]), value)
    return text


def cut(text: str, path: Path) -> str:
    """Take away what stands at a path, with its key and its line."""
    root, _ = read(text)
    owner, node = _at(root, path[:-1]), _at(root, path)
    if owner is None or node is None:
        return text
    if len(owner.values) == 1 and len(path) > 1:
        return put(text, path[:-1], {}) if owner.flow else _emptied(text, owner)
    begin, end = owner.keys[str(path[-1])].begin, node.end
    if not owner.flow:
        return text[: _line_begin(text, begin)] + text[_line_end(text, end) :]
    if after := re.compile(r"\s*,\s*").match(text, end):
        return text[:begin] + text[after.end() :]
    return re.sub(r"\s*,\s*$", "", text[:begin]) + text[end:]


def rename_key(text: str, path: Path, name: str) -> str:
    """Give a key another name."""
    root, _ = read(text)
    if _at(root, path) is None:
        return text
    key = root.key_of(path)
    return text[: key.begin] + name + text[key.end :]


def replace_words(text: str, path: Path, old: str, new: str) -> str:
    """Write another word for one, in every value below a path."""
    root, _ = read(text)
    node = _at(root, path)
    if node is None:
        return text
    word = re.compile(rf"(?<![\w.]){re.escape(old)}(?!\w)")
    for leaf in sorted(_leaves(node), key=lambda each: -each.begin):
        text = text[: leaf.begin] + word.sub(new, text[leaf.begin : leaf.end]) + text[leaf.end :]
    return text


def inline(value: Any, *, flow: bool) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline(each, flow=True)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(each, flow=True) for each in value) + "]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return str(value) if isinstance(value, int | float) else _scalar(str(value), flow=flow)


def _scalar(text: str, *, flow: bool) -> str:
    plain = _PLAIN.fullmatch(text) and isinstance(resolved(text), str) and text == text.strip()
    plain = plain and not re.search(r": |:$| #", text) and not (flow and re.search(r"[,\[\]{}]", text))
    return text if plain else "'" + text.replace("'", "''") + "'"


def _insert(text: str, above: Node, key: str, value: Any) -> str:
    if above.kind != "mapping" or (above.flow and not above.values):
        if above.flow or above.end > above.begin:
            return text[: above.begin] + inline({key: value}, flow=True) + text[above.end :]
        return text[: above.begin] + " " + inline({key: value}, flow=True) + text[above.begin :]
    if above.flow:
        last = next(reversed(above.values.values()))
        return text[: last.end] + f", {key}: {inline(value, flow=True)}" + text[last.end :]
    column = next(iter(above.keys.values())).column - 1
    end = _line_end(text, above.end)
    lines = "".join(f"{' ' * column}{line}\n" if line else "\n" for line in _lines(key, value))
    before = text[:end] if text[:end].endswith("\n") or not text[:end] else text[:end] + "\n"
    return before + lines + text[end:]


def _lines(key: str, value: Any) -> list[str]:
    if isinstance(value, dict) and "fields" in value:
        return dumped({key: value}).rstrip("\n").splitlines()
    return [f"{key}: {inline(value, flow=False)}"]


def _emptied(text: str, owner: Node) -> str:
    """A block without a line left is `{}`, behind its key."""
    begin = _line_begin(text, owner.begin)
    key = text[:begin].rstrip("\n")
    return f"{key} {{}}\n" + text[_line_end(text, owner.end) :]


def _leaves(node: Node) -> list[Node]:
    below = [*node.values.values(), *node.items]
    return [leaf for each in below for leaf in _leaves(each)] if below else [node]


def _at(root: Node, path: Path) -> Node | None:
    here: Node | None = root
    for step in path:
        here = here.child(step) if here else None
    return here


def _gap(text: str, node: Node) -> str:
    return " " if node.begin == node.end and text[node.begin - 1 : node.begin] == ":" else ""


def _line_begin(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    """Behind the line break; what ends at the beginning of a line ended with the one before."""
    if place and text[place - 1 : place] == "\n":
        return place
    found = text.find("\n", place)
    return len(text) if found < 0 else found + 1
