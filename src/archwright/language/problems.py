"""What is wrong with a page: all of it at once, each with its place and the way out."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches

from archwright.kit.errors import ArchwrightError

_SHOWN = 12
_MANY = 100


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right. Line and column count from 1; `expected` says what to write instead."""

    line: int
    column: int
    message: str
    expected: str = ""
    did_you_mean: str = ""


class BlueprintErrors(ArchwrightError):  # noqa: N818 - it holds many
    """Everything that keeps a page from being a blueprint, in the order of the page."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(set(problems)))
        self.details = tuple(asdict(problem) for problem in self.problems)
        first = self.problems[0]
        super().__init__(
            "\n".join(_screen(file, self.problems)),
            hint="Put these right and run the command again. Nothing was written.",
            where=f"{file}:{first.line}:{first.column}",
        )


def nearest(word: str, words: Iterable[str]) -> str:
    """The word that was probably meant, "" when none is close."""
    lowered = {each.lower(): each for each in words}
    if len(lowered) > _MANY:
        letters = set(word.lower())
        lowered = {
            each: lowered[each] for each in lowered if len(letters ^ set(each)) < 2 and each[:1] == word[:1].lower()
        }
    found = get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.6)
    return lowered[found[0]] if found else ""


def _screen(file: str, problems: tuple[Problem, ...]) -> list[str]:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = [f"{file} has {count}:"]
    for problem in problems[:_SHOWN]:
        lines.append(f"  {file}:{problem.line}:{problem.column}  {problem.message}")
        lines += [f"      did you mean `{problem.did_you_mean}`?"] if problem.did_you_mean else []
        lines += [f"      {problem.expected}"] if problem.expected else []
    more = len(problems) - _SHOWN
    return [*lines, f"  and {more} more"] if more > 0 else lines
