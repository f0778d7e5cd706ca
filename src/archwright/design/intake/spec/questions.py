"""What a spec leaves open: its own markers first."""

import re
from collections.abc import Iterator

from archwright.design.intake.spec.sections import Entry, Spec
from archwright.design.words import capital
from archwright.kit.names import snake
from archwright.model.blueprint import Blueprint
from archwright.model.design import Choice, Evidence, Question
from archwright.model.place import Place

_MARK = re.compile(r"[\[(]NEEDS CLARIFICATION\s*:?\s*([^\])]*)[\])]", re.IGNORECASE)
_NAME = re.compile(r"\W*((?:FR|REQ|SC)[-_ ]?\d+[a-z]?)\b", re.IGNORECASE)


def marked(spec: Spec) -> Iterator[tuple[int, str, str]]:
    """Line, what it stands in, and the question of each marker."""
    lines: list[tuple[int, str]] = [*spec.prose]
    waiting: list[Entry] = list(spec.entries)
    while waiting:
        entry = waiting.pop(0)
        lines.append((entry.line, entry.raw))
        waiting = [*entry.below, *waiting]
    for line, text in sorted(lines):
        for found in _MARK.finditer(text):
            named = _NAME.match(text)
            yield line, named[1] if named else " ".join(re.sub(r"[*`]", "", text).split()[:4]), found[1].strip()


def questions(
    spec: Spec, blueprint: Blueprint, file: str, limit: int = 3
) -> tuple[tuple[Question, ...], list[tuple[int, str]]]:
    """At most three, and the markers that are left."""
    asked: list[Question] = []
    left: list[tuple[int, str]] = []
    for line, where, text in marked(spec):
        if not text or re.fullmatch(r"specific question", text):
            continue
        if len(asked) < limit:
            asked.append(_question(text, where, Place(file, line), len(asked) + 1))
        else:
            left.append((line, f"{where}: {text}"))
    who = _who_may(blueprint)
    return tuple([*asked, *([who] if who else [])][:limit]), left


def _question(text: str, where: str, place: Place, number: int) -> Question:
    body, _, offered = text.partition(" - ")
    listed = [
        each.strip(" ?.")
        for each in re.split(r",\s*(?:or\s+)?|\s+or\s+|\s+vs\.?\s+|;\s*", offered or "")
        if each.strip(" ?.")
    ]
    options = tuple(Choice(each, f"{where} is written so") for each in listed[:5]) if len(listed) > 1 else ()
    drafted = Choice("as drafted", "nothing of it is in the blueprint; add it when it is known")
    choices = options or (drafted, Choice("say it", f"{where} is changed in the spec, and the design drawn anew"))
    return Question(
        id=f"{snake(where).replace('_', '-') or 'clarification'}-{number}",
        question=capital((body if options else text).rstrip(" ?.")) + "?",
        options=choices,
        default=choices[0].name,
        evidence=(Evidence(where, place),),
    )


def _who_may(blueprint: Blueprint) -> Question | None:
    if blueprint.auth:
        return None
    return Question(
        id="who-may",
        question="The spec names no login. Are all routes open to anyone?",
        options=(
            Choice("anyone", "all routes are open"),
            Choice("login", "`auth: true`: callers without a login get 401"),
        ),
        default="anyone",
    )
