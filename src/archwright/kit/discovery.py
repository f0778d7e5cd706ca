"""Finding plug-ins: every public module below a package is one; its id comes from its path."""

import importlib
import pkgutil
from types import ModuleType


def plugins(package: ModuleType) -> tuple[ModuleType, ...]:
    """All modules below `package`, by id. Packages, and names that start with "_", are not plug-ins."""
    return tuple(importlib.import_module(name) for name in sorted(_names(package)))


def folders(package: ModuleType) -> tuple[ModuleType, ...]:
    """All packages directly below `package`, by name: plug-ins that are a folder each."""
    found = sorted(info.name for info in pkgutil.iter_modules(package.__path__, package.__name__ + ".") if info.ispkg)
    return tuple(importlib.import_module(name) for name in found if not _is_private(name, package))


def plugin_id(package: ModuleType, plugin: ModuleType) -> str:
    """`archwright.readers.flask.routes` below `archwright.readers` is "flask.routes"."""
    return plugin.__name__.removeprefix(package.__name__ + ".")


def _names(package: ModuleType) -> list[str]:
    found = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    return [info.name for info in found if not info.ispkg and not _is_private(info.name, package)]


def _is_private(name: str, package: ModuleType) -> bool:
    return any(part.startswith("_") for part in name.removeprefix(package.__name__ + ".").split("."))
