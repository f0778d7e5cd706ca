"""Decides, file by file, what a new build does to a folder as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from archwright.model.plan import Conflict, Op, Plan
from archwright.model.tree import Tree
from archwright.plan.contents import Content, notes_of, same, shown_of, text_of
from archwright.plan.merge import compare_text, merge_text, same_text
from archwright.plan.moves import Sides, merge_renamed, moved_ops
from archwright.plan.renamed import Renaming

NO_WORDS: Mapping[str, str] = MappingProxyType({})


def make_plan(base: Tree, yours: Tree, ours: Tree, words: Mapping[str, str] = NO_WORDS) -> Plan:
    """The ops that bring `ours` into the folder without losing what the user did.

    `base`: what was generated last time. `yours`: the folder as it stands. `ours`: what is generated now.
    `words`: what is called otherwise now, old -> new; a file whose name has such a word goes on under its new name.
    Paths only in `yours` were never generated and get no op.
    """
    renaming = Renaming(words)
    moved = {op.path: op for op in moved_ops(Sides(base, yours, ours), renaming)}
    paths = sorted(base.files.keys() | ours.files.keys())
    ops = (moved.get(path) or _decide(_case(path, base, yours, ours), renaming) for path in paths)
    return Plan(tuple(op for op in ops if op is not None), base, yours, ours)


@dataclass(frozen=True)
class _Case:
    """One path and its three contents; None: no file."""

    path: str
    base: Content
    yours: Content
    ours: Content


def _case(path: str, base: Tree, yours: Tree, ours: Tree) -> _Case:
    return _Case(path, text_of(base.files.get(path)), text_of(yours.files.get(path)), text_of(ours.files.get(path)))


def _decide(case: _Case, renaming: Renaming) -> Op | None:
    if same(case.yours, case.ours):
        return None
    if case.yours is None:
        return _gone(case)
    if case.ours is None:
        return _no_longer_generated(case)
    if case.base is None:
        return _both_added(case)
    return _both_there(case, renaming)


def _gone(case: _Case) -> Op:
    if case.base is None:
        return Op("create", case.path, "new", content=case.ours)
    if same(case.base, case.ours):
        return Op("keep", case.path, "you deleted it, it stays deleted")
    return Op("keep", case.path, "you deleted it, it stays deleted; what is generated for it has changed", "medium")


def _no_longer_generated(case: _Case) -> Op:
    if same(case.yours, case.base):
        return Op("delete", case.path, "no longer generated, and you did not change it", "medium")
    sides = (Conflict("the whole file", shown_of(case.base), shown_of(case.yours), ""),)
    return Op("conflict", case.path, "no longer generated, but you changed it: yours stays", "high", conflicts=sides)


def _both_added(case: _Case) -> Op:
    sides: tuple[Conflict, ...] = (Conflict("the whole file", "", shown_of(case.yours), shown_of(case.ours)),)
    marked = None
    if isinstance(case.yours, str) and isinstance(case.ours, str):
        compared = compare_text(case.yours, case.ours)
        sides, marked = compared.conflicts, compared.marked
    reason = "a file of yours stands where a new one would go, and what was generated before is not known"
    return Op("conflict", case.path, reason, "high", conflicts=sides, marked=marked)


def _both_there(case: _Case, renaming: Renaming) -> Op:
    if same(case.base, case.ours):
        return Op("keep", case.path, "you changed it, and it would be generated as before")
    if isinstance(case.base, str) and isinstance(case.yours, str) and isinstance(case.ours, str):
        return _merge(case.path, case.base, case.yours, case.ours, renaming)
    if case.yours == case.base:
        return Op("edit", case.path, "generated anew, and you did not change it", content=case.ours)
    sides = (Conflict("the whole file", shown_of(case.base), shown_of(case.yours), shown_of(case.ours)),)
    return Op(
        "conflict", case.path, "you changed it, it is generated anew, and it is not text", "high", conflicts=sides
    )


def _merge(path: str, base: str, yours: str, ours: str, renaming: Renaming) -> Op:
    merged = merge_text(path, base, yours, ours)
    if merged.conflicts and renaming:
        renamed = merge_renamed(path, base, yours, ours, renaming)
        merged = merged if renamed.conflicts else renamed
    if merged.conflicts:
        reason = f"you and the new build changed the same place: {_places(merged.conflicts)}"
        return Op("conflict", path, reason, "high", conflicts=merged.conflicts, marked=merged.marked)
    if same_text(yours, base):
        return Op("edit", path, "generated anew, and you did not change it", content=merged.text)
    if same_text(merged.text, yours):
        return Op("keep", path, "your changes already hold what is new" + notes_of(merged.notes))
    return Op("merge", path, "your changes and the new ones together" + notes_of(merged.notes), "medium", merged.text)


def _places(conflicts: tuple[Conflict, ...]) -> str:
    names = [conflict.where for conflict in conflicts]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
