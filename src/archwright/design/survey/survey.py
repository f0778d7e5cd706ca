"""The survey: facts, joined once, for everyone in this room."""

from collections.abc import Sequence
from dataclasses import dataclass

from archwright.design.survey.deeds import Deed, find_deeds
from archwright.design.survey.login import Login, find_login, package_names
from archwright.design.survey.passwords import Passwords, find_passwords
from archwright.design.survey.store import DRIVERS, Store, find_store
from archwright.model.facts import Facts, OutsideCall
from archwright.model.ported import RUNGS, Improvement, Moved


@dataclass(frozen=True)
class Survey:
    """Everything specialists look at."""

    facts: Facts
    moved: tuple[Moved, ...]
    improvements: tuple[Improvement, ...]
    store: Store
    login: Login
    passwords: Passwords
    packages: frozenset[str]
    deeds: tuple[Deed, ...]

    def outcome(self, endpoint: str, view: str = "") -> Moved | None:
        """What porting gave for an endpoint: of that view, else of the view that stands lowest."""
        found = [each for each in self.moved if each.endpoint == endpoint]
        lowest = min(found, key=lambda each: RUNGS.index(each.rung), default=None)
        return next((each for each in found if each.view == view), lowest)

    @property
    def mounted(self) -> tuple[Moved, ...]:
        """The outcomes that left a view in the original framework."""
        return tuple(each for each in self.moved if each.rung == "mounted")

    @property
    def outside_calls(self) -> tuple[OutsideCall, ...]:
        """Calls that leave the process, without those of the database's driver."""
        return tuple(call for call in self.facts.outside_calls if call.library.lower() not in DRIVERS)

    def answering(self, kind: str) -> tuple[Deed, ...]:
        """The routes with at least one answer of that kind."""
        return tuple(deed for deed in self.deeds if kind in deed.kinds)


def survey(facts: Facts, moved: Sequence[Moved] = (), improvements: Sequence[Improvement] = ()) -> Survey:
    """Joins the facts and the outcome of porting."""
    return Survey(
        facts=facts,
        moved=tuple(moved),
        improvements=tuple(improvements),
        store=find_store(facts),
        login=find_login(facts),
        passwords=find_passwords(facts),
        packages=package_names(facts),
        deeds=find_deeds(facts),
    )
