"""Calls that leave the process."""

from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.words import agree, codes, count, listing, unique
from archwright.model.design import Decision, Evidence, Option


def decide(survey: Survey) -> Iterator[Decision]:
    """One decision for all outside calls: they are cut off by the same seam."""
    calls = survey.facts.outside_calls
    if not calls:
        return
    libraries = unique(call.library for call in calls)
    names = codes(unique(call.call for call in calls))
    yield Decision(
        slug="outside-calls",
        title=f"{listing(libraries)} {agree(len(libraries), 'is', 'are')} called behind a client",
        context=f"{count(len(calls), 'call')} {agree(len(calls), 'leaves', 'leave')} the process: {names}.",
        evidence=tuple(Evidence(call.call, call.place) for call in calls),
        options=(
            Option(
                "behind a client of the service",
                "tests replace one object; time limits in one place",
                "one more file for each library",
            ),
            Option(
                "called in place",
                "nothing moves",
                "a test needs the network; each call has its own idea of time limits",
            ),
        ),
        chosen="behind a client of the service",
        because="the service can then be tested without the network",
        consequences=("arguments and errors stay as they are",),
    )
