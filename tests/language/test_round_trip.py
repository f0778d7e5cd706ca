"""A blueprint that is written and read again is the same blueprint."""

from drawn_blueprints import blueprints
from hypothesis import HealthCheck, Phase, given, settings

from archwright.language import load, text
from archwright.model.blueprint import Blueprint

# A page is long: to make a failing one shorter takes minutes, and its text tells enough.
_CALM = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@settings(_CALM, max_examples=40)
@given(blueprints())
def test_what_is_written_is_read_as_it_was(blueprint: Blueprint) -> None:
    assert load(text(blueprint)) == blueprint


@settings(_CALM, max_examples=20)
@given(blueprints())
def test_every_decision_can_be_said_aloud(blueprint: Blueprint) -> None:
    assert load(text(blueprint, full=True)) == blueprint
