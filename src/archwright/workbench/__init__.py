"""Use cases: hands plug-ins to engines."""

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
