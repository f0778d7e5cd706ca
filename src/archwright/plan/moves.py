"""Files that are generated under another name now: what the user did to the old one follows."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.model.plan import Op
from archwright.model.tree import Tree
from archwright.plan.contents import notes_of, same, text_of
from archwright.plan.merge import Merged, merge_text
from archwright.plan.renamed import Renaming


@dataclass(frozen=True)
class Sides:
    """What was generated last time, the folder as it stands, what is generated now."""

    base: Tree
    yours: Tree
    ours: Tree


def moved_ops(sides: Sides, renaming: Renaming) -> Iterator[Op]:
    """The ops of files that move and that the user had a hand in; any other is deleted and created as usual."""
    for was in sides.base if renaming else ():
        now = renaming.all_of(was)
        if was not in sides.ours and now in sides.ours and now not in sides.base and now not in sides.yours:
            yield from _moved(was, now, sides, renaming)


def merge_renamed(path: str, base: str, yours: str, ours: str, renaming: Renaming) -> Merged:
    """The merge of texts in which the new words are said first."""
    return merge_text(path, renaming.all_of(base), renaming.of_edited(path, base, yours), ours)


def _moved(was: str, now: str, sides: Sides, renaming: Renaming) -> Iterator[Op]:
    base, yours, ours = text_of(sides.base[was]), text_of(sides.yours.files.get(was)), text_of(sides.ours[now])
    if yours is None:
        yield Op("keep", now, f"you deleted it when it was {was}, it stays deleted")
        return
    if not (isinstance(base, str) and isinstance(yours, str) and isinstance(ours, str)) or same(base, yours):
        return
    merged = merge_renamed(now, base, yours, ours, renaming)
    if merged.conflicts:
        return
    yield Op("create", now, f"what was {was}, with your changes{notes_of(merged.notes)}", "medium", merged.text)
    yield Op("delete", was, f"goes on as {now}, with your changes", "medium")
