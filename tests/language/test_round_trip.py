"""A blueprint that is written and read again is the same blueprint."""

from drawn_blueprints import blueprints
from hypothesis import HealthCheck, given, settings

from archwright.language import load, text
from archwright.model.blueprint import Blueprint

_CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=40, deadline=None, suppress_health_check=_CALM, database=None)
@given(blueprints())
def test_what_is_written_is_read_as_it_was(blueprint: Blueprint) -> None:
    assert load(text(blueprint)) == blueprint


@settings(max_examples=20, deadline=None, suppress_health_check=_CALM, database=None)
@given(blueprints())
def test_every_decision_can_be_said_aloud(blueprint: Blueprint) -> None:
    assert load(text(blueprint, full=True)) == blueprint
