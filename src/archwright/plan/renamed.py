"""Words that are called otherwise now, so that what the user did to an old file follows it to its new name."""

import re
from collections.abc import Mapping
from functools import cached_property

_TEXTS = r"\"\"\".*?\"\"\"|'''.*?'''|\"[^\"\n]*\"|'[^'\n]*'|#.*"


class Renaming:
    """Old words and new ones, e.g. {"Task": "Job", "task": "job", "tasks": "jobs"}; a word may be part of a name."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __bool__(self) -> bool:
        return bool(self._words)

    def all_of(self, text: str) -> str:
        """The text with every old word replaced: `TaskRead`, `task_id`, `list_tasks`."""
        return self._word.sub(lambda found: self._words[found[0]], text) if self._words else text

    def of_edited(self, path: str, base: str, yours: str) -> str:
        """The user's text: a line that was generated changes whole, a line of the user's in code, not in texts."""
        known = set(base.splitlines())
        lines = yours.splitlines(keepends=True)
        return "".join(self.all_of(line) if line.rstrip("\r\n") in known else self._code(path, line) for line in lines)

    def _code(self, path: str, line: str) -> str:
        if not path.endswith(".py"):
            return line
        return self._code_or_text.sub(lambda found: self._words.get(found[0], found[0]), line)

    @cached_property
    def _word(self) -> re.Pattern[str]:
        longest = sorted(self._words, key=len, reverse=True)
        return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, longest))})(?![a-z0-9])")

    @cached_property
    def _code_or_text(self) -> re.Pattern[str]:
        return re.compile(f"{_TEXTS}|{self._word.pattern}")
