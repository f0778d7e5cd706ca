"""The backend that is being written: its name, its parts, its database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from archwright.model.parts import Asset, Part, Parts, SettingPart, TextFile
from archwright.model.platform import DatabaseNeed


@dataclass(frozen=True)
class Backend:
    """`taken`: URL rules of the app itself; where they meet the platform's own paths, the platform makes room."""

    name: str
    parts: Parts = field(default_factory=Parts)
    database: DatabaseNeed = field(default_factory=DatabaseNeed)
    taken: frozenset[str] = frozenset()

    @property
    def slug(self) -> str:
        """The name as a distribution name."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-") or "backend"

    @property
    def title(self) -> str:
        """The name for people."""
        return self.slug.replace("-", " ").capitalize()

    @property
    def health(self) -> str:
        """Prefix of the health routes."""
        return self.own("/health")

    @property
    def settings(self) -> tuple[SettingPart, ...]:
        """All settings by name; of two with the same name the first counts."""
        found: dict[str, SettingPart] = {}
        for setting in self.parts.of(SettingPart):
            found.setdefault(setting.name, setting)
        return tuple(found[name] for name in sorted(found))

    @property
    def paths(self) -> tuple[str, ...]:
        """Paths of all files that are known so far, sorted."""
        return tuple(sorted({part.path for part in self.parts.items if isinstance(part, TextFile | Asset)}))

    def own(self, path: str) -> str:
        """`path`, or a place beside it when the app itself answers there."""
        meets = any(rule == path or rule.startswith(path + "/") for rule in self.taken)
        return f"/_{path.removeprefix('/')}" if meets else path

    def below(self, folder: str) -> Iterator[str]:
        """Paths of the files below `folder`."""
        return (path for path in self.paths if path.startswith(folder + "/"))

    def has(self, folder: str) -> bool:
        """Whether anything stands below `folder`."""
        return any(self.below(folder))

    def plus(self, *more: Part) -> "Backend":
        """The same with more parts."""
        return Backend(self.name, self.parts.plus(*more), self.database, self.taken)
