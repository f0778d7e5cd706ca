"""Keeps what could not be carried over, in the order of the source."""

from archwright.design.words import listing
from archwright.model.place import Gap, Place

_ALL = 10_000


class Ledger:
    """Gaps of one source. The same trouble in many places becomes one gap that names them all."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._single: list[Gap] = []
        self._common: dict[str, list[tuple[Place, str]]] = {}

    def tell(self, line: int, what: str, reason: str) -> None:
        """One gap."""
        gap = Gap(Place(self.file, line), what, reason)
        if gap not in self._single:
            self._single.append(gap)

    def tell_common(self, line: int, what: str, reason: str) -> None:
        """A gap that others share: `reason` holds for all of them."""
        entries = self._common.setdefault(reason, [])
        if all(known != what for _, known in entries):
            entries.append((Place(self.file, line), what))

    def gaps(self) -> tuple[Gap, ...]:
        """All of them, by line."""
        together = [
            Gap(min(place for place, _ in entries), listing([what for _, what in entries], _ALL), reason)
            for reason, entries in self._common.items()
        ]
        return tuple(sorted([*self._single, *together], key=lambda gap: gap.place))
