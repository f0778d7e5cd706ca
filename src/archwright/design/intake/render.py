"""What a source gave, for people and programs."""

import json
from collections.abc import Iterator
from textwrap import wrap

from archwright.design.render.data import plain
from archwright.design.words import capital, count
from archwright.model.design import Question
from archwright.model.intake import Intake

_WIDTH = 110


def as_json(intake: Intake, page: str) -> str:
    """Page, gaps, questions and counts."""
    questions = [{**_object(each), "consequence": each.consequence} for each in intake.questions]
    data = {
        "blueprint": page,
        "carried": dict(intake.carried),
        "gaps": plain(intake.gaps),
        "questions": questions,
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def as_page(intake: Intake, page: str) -> str:
    """The page with the notes behind it as comments, so that all of it is a blueprint still."""
    return page + "\n" + "\n".join(f"# {line}".rstrip() for line in _notes(intake)) + "\n"


def as_notes(intake: Intake) -> str:
    """Only what is beside the page."""
    return "\n".join(_notes(intake)) + "\n"


def _notes(intake: Intake) -> Iterator[str]:
    carried = ", ".join(f"{number} {kind}" for kind, number in intake.carried)
    yield f"Carried over: {carried}."
    yield ""
    yield (
        f"Not carried over as it was ({count(len(intake.gaps), 'gap')})" if intake.gaps else "Nothing was left behind."
    )
    for gap in intake.gaps:
        yield from wrap(
            f"{gap.place}  {gap.what}: {gap.reason}", _WIDTH, initial_indent="  ", subsequent_indent="      "
        )
    for each in intake.questions:
        yield ""
        yield from _asked(each)


def _asked(question: Question) -> Iterator[str]:
    yield from wrap(f"Question `{question.id}`: {question.question}", _WIDTH, subsequent_indent="  ")
    for option in question.options:
        mark = " (taken)" if option.name == question.default else ""
        text = f"- {option.name}{mark}: {capital(option.consequence)}"
        yield from wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")


def _object(question: Question) -> dict[str, object]:
    data = plain(question)
    assert isinstance(data, dict)
    return data
