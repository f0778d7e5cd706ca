"""Asks every specialist and numbers what they decide."""

from dataclasses import replace

from archwright.design import specialists
from archwright.design.survey import Survey
from archwright.kit.discovery import plugin_id, plugins
from archwright.model.design import Decision


def decisions(survey: Survey) -> tuple[Decision, ...]:
    """All decisions in order of specialist, numbered from 1."""
    made = [
        replace(decision, specialist=plugin_id(specialists, specialist))
        for specialist in plugins(specialists)
        for decision in specialist.decide(survey)
    ]
    return tuple(replace(each, number=number) for number, each in enumerate(made, start=1))
