"""Which views an improvement reaches: those whose moved code, or anything that it uses, holds it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from archwright.model.ported import Improvement
from archwright.port.move import MovedCode, Told
from archwright.port.source import Statement

Uses = Callable[[Statement], Iterable[tuple[str, Statement]]]


@dataclass
class Reach:
    """What was said while each view moved: by its own code here, by what it uses in `tries`."""

    said: dict[str, frozenset[Told]] = field(default_factory=dict)
    views: dict[str, Statement] = field(default_factory=dict)

    def add(self, endpoint: str, view: Statement, said: Iterable[Told]) -> None:
        """A view left Flask."""
        self.said[endpoint] = frozenset(said)
        self.views[endpoint] = view

    def named(
        self,
        improvements: Iterable[Improvement],
        tries: Mapping[Statement, object],
        around: Iterable[Statement],
        uses: Uses,
    ) -> list[Improvement]:
        """The improvements with the endpoints that they reach. `around`: what runs before and after every view."""
        shared = _said_by(_closure(around, uses), tries)
        told = {
            endpoint: self.said[endpoint] | shared | _said_by(_closure([view], uses), tries)
            for endpoint, view in self.views.items()
        }
        found = {endpoint: {_key(each) for each in said} for endpoint, said in told.items()}
        return [
            replace(each, endpoints=tuple(sorted(name for name, keys in found.items() if _of(each) in keys)))
            for each in improvements
        ]


def _closure(start: Iterable[Statement], uses: Uses) -> Iterator[Statement]:
    waiting, seen = list(start), set[Statement]()
    while waiting:
        statement = waiting.pop()
        if statement not in seen:
            seen.add(statement)
            waiting += [used for _, used in uses(statement)]
            yield statement


def _said_by(statements: Iterable[Statement], tries: Mapping[Statement, object]) -> frozenset[Told]:
    moved = (tries.get(statement) for statement in statements)
    return frozenset(told for each in moved if isinstance(each, MovedCode) for told in each.said)


def _key(told: Told) -> tuple[object, ...]:
    return told.said.name, told.place, told.said.before, told.said.after


def _of(improvement: Improvement) -> tuple[object, ...]:
    return improvement.name, improvement.place, improvement.before, improvement.after
