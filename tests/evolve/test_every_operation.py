"""Every operation of evolution on both databases: the schema and the rows after up, down and up."""

import pytest
from cases import CASES, Case
from journey import travel
from migrating import World


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "_"))
def test_rows_survive_up_down_and_up(world: World, case: Case) -> None:
    travel(world, case)
