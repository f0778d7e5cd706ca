"""Recipes that change where data lives: taken when every answer stays equal and no view comes down, else not at all."""

from collections.abc import Sequence
from types import ModuleType

from archwright.model.ported import RUNGS, Ported
from archwright.model.replay import Replay
from archwright.model.tree import Tree
from archwright.workbench.climb import Climb, is_equal

Reached = tuple[Ported, Tree, Replay]


def improved(climb: Climb, reached: Reached, recipes: Sequence[ModuleType]) -> Reached:
    """What the climb reached, with these recipes where they keep the answers."""
    if climb.keep_behaviour or not is_equal(reached[2]) or not _has_memory(climb):
        return reached
    before = climb.recipes, climb.with_models
    climb.recipes, climb.with_models = [*recipes, *climb.recipes], True
    climb.progress("trying tables instead of memory")
    tried = climb.attempt()
    if is_equal(tried[2]) and _stands(tried[0], reached[0], climb):
        return tried
    climb.recipes, climb.with_models = before
    return reached


def _has_memory(climb: Climb) -> bool:
    return any(entity.kind == "memory" for entity in climb.facts.entities)


def _stands(tried: Ported, reached: Ported, climb: Climb) -> bool:
    """Nothing came down, and no view is left to the original, which would look into its own memory."""
    own = {route.endpoint for route in climb.facts.routes}
    heights = {moved.endpoint: RUNGS.index(moved.rung) for moved in reached.moved}
    return all(
        RUNGS.index(moved.rung) >= heights.get(moved.endpoint, 0)
        and (moved.rung != "mounted" or moved.endpoint not in own)
        for moved in tried.moved
    )
