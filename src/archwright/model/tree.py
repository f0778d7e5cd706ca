"""A tree: what a backend's folder should hold, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Tree:
    """Relative POSIX path -> content. Text files hold `str`, carried assets hold `bytes`."""

    files: Mapping[str, str | bytes] = field(default_factory=lambda: MappingProxyType({}))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.files))

    def __getitem__(self, path: str) -> str | bytes:
        return self.files[path]

    def text(self, path: str) -> str:
        """The text of one file. Raises KeyError when absent, TypeError when it is bytes."""
        content = self.files[path]
        if not isinstance(content, str):
            raise TypeError(f"{path} is not text")
        return content

    def plus(self, files: Mapping[str, str | bytes]) -> "Tree":
        """A new tree in which `files` are added or replaced."""
        return Tree(MappingProxyType({**self.files, **files}))
