"""Files that are uploaded, written or sent."""

from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.survey.traits import buckets, uploads
from archwright.design.words import codes, count
from archwright.model.design import Decision, Evidence, Option

_FOLDER_WORDS = ("UPLOAD", "FOLDER", "MEDIA")


def decide(survey: Survey) -> Iterator[Decision]:
    """One decision when the app takes or sends files, none otherwise."""
    taken, sent = uploads(survey), _sent(survey)
    if taken and buckets(survey):
        yield _bucket(taken, buckets(survey))
    elif taken or sent:
        yield _storage(survey, taken, sent)


def _sent(survey: Survey) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(f"{view.name} sends {answer.target or 'a file'}", answer.place)
        for view in survey.facts.views
        for answer in view.answers
        if answer.kind == "file"
    )


def _storage(survey: Survey, taken: tuple[Evidence, ...], sent: tuple[Evidence, ...]) -> Decision:
    folders = [each for each in survey.facts.settings if any(word in each.name.upper() for word in _FOLDER_WORDS)]
    named = f"; the folder is {codes([each.name for each in folders])}" if folders else ""
    told = [f"{count(len(taken), 'upload')} taken"] * bool(taken) + [f"{count(len(sent), 'file answer')}"] * bool(sent)
    return Decision(
        slug="file-storage",
        title="Files stay in a folder on disk",
        context=f"{', '.join(told)}{named}.",
        evidence=(
            *taken,
            *sent,
            *(Evidence(f"{each.name} = {each.default or 'not given'}", each.place) for each in folders),
        ),
        options=(
            Option(
                "folder on disk",
                "existing files and URLs keep working",
                "lost with a container that has no volume; one machine",
            ),
            Option(
                "object storage",
                "shared by all machines; backups elsewhere",
                "another service and its keys; URLs change",
            ),
        ),
        chosen="folder on disk",
        because="that is where the files are",
        consequences=("give the container a volume for the folder",)
        if taken
        else ("the files are carried into the backend byte for byte",),
    )


def _bucket(taken: tuple[Evidence, ...], stores: tuple[Evidence, ...]) -> Decision:
    return Decision(
        slug="file-storage",
        title="Uploads stay in the object store",
        context=f"{count(len(taken), 'upload')} taken in an app that calls an object store.",
        evidence=(*taken, *stores),
        options=(
            Option("object store", "existing files and URLs keep working", "a request waits for another server"),
            Option("folder on disk", "no keys, no second service", "existing files must be copied; one machine"),
        ),
        chosen="object store",
        because="that is where the files are",
        consequences=("its keys are settings",),
    )
