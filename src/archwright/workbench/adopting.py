"""Hand-made changes in a backend -> its blueprint, whose comments and order stay."""

from dataclasses import dataclass
from pathlib import Path

from archwright.apply import disk, read_base, read_manifest, read_yours
from archwright.kit.errors import ArchwrightError
from archwright.language import BlueprintErrors, edit, load
from archwright.model.blueprint import Blueprint
from archwright.model.drift import Drift
from archwright.model.place import Gap
from archwright.model.tree import Tree
from archwright.study.written import find_drift
from archwright.workbench.generating import PAGE, generated_tree, load_page, parts_of
from archwright.workbench.saying import CannotBeSaidError, change_of, is_said

_ORDER = ("column", "limits", "searched", "unique", "index", "check", "filters", "sorts", "route", "answer")


@dataclass(frozen=True)
class Adopted:
    """The page as it would be; `taken` is in it now, `gaps` could not be said there."""

    page: Path
    before: str
    text: str
    taken: tuple[Drift, ...] = ()
    gaps: tuple[Gap, ...] = ()


def adopt(backend: Path, page: Path | None = None) -> Adopted:
    """What a page would say of what was changed by hand. Writes nothing. Raises ArchwrightError."""
    place = _page(backend, page)
    blueprint, text = load_page(place)
    ours = generated_tree(blueprint, parts_of(blueprint))
    base = read_base(backend, ours)
    drifts = drift_of(blueprint, base, read_yours(backend, base.files.keys() | ours.files.keys()), ours)
    adopted = Adopted(place, text, text)
    for drift in sorted(drifts, key=lambda each: _ORDER.index(each.topic)):
        adopted = _with(adopted, drift)
    return adopted


def save_adopted(adopted: Adopted) -> None:
    """Write the page."""
    if adopted.text != adopted.before:
        disk.replace(adopted.page, adopted.text.encode())


def drift_of(blueprint: Blueprint, base: Tree, yours: Tree, ours: Tree) -> tuple[Drift, ...]:
    """What was changed by hand and is not in the blueprint."""
    found = find_drift(blueprint.entities, base, yours, ours)
    columns = {(each.entity, *each.name) for each in found if each.topic == "column"}
    return tuple(each for each in found if each.topic != "answer" or (each.entity, *each.name) not in columns)


def drift_note(drift: Drift) -> str:
    """One line of a plan."""
    if drift.value is None:
        return (
            f"drift: {drift.what} is gone from {drift.place} and is in the blueprint; `archwright adopt` takes it out."
        )
    if drift.known:
        return f"drift: {drift.what} in {drift.place} is not as in the blueprint; `archwright adopt` writes it there."
    return f"drift: {drift.what} is in {drift.place} and not in the blueprint; `archwright adopt` writes it there."


def _with(adopted: Adopted, drift: Drift) -> Adopted:
    taken, gaps = adopted.taken, adopted.gaps
    try:
        blueprint = load(adopted.text)
        if is_said(drift, blueprint):
            return adopted
        if drift.disputed:
            raise CannotBeSaidError("the page was changed there too since the last build: decide there")
        text = edit(adopted.text, [change_of(drift, blueprint)])
        load(text)
    except CannotBeSaidError as error:
        return Adopted(
            adopted.page, adopted.before, adopted.text, taken, (*gaps, Gap(drift.place, drift.what, str(error)))
        )
    except BlueprintErrors as error:
        gap = Gap(drift.place, drift.what, f"the page would not hold: {error.problems[0].message}")
        return Adopted(adopted.page, adopted.before, adopted.text, taken, (*gaps, gap))
    return Adopted(adopted.page, adopted.before, text, (*taken, drift), gaps)


def _page(backend: Path, named: Path | None) -> Path:
    manifest = read_manifest(backend)
    if manifest is None:
        hint = "Name a folder that `build` wrote; without its .archwright it is not known what was changed by hand."
        raise ArchwrightError("What was generated here is not known.", where=str(backend), hint=hint)
    if named is not None:
        return named
    if manifest.source != PAGE:
        hint = f"Name it: archwright adopt {backend} --blueprint {manifest.source}"
        raise ArchwrightError(f"This was built from {manifest.source}.", where=str(backend), hint=hint)
    return backend / PAGE
