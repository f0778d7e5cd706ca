"""The only room that writes to a user's folder: in one step, with a journal, and a way back."""

from archwright.apply.apply import apply
from archwright.apply.folder import read_base, read_manifest, read_report, read_yours, recover
from archwright.apply.page import write_files
from archwright.apply.target import check_target
from archwright.apply.undo import undo

__all__ = [
    "apply",
    "check_target",
    "read_base",
    "read_manifest",
    "read_report",
    "read_yours",
    "recover",
    "undo",
    "write_files",
]
