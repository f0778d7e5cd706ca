"""Recipes that change where data lives: taken when every answer stays equal and no view comes down, else not at all."""

from collections.abc import Sequence
from types import ModuleType

from archwright.model.ported import RUNGS, Ported
from archwright.model.replay import Replay
from archwright.model.tree import Tree
from archwright.port.source import load
from archwright.workbench.climb import Climb, is_equal

Reached = tuple[Ported, Tree, Replay]


def improved(climb: Climb, reached: Reached, recipes: Sequence[ModuleType]) -> Reached:
    """What the climb reached, with these recipes where they keep the answers."""
    if climb.keep_behaviour or not is_equal(reached[2]) or not _may_apply(climb, recipes):
        return reached
    before = climb.recipes, climb.with_models
    climb.recipes, climb.with_models = [*recipes, *climb.recipes], True
    climb.progress("trying tables instead of memory")
    tried = climb.attempt()
    if is_equal(tried[2]) and _stands(tried[0], reached[0], climb):
        return tried
    climb.recipes, climb.with_models = before
    return reached


def _may_apply(climb: Climb, recipes: Sequence[ModuleType]) -> bool:
    """Asked beforehand, because a replay takes long."""
    if not any(entity.kind == "memory" for entity in climb.facts.entities):
        return False
    source = load(climb.facts)
    return any(recipe.applies(source) for recipe in recipes)


def _stands(tried: Ported, reached: Ported, climb: Climb) -> bool:
    """Nothing came down, and no view is left to the original, which would look into its own memory."""
    own = {route.endpoint for route in climb.facts.routes}
    heights = {moved.endpoint: RUNGS.index(moved.rung) for moved in reached.moved}
    return all(
        RUNGS.index(moved.rung) >= heights.get(moved.endpoint, 0)
        and (moved.rung != "mounted" or moved.endpoint not in own)
        for moved in tried.moved
    )
