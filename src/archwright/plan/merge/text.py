"""Merges one text: by lines where that is enough and sound, else by symbol; what is left over is a conflict."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archwright.model.plan import Conflict
from archwright.plan.merge.bags import settle_bags
from archwright.plan.merge.lines import Clash, Piece, clashes, differences, merge_lines, split_lines, text_of
from archwright.plan.merge.missing import with_missing_imports
from archwright.plan.merge.sound import readable, symbols, unbound
from archwright.plan.merge.symbols import SymbolMerge

_BOM = "\ufeff"


@dataclass(frozen=True)
class Merged:
    """`text` is the result when there is no conflict; `marked` is the same with markers where there is one."""

    text: str
    conflicts: tuple[Conflict, ...] = ()
    marked: str = ""
    notes: tuple[str, ...] = ()


def same_text(left: str, right: str) -> bool:
    """Whether two texts differ at most in how their lines end."""
    return left == right or _plain(left) == _plain(right)


def merge_text(path: str, base: str, yours: str, ours: str) -> Merged:
    """Both sides' changes of one file together, with the line ends of the user's text."""
    merged = _merge(path, _plain(base), _plain(yours), _plain(ours))
    return Merged(_as(yours, merged.text), merged.conflicts, _as(yours, merged.marked), merged.notes)


def compare_text(yours: str, ours: str) -> Merged:
    """Two texts of which nobody knows what they come from: every difference is a conflict."""
    pieces = differences(split_lines(_plain(yours)), split_lines(_plain(ours)))
    return Merged("", tuple(map(_conflict, clashes(pieces))), _as(yours, text_of(pieces)))


def _merge(path: str, base: str, yours: str, ours: str) -> Merged:
    if yours == base:
        return Merged(ours)
    sides = (base, yours, ours)
    pieces = settle_bags(path, merge_lines(*map(split_lines, sides)))
    notes: tuple[str, ...] = ()
    if clashes(pieces) or _trouble(path, text_of(pieces), sides):
        merge = SymbolMerge(path)
        by_symbol = merge.module(*sides) if path.endswith((".py", ".pyi")) else None
        if by_symbol is not None and not (clashes(by_symbol) and not clashes(pieces)):
            pieces, notes = by_symbol, tuple(merge.notes)
    return _result(path, pieces, sides, notes)


def _result(path: str, pieces: Sequence[Piece], sides: tuple[str, str, str], notes: tuple[str, ...]) -> Merged:
    text = text_of(pieces)
    found = tuple(_conflict(clash) for clash in clashes(pieces))
    if found:
        return Merged("", found, text, notes)
    if path.endswith(".py"):
        text = with_missing_imports(text, sides)
    trouble = _trouble(path, text, sides)
    if trouble:
        return Merged("", (Conflict(f"{trouble} after the merge", *sides),), text, notes)
    return Merged(text, notes=notes)


def _trouble(path: str, text: str, sides: tuple[str, str, str]) -> str:
    """What is wrong with a merged text though both sides alone were right; "" when nothing is."""
    base, yours, ours = sides
    if readable(path, yours) and readable(path, ours) and not readable(path, text):
        return "no longer readable"
    if not path.endswith(".py"):
        return ""
    there = Counter(symbols(text))
    most = Counter(symbols(yours)) | Counter(symbols(ours))
    troubles = {
        "missing": unbound(text) - unbound(yours) - unbound(ours),
        "twice": (there - most).keys(),
        "back again": there.keys() & (set(symbols(base)) - set(symbols(yours))),
    }
    return next((f"{_listed(names)} {what}" for what, names in troubles.items() if names), "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _conflict(clash: Clash) -> Conflict:
    return Conflict(clash.where, "".join(clash.base), "".join(clash.yours), "".join(clash.ours))


def _plain(text: str) -> str:
    return text.removeprefix(_BOM).replace("\r\n", "\n")


def _as(model: str, text: str) -> str:
    """`text` with the line ends and the mark at the start that `model` has."""
    if model.count("\r\n") * 2 > model.count("\n"):
        text = text.replace("\n", "\r\n")
    return _BOM + text if model.startswith(_BOM) and text else text
