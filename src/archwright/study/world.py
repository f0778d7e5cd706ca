"""The joined view of all files: notes by type, and names followed across modules."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from archwright.study.imports import Imports

T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """What was read in one file."""

    imports: Imports
    notes: tuple[object, ...]


@dataclass(frozen=True)
class World:
    """`files` maps paths to what was found there; `modules` maps dotted module names to paths."""

    root: str
    entry: str
    files: Mapping[str, Found]
    modules: Mapping[str, str]
    package: str = ""
    templates: frozenset[str] = frozenset()
    _by_type: dict[type, list[tuple[str, object]]] = field(default_factory=dict, repr=False)
    _memory: dict[Callable[..., object], object] = field(default_factory=dict, repr=False)

    def notes(self, kind: type[T]) -> list[tuple[str, T]]:
        """All notes of one type, with the file of each."""
        if not self._by_type:
            self._by_type[type(None)] = []
            for path, found in self.files.items():
                for note in found.notes:
                    self._by_type.setdefault(type(note), []).append((path, note))
        return cast("list[tuple[str, T]]", self._by_type.get(kind, []))

    def once(self, compute: Callable[["World"], T]) -> T:
        """The result of `compute(world)`, computed at most once for this world."""
        if compute not in self._memory:
            self._memory[compute] = compute(self)
        return cast("T", self._memory[compute])

    def resolve(self, path: str, name: str) -> tuple[str, str]:
        """The file and name where a dotted name, as written in the file `path`, is defined.

        ("", origin) when that is outside the studied files.
        """
        head, dot, rest = name.partition(".")
        names = self.files[path].imports.names
        if head not in names:
            return self._through_stars(path, name)
        return self.locate(names[head] + dot + rest) or ("", names[head] + dot + rest)

    def locate(self, origin: str, depth: int = 0) -> tuple[str, str] | None:
        """The file and local name of an absolute dotted name; None when it is not one of the studied files."""
        if depth > 10:
            return None
        for module, rest in self._splits(origin):
            path = self.modules[module]
            head, dot, tail = rest.partition(".")
            onward = self.files[path].imports.names.get(head, "")
            if head and onward and onward != origin:
                return self.locate(onward + dot + tail, depth + 1)
            return (path, rest) if not head or depth > 9 else self._through_stars(path, rest, depth)
        return None

    def _splits(self, origin: str) -> Iterator[tuple[str, str]]:
        """The longest module that is one of ours, and what remains."""
        parts = origin.split(".")
        if self.package and parts[0] == self.package and parts[0] not in self.modules:
            parts = parts[1:]
        for cut in range(len(parts), -1, -1):
            module = ".".join(parts[:cut])
            if module in self.modules and (module or self.package):
                yield module, ".".join(parts[cut:])
                return

    def _through_stars(self, path: str, name: str, depth: int = 0) -> tuple[str, str]:
        defined = self.once(_definitions)
        head = name.partition(".")[0]
        if head in defined.get(path, ()):
            return path, name
        for module, _ in self.files[path].imports.stars:
            target = self.modules.get(module)
            if target and target != path and depth < 10:
                where = self._through_stars(target, name, depth + 1)
                if where[1].partition(".")[0] in defined.get(where[0], ()):
                    return where
                through = self.files[target].imports.names.get(head)
                if through:
                    return self.locate(through + name[len(head) :], depth + 1) or (path, name)
        return path, name


def _definitions(world: World) -> dict[str, set[str]]:
    """Module-level names that notes know of, by file."""
    return {
        path: {getattr(note, "variable", "") or getattr(note, "name", "") for note in found.notes}
        for path, found in world.files.items()
    }
