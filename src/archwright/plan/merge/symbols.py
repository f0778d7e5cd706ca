"""Three-way merge by symbol: what one side changed takes that side, what the user moved stays where the user put it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archwright.plan.merge.bags import settle_bags
from archwright.plan.merge.exports import merge_exports
from archwright.plan.merge.imports import Name, merge_imports, names_of, rewritten
from archwright.plan.merge.items import merge_items
from archwright.plan.merge.lines import Clash, Piece, Settled, clashes, merge_lines, text_of
from archwright.plan.merge.sound import parses
from archwright.plan.merge.units import Unit, Units, class_units, module_units, same_code
from archwright.plan.merge.weave import weave

TOP = ""


@dataclass
class SymbolMerge:
    """One merge of one file; `notes` are for people."""

    path: str
    notes: list[str] = field(default_factory=list)

    def module(self, base: str, yours: str, ours: str) -> list[Piece] | None:
        """The merged module; None when the sides cannot be compared by symbol."""
        before, mine, new = (module_units(text) for text in (base, yours, ours))
        return self._bodies(before, mine, new) if before and mine and new else None

    def _bodies(self, base: Units, yours: Units, ours: Units) -> list[Piece] | None:
        imports = merge_imports(names_of(base.imports), names_of(yours.imports), names_of(ours.imports))
        if imports is None or _statements_differ(base, yours, ours):
            return None
        before, mine, new = base.by_key(), yours.by_key(), ours.by_key()
        written = _import_pieces(yours, imports)
        for key in [*mine, *(key for key in new if key not in mine)]:
            pieces = self._chosen(before.get(key), mine.get(key), new.get(key))
            if pieces is not None:
                written[key] = pieces
        order = weave(yours.order, ours.order, written.keys() - {TOP}, yours.head)
        body = [piece for key in order for piece in written[key]]
        return written.get(TOP, []) + body + _around(base.tail, yours.tail, ours.tail)

    def _chosen(self, base: Unit | None, yours: Unit | None, ours: Unit | None) -> list[Piece] | None:
        """What is written for one key; None for nothing."""
        if yours and ours:
            return self._both(base, yours, ours)
        if yours:
            return _only_yours(base, yours)
        if ours and base and not same_code(ours, base):
            self.notes.append(f"you removed {ours.name}, its new version is left out")
        return [Settled(ours.lead + ours.body)] if ours and not base else None

    def _both(self, base: Unit | None, yours: Unit, ours: Unit) -> list[Piece]:
        if base:
            return _around(base.lead, yours.lead, ours.lead) + self._unit(base, yours, ours)
        if same_code(yours, ours):
            return [Settled(yours.lead + yours.body)]
        return [Settled(yours.lead), Clash((), yours.body, ours.body, yours.name)]

    def _unit(self, base: Unit, yours: Unit, ours: Unit) -> list[Piece]:
        if same_code(ours, base) or yours.body == ours.body:
            return [Settled(yours.body)]
        if same_code(yours, base):
            return self._laid_out(base, yours, ours) if yours.body != base.body else [Settled(ours.body)]
        exports = merge_exports(base.node, yours.node, ours.node)
        if exports:
            return [Settled(exports)]
        pieces = settle_bags(self.path, merge_lines(base.body, yours.body, ours.body))
        if not clashes(pieces) and parses(text_of(pieces)):
            return pieces
        items = merge_items(base, yours, ours)
        if items:
            return [Settled(items)]
        return self._class(base, yours, ours) or [Clash(base.body, yours.body, ours.body, yours.name)]

    def _laid_out(self, base: Unit, yours: Unit, ours: Unit) -> list[Piece]:
        """The user changed nothing but the layout, which can only stay where the code does."""
        members = self._class(base, yours, ours)
        if members is None:
            self.notes.append(f"your layout of {yours.name} made way for its new version")
        return members or [Settled(ours.body)]

    def _class(self, base: Unit, yours: Unit, ours: Unit) -> list[Piece] | None:
        before, mine, new = (class_units(unit) for unit in (base, yours, ours))
        if not (before and mine and new):
            return None
        members = self._bodies(before[1], mine[1], new[1])
        return merge_lines(before[0], mine[0], new[0]) + members if members is not None else None


def _only_yours(base: Unit | None, yours: Unit) -> list[Piece] | None:
    if base is None:
        return [Settled(yours.lead + yours.body)]
    if same_code(yours, base) and _comments(yours.lead) == _comments(base.lead):
        return None
    return [Clash(base.lead + base.body, yours.lead + yours.body, (), yours.name)]


def _import_pieces(yours: Units, wanted: Sequence[Name]) -> dict[str, list[Piece]]:
    """The user's import statements by key; new ones stand below the last at the head of the body."""
    units = [unit for unit in yours.units if unit.is_import]
    texts, new = rewritten([(node, unit.body) for unit in units for node in unit.import_nodes], wanted)
    written: dict[str, list[Piece]] = {
        unit.key: [Settled((unit.lead if text or _comments(unit.lead) else ()) + text)]
        for unit, text in zip(units, texts, strict=True)
    }
    head = [unit for unit in yours.units[: yours.head] if unit.is_import]
    first = [line for line in new if line.startswith("from __future__ ")]
    rest = [line for line in new if line not in first]
    if head:
        written[head[0].key] = [Settled(tuple(first)), *written[head[0].key]]
        written[head[-1].key].append(Settled(tuple(rest)))
    elif new:
        written[TOP] = [Settled((*first, *rest))]
    return written


def _statements_differ(base: Units, yours: Units, ours: Units) -> bool:
    """Whether both sides took away or changed statements that have no name: nobody can tell which belongs to which."""
    before, mine, new = base.statements, yours.statements, ours.statements
    return mine != new and not (before <= mine and before <= new) and before not in (mine, new)


def _around(base: tuple[str, ...], yours: tuple[str, ...], ours: tuple[str, ...]) -> list[Piece]:
    """Comments and blank lines: blank lines are no reason for a clash."""
    if _comments(ours) in (_comments(base), _comments(yours)):
        return [Settled(yours)]
    return [Settled(ours)] if _comments(yours) == _comments(base) else merge_lines(base, yours, ours)


def _comments(lines: tuple[str, ...]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]
