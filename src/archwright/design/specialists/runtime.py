"""How the process runs: sync or async, secrets, shared state, threads."""

from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.survey.traits import shared_states, written_secrets
from archwright.design.words import agree, codes, count, unique
from archwright.model.design import Decision, Evidence, Option
from archwright.model.facts import Setting, State, View


def decide(survey: Survey) -> Iterator[Decision]:
    """Sync first; the others only when the source gives a reason."""
    if survey.facts.views:
        yield _sync(survey)
    secrets = written_secrets(survey)
    if secrets:
        yield _secrets(secrets)
    states = shared_states(survey)
    if states:
        yield _state(states)
    if survey.facts.threads:
        yield _threads(survey)


def _sync(survey: Survey) -> Decision:
    views, stored = survey.facts.views, tuple(view for view in survey.facts.views if view.touches_database)
    waiting = tuple(view for view in views if view.is_async)
    through = f", through {_driver(survey)}" if stored else ""
    return Decision(
        slug="sync-kept",
        title="Sync views stay sync, async ones async" if waiting else "Views stay sync",
        context=f"{count(len(views), 'view')}: {len(waiting)} `async def`, {len(stored)} with the database{through}.",
        evidence=tuple(Evidence(view.name, view.place) for view in (waiting or stored or views)[:3]),
        options=(
            Option(
                "sync, in the thread pool",
                "same order of statements, same errors",
                "one thread for each request",
            ),
            Option("async", "many slow requests at once", _async_cost(stored)),
        ),
        chosen="sync, in the thread pool",
        because="the driver's own words can reach the answers" if stored else "nothing in the views changes",
        consequences=(_async_outlook(survey),),
    )


def _async_cost(stored: tuple[View, ...]) -> str:
    if stored:
        return "another driver: lazy relations and error texts change"
    return "one call that blocks holds up every other request"


def _async_outlook(survey: Survey) -> str:
    if survey.outside_calls:
        return "async is the last rung, taken for the views that wait on something outside"
    return "async is the last rung; nothing in this app asks for it"


def _driver(survey: Survey) -> str:
    return {"orm": "SQLAlchemy models", "sql": "raw SQL"}.get(survey.store.access, "its driver")


def _secrets(secrets: tuple[Setting, ...]) -> Decision:
    names = codes([secret.name for secret in secrets])
    return Decision(
        slug="secrets",
        title=f"{names} {agree(len(secrets), 'moves', 'move')} out of the code",
        context=f"{names} {agree(len(secrets), 'is', 'are')} written in the source, and so in its history.",
        evidence=tuple(Evidence(f"{secret.name} (value not repeated here)", secret.place) for secret in secrets),
        options=(
            Option(
                "same value, from `.env`",
                "sessions and tokens stay valid",
                "the old value stays known until it is changed",
            ),
            Option("new value at once", "the leaked value is dead", "everybody is logged out and issued tokens fail"),
        ),
        chosen="same value, from `.env`",
        because="the switch should log nobody out",
        consequences=(
            "`.env` carries the value and is not committed",
            "change the value once after the switch: it has been in the source",
        ),
    )


def _state(states: tuple[State, ...]) -> Decision:
    names = codes([state.name for state in states])
    writers = unique(writer for state in states for writer in state.writers)
    return Decision(
        slug="shared-state",
        title=f"{names} {agree(len(states), 'stays', 'stay')} one object in one process",
        context=f"{names}: module-level, written by {codes(writers)}.",
        evidence=tuple(Evidence(f"{state.name} ({state.kind})", state.place) for state in states),
        options=(
            Option("keep, one worker", "answers as before", "no second worker; lost on restart"),
            Option(
                "table or cache", "any number of workers", "a query where there was a variable; races become visible"
            ),
        ),
        chosen="keep, one worker",
        because="what the value means across workers is not in the code",
        consequences=("the container starts one worker",),
    )


def _threads(survey: Survey) -> Decision:
    places = survey.facts.threads
    return Decision(
        slug="threads",
        title="Background threads stay threads",
        context=f"{count(len(places), 'place')} {agree(len(places), 'starts', 'start')} a thread of the app's own.",
        evidence=tuple(Evidence("starts background work", place) for place in places),
        options=(
            Option(
                "keep the threads", "answers as before", "work is lost when the process ends; each worker has its own"
            ),
            Option(
                "jobs table",
                "survives a restart; runs once",
                "work starts a moment later, and its errors are elsewhere",
            ),
        ),
        chosen="keep the threads",
        because="when the work runs is visible to callers",
        consequences=("shutdown does not wait for them",),
    )
