"""What a build can be told."""

from dataclasses import dataclass
from pathlib import Path

from archwright.model.evidence import Extent
from archwright.model.plan import ConflictChoice


@dataclass(frozen=True)
class BuildOptions:
    """`record`: requests of the user's own. `limit`: most requests that are derived. `check`: write nothing.

    `prove` off: nothing is run, every view stays as high as the recipes reach. `force`: write beside foreign files.
    `postgres`: how much is tried there too. `database`: the address of a live one, to look whether it fits.
    """

    python: str = ""
    record: Path | None = None
    limit: int = 150
    keep_behaviour: bool = False
    prove: bool = True
    check: bool = False
    force: bool = False
    conflicts: ConflictChoice = "report"
    cache: Path | None = None
    postgres: Extent = "migrations"
    database: str = ""

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What the backend remembers."""
        return (("keep_behaviour", str(self.keep_behaviour).lower()), ("limit", str(self.limit)))
