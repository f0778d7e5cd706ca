"""Where a key stands in a text of YAML or of indented JSON, told by its indentation."""

import re
from collections.abc import Sequence

_KEY = re.compile(r"""(\s*)(?:-\s+)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#"'{\[][^#:]*?|[^\s:]\S*?))\s*:(?:\s|$)""")


class Lines:
    """The keys of a text by line."""

    def __init__(self, text: str) -> None:
        self._keys: list[tuple[int, str, int]] = []
        for number, line in enumerate(text.split("\n"), 1):
            found = _KEY.match(line)
            if found:
                key = next((part for part in found.groups()[1:] if part is not None), "")
                self._keys.append((len(found[1]), key.strip(), number))

    def line(self, keys: Sequence[str]) -> int:
        """The line of the last key that can be found; 0 for none."""
        place, indent, line = 0, -1, 0
        for key in keys:
            found = self._below(str(key), place, indent)
            if found is None:
                break
            place, indent, line = found + 1, self._keys[found][0], self._keys[found][2]
        return line

    def _below(self, key: str, place: int, indent: int) -> int | None:
        """The index of a key among the direct children of the one before `place`."""
        level = self._keys[place][0] if place < len(self._keys) else 0
        if level <= indent:
            return None
        for index in range(place, len(self._keys)):
            here, name, _ = self._keys[index]
            if here <= indent:
                return None
            if here == level and name == key:
                return index
        return None
