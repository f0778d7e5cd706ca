"""Decides, file by file, what a new build does to a folder as it stands."""

from dataclasses import dataclass

from archwright.model.plan import Conflict, Op, Plan
from archwright.model.tree import Tree
from archwright.plan.merge import compare_text, merge_text, same_text

Content = str | bytes | None


def make_plan(base: Tree, yours: Tree, ours: Tree) -> Plan:
    """The ops that bring `ours` into the folder without losing what the user did.

    `base`: what was generated last time. `yours`: the folder as it stands. `ours`: what is generated now.
    Paths only in `yours` were never generated and get no op.
    """
    paths = sorted(base.files.keys() | ours.files.keys())
    cases = (_case(path, base, yours, ours) for path in paths)
    ops = (_decide(case) for case in cases)
    return Plan(tuple(op for op in ops if op is not None), base, yours, ours)


@dataclass(frozen=True)
class _Case:
    """One path and its three contents; None: no file."""

    path: str
    base: Content
    yours: Content
    ours: Content


def _case(path: str, base: Tree, yours: Tree, ours: Tree) -> _Case:
    return _Case(path, _text(base.files.get(path)), _text(yours.files.get(path)), _text(ours.files.get(path)))


def _decide(case: _Case) -> Op | None:
    if _same(case.yours, case.ours):
        return None
    if case.yours is None:
        return _gone(case)
    if case.ours is None:
        return _no_longer_generated(case)
    if case.base is None:
        return _both_added(case)
    return _both_there(case)


def _gone(case: _Case) -> Op:
    if case.base is None:
        return Op("create", case.path, "new", content=case.ours)
    if _same(case.base, case.ours):
        return Op("keep", case.path, "you deleted it, it stays deleted")
    return Op("keep", case.path, "you deleted it, it stays deleted; what is generated for it has changed", "medium")


def _no_longer_generated(case: _Case) -> Op:
    if _same(case.yours, case.base):
        return Op("delete", case.path, "no longer generated, and you did not change it", "medium")
    sides = (Conflict("the whole file", _shown(case.base), _shown(case.yours), ""),)
    return Op("conflict", case.path, "no longer generated, but you changed it: yours stays", "high", conflicts=sides)


def _both_added(case: _Case) -> Op:
    sides: tuple[Conflict, ...] = (Conflict("the whole file", "", _shown(case.yours), _shown(case.ours)),)
    marked = None
    if isinstance(case.yours, str) and isinstance(case.ours, str):
        compared = compare_text(case.yours, case.ours)
        sides, marked = compared.conflicts, compared.marked
    reason = "a file of yours stands where a new one would go, and what was generated before is not known"
    return Op("conflict", case.path, reason, "high", conflicts=sides, marked=marked)


def _both_there(case: _Case) -> Op:
    if _same(case.base, case.ours):
        return Op("keep", case.path, "you changed it, and it would be generated as before")
    if isinstance(case.base, str) and isinstance(case.yours, str) and isinstance(case.ours, str):
        return _merge(case.path, case.base, case.yours, case.ours)
    if case.yours == case.base:
        return Op("edit", case.path, "generated anew, and you did not change it", content=case.ours)
    sides = (Conflict("the whole file", _shown(case.base), _shown(case.yours), _shown(case.ours)),)
    return Op(
        "conflict", case.path, "you changed it, it is generated anew, and it is not text", "high", conflicts=sides
    )


def _merge(path: str, base: str, yours: str, ours: str) -> Op:
    merged = merge_text(path, base, yours, ours)
    if merged.conflicts:
        reason = f"you and the new build changed the same place: {_places(merged.conflicts)}"
        return Op("conflict", path, reason, "high", conflicts=merged.conflicts, marked=merged.marked)
    if same_text(yours, base):
        return Op("edit", path, "generated anew, and you did not change it", content=merged.text)
    if same_text(merged.text, yours):
        return Op("keep", path, "your changes already hold what is new" + _notes(merged.notes))
    return Op("merge", path, "your changes and the new ones together" + _notes(merged.notes), "medium", merged.text)


def _places(conflicts: tuple[Conflict, ...]) -> str:
    names = [conflict.where for conflict in conflicts]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _notes(notes: tuple[str, ...]) -> str:
    return "".join(f"; {note}" for note in notes)


def _text(content: Content) -> Content:
    """Text where the bytes are text, so that a carried file merges like a written one."""
    if not isinstance(content, bytes) or b"\0" in content:
        return content
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content


def _same(left: Content, right: Content) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return same_text(left, right)
    return left == right


def _shown(content: Content) -> str:
    return content if isinstance(content, str) else "" if content is None else f"({len(content)} bytes)\n"
