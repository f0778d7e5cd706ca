"""Runs an original and what replaces it in children with a frozen world, and compares every answer."""

from archwright.prove.backend import boot, check_migrations, run_backend_tests
from archwright.prove.compare import differences
from archwright.prove.recorder import record
from archwright.prove.recordings import load, requests_in, save
from archwright.prove.replayer import replay

__all__ = [
    "boot",
    "check_migrations",
    "differences",
    "load",
    "record",
    "replay",
    "requests_in",
    "run_backend_tests",
    "save",
]
