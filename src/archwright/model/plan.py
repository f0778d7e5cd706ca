"""The plan: what would change in a folder, why, and at what risk. Nothing is written by having one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from archwright.model.tree import Tree

OpKind = Literal["create", "edit", "merge", "delete", "keep", "conflict"]
Risk = Literal["low", "medium", "high"]
OP_KINDS: tuple[OpKind, ...] = ("create", "edit", "merge", "delete", "keep", "conflict")

ConflictChoice = Literal["report", "write", "yours"]
"""`report`: the user's text stays and is told again. `write`: conflict markers. `yours`: the user's text settles it."""


@dataclass(frozen=True)
class Conflict:
    """One place that both sides changed. `where` names a symbol or a line; texts are whole lines."""

    where: str
    base: str
    yours: str
    ours: str


@dataclass(frozen=True)
class Op:
    """What happens to one file. `content` stands there afterwards; None when the file goes, or stays as it is.

    `marked` is the text with conflict markers, None when markers make no sense (bytes, or one side has no file).
    """

    kind: OpKind
    path: str
    reason: str
    risk: Risk = "low"
    content: str | bytes | None = None
    conflicts: tuple[Conflict, ...] = ()
    marked: str | None = None


@dataclass(frozen=True)
class DataChange:
    """What the next migration does to a database that is there. `risk`: "safe", "locks", "rewrites", "loses data"."""

    summary: str
    risk: str
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """The ops by path; `base` and `ours` are what was generated last time and now, `yours` what stood there.

    `database`: what the migration among the ops does. `notes`: what is to be known besides; nothing follows from it.
    """

    ops: tuple[Op, ...]
    base: Tree = field(default_factory=Tree)
    yours: Tree = field(default_factory=Tree)
    ours: Tree = field(default_factory=Tree)
    database: tuple[DataChange, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def conflicts(self) -> tuple[Op, ...]:
        """Files that need the user's word."""
        return tuple(op for op in self.ops if op.kind == "conflict")

    @property
    def changes(self) -> tuple[Op, ...]:
        """Files that would be written or deleted."""
        return tuple(op for op in self.ops if op.kind in ("create", "edit", "merge", "delete"))

    def count(self, kind: OpKind) -> int:
        """How many ops of one kind there are."""
        return sum(op.kind == kind for op in self.ops)

    def writes(self, choice: ConflictChoice = "report") -> Iterator[tuple[str, str | bytes | None]]:
        """Path and new content of everything that is written; None deletes."""
        for op in self.ops:
            if op.kind == "delete":
                yield op.path, None
            elif op.kind in ("create", "edit", "merge"):
                yield op.path, op.content
            elif op.kind == "conflict" and choice == "write" and op.marked is not None:
                yield op.path, op.marked

    def next_base(self, choice: ConflictChoice = "report") -> Mapping[str, str | bytes]:
        """What the next plan compares with. An open conflict keeps its old base, so that it is told again."""
        files = dict(self.ours.files)
        for op in self.conflicts if choice == "report" else ():
            files.pop(op.path, None)
            if op.path in self.base.files:
                files[op.path] = self.base[op.path]
        return files
