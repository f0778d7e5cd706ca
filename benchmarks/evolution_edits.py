"""Edits generated backends by hand, changes their blueprints, builds them again: is every edit still there?

Usage: python benchmarks/evolution_edits.py [--jobs 2] [--edits WORD ...] [--ops WORD ...] [--command] [--json FILE]

Each edit meets each change of the page, on a backend without logins and on one with logins and roles. An edit is lost
when it is neither in the folder nor, with both sides, in a conflict of the plan; a change is lost when what it makes is
not in the merged file. Without --command the plan is made in memory, from two real builds.
Exits with 1 when anything is lost or a file does not parse, or when less than 95 % merge.
"""

import argparse
import ast
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from page_edits import EDITS, Edit

from archwright.language import load
from archwright.model.plan import Plan
from archwright.model.tree import Tree
from archwright.plan import make_plan
from archwright.plan.renamed import Renaming
from archwright.workbench import BuildOptions, build_backend
from archwright.workbench.generating import PAGE
from archwright.workbench.renamed import renamed_words

Files = dict[str, str | bytes | None]

TASK = """  Person:
    fields:
      name: str(1..80)
  Task:
    fields:
      title: str(1..200), search
      notes: text?
      status: enum(todo, doing, done) = todo
      due: date?
      points: int(0..)?
      person: Person?
    list: {filter: [status], sort: [title]}
"""
PAGES = {
    "plain": f"archwright: 1\nname: plain\nentities:\n{TASK}",
    "guarded": "archwright: 1\nname: guarded\nauth: {passwords: {min: 12}}\nroles: {member: [], admin: [member]}\n"
    f"entities:\n{TASK}    access: {{read: member, create: member, update: member, delete: admin}}\n",
}
OPTIONS = BuildOptions(prove=False)


@dataclass(frozen=True)
class Change:
    """`old` becomes `new` in the page; `gives` are words that stand in the new files where they are not yet."""

    name: str
    old: str
    new: str
    gives: tuple[str, ...] = ()


CHANGES: tuple[Change, ...] = (
    Change("add a field", "      due: date?\n", "      due: date?\n      colour: str(..20)?\n", ("colour",)),
    Change(
        "add a field at the end", "      person: Person?\n", "      person: Person?\n      size: int = 3\n", ("size",)
    ),
    Change("add a required field", "title: str", "code: str(2..9) backfill AB\n      title: str", ("code",)),
    Change("rename a field", "points: int(0..)?", "estimate: int(0..)? was points", ("estimate",)),
    Change("rename the edited field", "title: str(1..200), search", "name: str(1..200), search was title", ("name",)),
    Change("widen a field", "str(1..200)", "str(1..300)", ("300",)),
    Change("retype a field", "points: int(0..)?", "points: decimal(12,2)?", ("Decimal",)),
    Change("require a field", "notes: text?", "notes: text backfill none"),
    Change("drop a field", "      due: date?\n", ""),
    Change("add an entity", "  Task:\n", "  Label:\n    fields:\n      word: str(..40)\n  Task:\n"),
    Change("add a choice", "todo, doing, done", "todo, doing, waiting, done", ("waiting",)),
    Change("rename a choice", "todo, doing, done", "todo, started was doing, done", ("started",)),
    Change("unique", "str(1..200), search", "str(1..200), search, unique", ("uq_tasks_title",)),
    Change("add a relation", "person: Person?\n", "person: Person?\n      reviewer: Person?\n", ("reviewer_id",)),
    Change("relation to many", "person: Person?\n", "person: Person?\n      helpers: Person[]\n", ("helper",)),
    Change("soft delete on", "    list: {filter", "    soft_delete: true\n    list: {filter", ("deleted_at",)),
    Change("locking on", "    list: {filter", "    lock: true\n    list: {filter", ("version",)),
    Change("filters and sorts", "[status], sort: [title]", "[status, due], sort: [title, due]", ("due",)),
    Change("rename the entity", "  Task:\n", "  Ticket:\n    was: Task\n", ("Ticket",)),
    Change("access", "    list: {filter", "    actions: [list, create, read, update]\n    list: {filter"),
)


@dataclass(frozen=True)
class Pair:
    """An edit and a change by their numbers. `built`: before the change; `clean`: after it, without an edit."""

    built: Path
    clean: Path
    page: str
    edit: int
    change: int
    command: bool


@dataclass
class Result:
    """One edit with one change. `kind`: what the plan said of the edited file."""

    page: str
    edit: str
    change: str
    kind: str = ""
    troubles: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def changed_page(page: str, change: Change) -> str:
    """The page of a backend with one change."""
    text = PAGES[page]
    if change.name == "drop a field":
        text = text.replace("  Task:\n", "  Task:\n    allow_data_loss: true\n")
    if change.name == "access" and page == "guarded":
        text, change = text.replace("update: member", "update: admin"), Change("access", "", "", ("admin",))
    if change.name == "rename the edited field":
        text = text.replace("sort: [title]", "sort: [name]")
    assert change.old in text, change
    return text.replace(change.old, change.new, 1)


def build(folder: Path, text: str) -> None:
    """The backend in `folder` by that page."""
    (folder / "blueprint.yaml").write_text(text, "utf-8")
    build_backend(folder / "blueprint.yaml", folder, options=OPTIONS, progress=lambda _: None)


def tree(folder: Path) -> Tree:
    """What stands in a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".archwright" not in path.parts)
    return Tree({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def judge(pair: Pair) -> Result:
    """Edit a backend, bring the change, look."""
    edit, change = EDITS[pair.edit], CHANGES[pair.change]
    result = Result(pair.page, edit.name, change.name)
    base, ours = tree(pair.built), tree(pair.clean)
    made = edit.make(str(base.files[edit.path], "utf-8"))  # type: ignore[arg-type]
    assert edit.holds(made), f"{edit.name} was not made"
    edited = {path: content for path, content in base.files.items() if path != edit.path}
    yours = Tree(edited | ({edit.path: made.encode()} if made is not None else {}))
    words = words_of(pair, base)
    now = Renaming(words).all_of(edit.path)
    path = now if now in ours else edit.path
    plan = make_plan(base, yours, ours, words)
    op = next((each for each in plan.ops if each.path == path), None)
    result.kind = op.kind if op else "as it was"
    result.conflicts = [f"{each.path}: {side.where}" for each in plan.conflicts for side in each.conflicts]
    after = after_the_build(pair, made, plan) if pair.command else dict(yours.files) | dict(plan.writes())
    moved = replace(edit, path=path, holds=partial(holds_by_either_name, edit, words))
    result.troubles = list(_troubles(moved, change, after, ours, conflict=result.kind == "conflict"))
    return result


def holds_by_either_name(edit: Edit, words: Mapping[str, str], text: str | None) -> bool:
    """Whether an edit is there, said in the new words or in the old."""
    former = Renaming({now: was for was, now in words.items()})
    return edit.holds(text) or edit.holds(None if text is None else former.all_of(text))


def words_of(pair: Pair, base: Tree) -> Mapping[str, str]:
    """What the change calls otherwise."""
    blueprint = load((pair.clean / PAGE).read_text("utf-8"), PAGE)
    return renamed_words(PAGE, base, blueprint)


def after_the_build(pair: Pair, made: str | None, plan: Plan) -> Files:
    """The same by the command, on a disk."""
    edit, change = EDITS[pair.edit], CHANGES[pair.change]
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / pair.page
        shutil.copytree(pair.built, folder)
        if made is None:
            (folder / edit.path).unlink()
        else:
            (folder / edit.path).write_text(made, "utf-8")
        build(folder, changed_page(pair.page, change))
        there = tree(folder).files
        for path, content in plan.writes():
            assert there.get(path) == (content.encode() if isinstance(content, str) else content), path
        return dict(there)


def _troubles(edit: Edit, change: Change, after: Files, ours: Tree, *, conflict: bool) -> Iterator[str]:
    text, new = _text(after.get(edit.path)), _text(ours.files.get(edit.path))
    if not edit.holds(text):
        yield "the edit is lost"
    if text is not None and not conflict:
        yield from (f"`{word}` did not come" for word in change.gives if word in (new or "") and word not in text)
    yield from (f"{path} does not parse" for path, content in after.items() if not _parses(path, _text(content)))
    if text is not None and edit.path.endswith(".py"):
        command = [sys.executable, "-m", "ruff", "check", "--isolated", "--quiet", "--select", "F821,F811,F823", "-"]
        yield from subprocess.run(command, input=text, check=False, capture_output=True, text=True).stdout.splitlines()


def _text(content: str | bytes | None) -> str | None:
    return content.decode() if isinstance(content, bytes) else content


def _parses(path: str, text: str | None) -> bool:
    try:
        if path.endswith(".py"):
            ast.parse(text or "")
        elif text and path.endswith((".json", ".toml")):
            (json.loads if path.endswith(".json") else tomllib.loads)(text)
    except (SyntaxError, ValueError):
        return False
    return True


def all_pairs(folder: Path, options: argparse.Namespace) -> Iterator[Pair]:
    """Backends as they are built first, as they are built after each change, and every edit with every change."""
    pages = list(PAGES)
    for page, text in PAGES.items():
        (folder / page).mkdir()
        build_first(folder / page, text)
    for number, change in enumerate(CHANGES):
        if options.ops and not any(word in change.name for word in options.ops):
            continue
        for page in pages:
            clean = folder / f"{page}-{number}"
            shutil.copytree(folder / page, clean)
            build(clean, changed_page(page, change))
        for at, edit in enumerate(EDITS):
            if not options.edits or any(word in edit.name for word in options.edits):
                page = pages[(at + number) % 2]
                yield Pair(folder / page, folder / f"{page}-{number}", page, at, number, options.command)


def build_first(folder: Path, text: str) -> None:
    """A new backend beside its page."""
    (folder / "blueprint.yaml").write_text(text, "utf-8")
    force = BuildOptions(prove=False, force=True)
    build_backend(folder / "blueprint.yaml", folder, options=force, progress=lambda _: None)


def figures(results: Sequence[Result]) -> dict[str, object]:
    """What counts."""
    conflicts = [each for each in results if each.kind == "conflict" or each.conflicts]
    merged = len(results) - len(conflicts)
    return {
        "edits": len(results),
        "lost silently or unsound": sum(bool(each.troubles) for each in results),
        "merged without conflict": merged,
        "share": round(merged / len(results), 4),
        "conflicts shown": len(conflicts),
        "edited files": dict(Counter(each.kind for each in results)),
    }


def main() -> int:
    """All of them; 1 when something is lost or too much conflicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--edits", nargs="*", default=[])
    parser.add_argument("--ops", nargs="*", default=[])
    parser.add_argument("--command", action="store_true", help="build every one anew on a disk")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as above, ProcessPoolExecutor(options.jobs) as pool:
        for result in pool.map(judge, all_pairs(Path(above), options), chunksize=4):
            results.append(result)
            if result.troubles or result.conflicts:
                told = [*result.troubles, *(f"conflict in {each}" for each in result.conflicts)]
                sys.stdout.write(f"{result.page:8} {result.edit} x {result.change}: {'; '.join(told)}\n")
                sys.stdout.flush()
    known = figures(results)
    sys.stdout.write("\n" + "\n".join(f"{name:26} {value}" for name, value in known.items()) + "\n")
    if options.json:
        options.json.write_text(json.dumps({"totals": known, "results": [asdict(each) for each in results]}, indent=1))
    return 1 if known["lost silently or unsound"] or float(str(known["share"])) < 0.95 else 0


if __name__ == "__main__":
    sys.exit(main())
