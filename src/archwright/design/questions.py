"""What the code cannot tell: at most three questions, each with a default, so that nothing waits."""

from collections.abc import Callable

from archwright.design.survey import Survey
from archwright.design.survey.traits import buckets, changed_by_get, open_deeds, shared_states, uploads
from archwright.design.words import codes, count
from archwright.model.design import Choice, Evidence, Question

MakeQuestion = Callable[[Survey], Question | None]


def questions(survey: Survey, limit: int = 3) -> tuple[Question, ...]:
    """The first that apply, most consequential first."""
    return tuple(asked for make in QUESTIONS if (asked := make(survey)))[:limit]


def open_writes(survey: Survey) -> Question | None:
    writing = open_deeds(survey)
    if not writing:
        return None
    return Question(
        id="who-may-write",
        question=f"{count(len(writing), 'route')} can change data without a login. Is that meant?",
        options=(
            Choice("anyone", "the routes stay open, as they are now"),
            Choice("login", "a user table and a login are added; callers without one get 401"),
        ),
        default="anyone",
        evidence=writing,
    )


def memory(survey: Survey) -> Question | None:
    stores = [entity for entity in survey.facts.entities if entity.kind == "memory"]
    if not stores:
        return None
    return Question(
        id="keep-over-restart",
        question=f"Should {codes([store.name for store in stores])} survive a restart?",
        options=(
            Choice("table", "rows are kept; several workers see the same"),
            Choice("memory", "each start begins as the source does; one worker only"),
        ),
        default="table",
        evidence=tuple(Evidence(store.name, store.place) for store in stores),
    )


def get_changes(survey: Survey) -> Question | None:
    changing = changed_by_get(survey)
    if not changing:
        return None
    return Question(
        id="changes-by-get",
        question=f"May {codes([f'GET {deed.route.rule}' for deed in changing])} go on changing data?",
        options=(
            Choice("keep", "links go on working, for crawlers too"),
            Choice("post", "the step `post-only-changes` is taken; links in templates become forms"),
        ),
        default="keep",
        evidence=tuple(deed.evidence for deed in changing),
    )


def engine(survey: Survey) -> Question | None:
    if survey.store.engine != "sqlite":
        return None
    return Question(
        id="database",
        question="Will more than one machine write to the data?",
        options=(
            Choice("sqlite", "one file, no server; one machine"),
            Choice("postgres", "set DATABASE_URL; the same migrations make the tables, rows must be copied once"),
        ),
        default="sqlite",
        evidence=survey.store.evidence,
    )


def workers(survey: Survey) -> Question | None:
    states = shared_states(survey)
    if not states:
        return None
    return Question(
        id="shared-state",
        question=f"Must {codes([state.name for state in states])} be the same for all workers?",
        options=(
            Choice("one worker", "the process stays single"),
            Choice("table", "the value moves to the database; any number of workers"),
        ),
        default="one worker",
        evidence=tuple(Evidence(state.name, state.place) for state in states),
    )


def callers(survey: Survey) -> Question | None:
    json = survey.answering("json")
    if not json:
        return None
    return Question(
        id="other-callers",
        question=f"Does anything you cannot change call the JSON routes ({len(json)})?",
        options=(
            Choice("yes", "the wire stays; steps of the ladder are taken one by one"),
            Choice("no", "all steps of `declared differences` can be taken at once"),
        ),
        default="yes",
        evidence=tuple(deed.evidence for deed in json),
    )


def storage(survey: Survey) -> Question | None:
    taken = uploads(survey)
    if not taken or buckets(survey):
        return None
    return Question(
        id="file-storage",
        question="Where should uploads be kept?",
        options=(
            Choice("disk", "a folder; the container needs a volume"),
            Choice("object store", "keys of a bucket are needed; file URLs change"),
        ),
        default="disk",
        evidence=taken,
    )


QUESTIONS: tuple[MakeQuestion, ...] = (open_writes, memory, get_changes, workers, callers, engine, storage)
