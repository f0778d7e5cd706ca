"""Use cases: hands plug-ins to engines. A use case is loaded when it is asked for: reading an app needs no writer."""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archwright.workbench.backends import build_backend, plan_backend, prove_backend, undo_backend
    from archwright.workbench.options import BuildOptions
    from archwright.workbench.sources import design_app, study_app

__all__ = [
    "BuildOptions",
    "build_backend",
    "design_app",
    "plan_backend",
    "prove_backend",
    "study_app",
    "undo_backend",
]

_HOMES = {"BuildOptions": "options", "design_app": "sources", "study_app": "sources"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    home = importlib.import_module(f"{__name__}.{_HOMES.get(name, 'backends')}")
    value: object = getattr(home, name)
    return value
