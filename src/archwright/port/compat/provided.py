"""What stands in for each name of the framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from archwright.port.compat.shelf import PACKAGE, Shelved, shelf


@dataclass(frozen=True, order=True)
class Provided:
    """`from module import name`. `needed` is what `assemble` must be told, also for names of other packages."""

    module: str
    name: str

    @property
    def needed(self) -> str:
        """`request.request` for a compat name, `json` for a whole module, the full name for anything else."""
        return f"{self.module}.{self.name}".removeprefix(PACKAGE + ".")


@cache
def provides() -> Mapping[str, Provided]:
    """Fully qualified framework name -> what to import instead. Each runtime module declares its own part."""
    return {
        framework: _provided(module, name)
        for module in shelf().values()
        for framework, name in sorted(module.declared.items())
    }


def counterpart(framework: str) -> Provided | None:
    """What to import instead of a fully qualified name of the framework, None when nothing stands in for it."""
    return provides().get(framework)


def _provided(module: Shelved, name: str) -> Provided:
    """A name of the module, one that it imports, one of another package with its full name, or the module for ""."""
    outside, _, last = name.rpartition(".")
    if not name or outside:
        return Provided(outside or PACKAGE, last or module.name)
    if any(name in piece.binds for piece in module.pieces):
        return Provided(f"{PACKAGE}.{module.name}", name)
    imported = next(alias for alias in module.imports if alias.bound == name)
    return Provided(imported.module, imported.name)
