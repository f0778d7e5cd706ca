"""Calls that leave the process."""

from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.words import agree, codes, count, listing, unique
from archwright.model.design import Decision, Evidence, Option


def decide(survey: Survey) -> Iterator[Decision]:
    """One decision for all of them: they are cut off by the same seam."""
    calls = survey.outside_calls
    if not calls:
        return
    libraries = unique(call.library for call in calls)
    yield Decision(
        slug="outside-calls",
        title=f"{listing(libraries)} {agree(len(libraries), 'is', 'are')} called from services, not from routes",
        context=f"{count(len(calls), 'call')}: {codes(unique(call.call for call in calls))}.",
        evidence=tuple(Evidence(call.call, call.place) for call in calls),
        options=(
            Option("from the service, as written", "arguments and errors stay", "a test needs the network"),
            Option(
                "behind a client class",
                "one place for time limits and stand-ins",
                "a class for each library",
            ),
        ),
        chosen="from the service, as written",
        because="a client class would change nothing that a caller sees",
        consequences=("give a library its own client when it gets a second caller or a time limit",),
    )
