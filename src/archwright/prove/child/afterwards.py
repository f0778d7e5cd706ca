"""Change a module right after somebody imports it, without importing it ourselves."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

Change = Callable[[Any], None]
_changes: dict[str, list[Change]] = {}


def when_imported(name: str, change: Change) -> None:
    """Call `change(module)` once module `name` is imported; at once when it is already."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    if name in sys.modules:
        change(sys.modules[name])
    else:
        _changes.setdefault(name, []).append(change)


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:  # noqa: ARG002 - the protocol
        if name not in _changes:
            return None
        changes = _changes.pop(name)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            _changes[name] = changes
            return None
        spec.loader = _Loader(spec.loader, changes)
        return spec


class _Loader(importlib.abc.Loader):
    """The real loader, and the changes after it."""

    def __init__(self, real: Any, changes: list[Change]) -> None:
        self._real = real
        self._changes = changes

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def create_module(self, spec: Any) -> Any:
        return self._real.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._real.exec_module(module)
        module.__loader__ = self._real
        if module.__spec__ is not None:
            module.__spec__.loader = self._real
        for change in self._changes:
            change(module)
