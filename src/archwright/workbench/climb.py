"""The rungs: every view as high as its answers stay equal, held down where a replay shows a difference."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from archwright.build import assemble, first_migration
from archwright.build.layout import FIRST_MIGRATION
from archwright.kit.errors import ArchwrightError
from archwright.kit.folders import scratch_folder
from archwright.model.facts import Facts
from archwright.model.parts import TextFile
from archwright.model.ported import Ceiling, Moved, Ported
from archwright.model.replay import Difference, Recording, Replay
from archwright.model.tree import Tree
from archwright.port import port
from archwright.prove import replay
from archwright.workbench.intended import declare, unsent
from archwright.workbench.lending import lent_variables

Progress = Callable[[str], None]
LOWER: dict[Ceiling, Ceiling] = {
    "modelled": "idiomatic",
    "idiomatic": "layered",
    "layered": "whole",
    "whole": "mounted",
}
MOST_STEPS = 12
AT_ONCE = 4
_SAFE = ("GET ", "HEAD ", "OPTIONS ")


@dataclass(frozen=True)
class Descent:
    """One step down: why an endpoint is held below a rung."""

    endpoint: str
    ceiling: Ceiling
    difference: Difference | None


@dataclass
class Climb:
    """The search for the highest rungs of one app. `python` runs the backend, `site_packages` are added to its path."""

    facts: Facts
    recipes: Sequence[ModuleType]
    recording: Recording
    python: Path
    name: str
    site_packages: Sequence[Path] = ()
    progress: Progress = lambda _: None
    ceilings: dict[str, Ceiling] = field(default_factory=dict)
    descents: list[Descent] = field(default_factory=list)
    with_models: bool = True
    keep_behaviour: bool = False
    _migrations: dict[str, str] = field(default_factory=dict)

    @property
    def served(self) -> frozenset[str]:
        """Endpoints that answered while recording."""
        return frozenset(each.request.endpoint for each in self.recording.exchanges)

    def run(self) -> tuple[Ported, Tree, Replay]:
        """The highest combination that answers equal, or the best that was found."""
        best: tuple[Ported, Tree, Replay] | None = None
        for step in range(MOST_STEPS):
            self.progress(f"porting, attempt {step + 1}")
            ported, tree, result = self.attempt()
            if best is None or _better(result, best[2]):
                best = ported, tree, result
            if is_equal(result):
                break
            if self._hold_causes(ported, tree, result):
                continue
            if not self._descend(ported, result, last=step == MOST_STEPS - 2):
                break
        assert best is not None
        return best

    def attempt(self) -> tuple[Ported, Tree, Replay]:
        """Port under the present ceilings, write a scratch backend, replay."""
        ported = port(
            self.facts,
            self.recipes,
            self.ceilings,
            self.served,
            as_program=self.recording.mode == "main",
            with_models=self.with_models,
            keep_behaviour=self.keep_behaviour,
            recorded=self.recording.exchanges,
        )
        try:
            tree = self.tree_of(ported)
        except ArchwrightError as error:
            self.with_models = False
            return ported, Tree(), Replay(0, 0, trouble=f"{error.message}: {error.hint}")
        result = declare(self._replayed(tree, self.recording), self.recording, ported)
        return ported, tree, result

    def _replayed(self, tree: Tree, recording: Recording) -> Replay:
        with scratch_folder(tree.files) as backend:
            return replay(
                backend,
                recording,
                python=self.python,
                extra_site_packages=self.site_packages,
                progress=self.progress,
            )

    def tree_of(self, ported: Ported) -> Tree:
        """The backend's tree with its first migration, which is made once for each set of models."""
        rules = frozenset(route.rule for route in self.facts.routes)
        parts = ported.parts.plus(*lent_variables(self.recording, Path(self.facts.root)))
        tree = assemble(self.name, parts, database=ported.database, taken=rules)
        if ported.database.kind != "models":
            return tree
        models = "".join(file.text for file in ported.parts.of(TextFile) if file.path.startswith("app/models/"))
        if models not in self._migrations:
            self._migrations[models] = first_migration(tree, str(self.python))
        return tree.plus({FIRST_MIGRATION: self._migrations[models]})

    def _hold_causes(self, ported: Ported, tree: Tree, result: Replay) -> bool:
        """Where a request that broke the original does its work now, later answers may show it. Then the view that did
        it stays the original: only its own answer may differ."""
        first = min((each.index for each in result.differences), default=0)
        before = [each for each in result.declared if each.index < first]
        changes = [each for each in before if not each.request.startswith(_SAFE)] or before
        if not changes:
            return False
        without = unsent(self.recording, changes)
        if declare(self._replayed(tree, without), without, ported).differences:
            return False
        causes = {each.endpoint: each for each in changes}
        for moved in ported.moved:
            if moved.endpoint in causes:
                shown = next(each for each in result.differences if each.index > causes[moved.endpoint].index)
                self._hold(moved, shown, "mounted")
        return True

    def _descend(self, ported: Ported, result: Replay, *, last: bool) -> bool:
        """Holds down what differed first; everything when the backend did not start. False when nothing is left."""
        standing = {moved.endpoint: moved for moved in ported.moved}
        if result.trouble:
            return self._hold_all(standing, result.trouble)
        found: dict[str, Difference] = {}
        for difference in result.differences:
            if difference.endpoint in standing and standing[difference.endpoint].rung != "mounted":
                found.setdefault(difference.endpoint, difference)
        if not found:
            return False
        first = next(iter(found.values()))
        alike = [name for name, each in found.items() if (each.aspect, each.actual) == (first.aspect, first.actual)]
        alike += [name for name in found if standing[name].modelled]  # a model is the first to go
        chosen = list(found) if last else list(dict.fromkeys([*alike, *list(found)[:AT_ONCE]]))
        for endpoint in chosen:
            self._hold(standing[endpoint], found[endpoint], "mounted" if last else None)
        return True

    def _hold(self, moved: Moved, difference: Difference | None, ceiling: Ceiling | None = None) -> None:
        now = self.ceilings.get(moved.endpoint, "modelled")
        start: Ceiling = "idiomatic" if moved.plain else ("whole" if now == "whole" else "layered")
        start = "modelled" if moved.modelled else start
        self.ceilings[moved.endpoint] = ceiling or LOWER[start]
        self.descents.append(Descent(moved.endpoint, self.ceilings[moved.endpoint], difference))

    def _hold_all(self, standing: dict[str, Moved], trouble: str) -> bool:
        """A backend that does not start: what the trouble names comes down, else everything does."""
        named = [
            m for m in standing.values() if m.rung != "mounted" and m.module and m.module.replace(".", "/") in trouble
        ]
        down = named or [moved for moved in standing.values() if moved.rung != "mounted"]
        for moved in down:
            self._hold(moved, None, None if named else "mounted")
        return bool(down)


def is_equal(result: Replay) -> bool:
    """Whether every answer that has to be equal is."""
    return not result.trouble and result.equal == result.requests


def _better(one: Replay, other: Replay) -> bool:
    return _standing(one) > _standing(other)


def _standing(result: Replay) -> tuple[bool, int]:
    return not result.trouble, result.equal + len(result.declared)
