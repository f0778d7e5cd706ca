"""Edits in a generated backend as a person would make them around one entity, Task."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

MODEL = "app/models/task.py"
SCHEMA = "app/schemas/task.py"
SERVICE = "app/services/task.py"
REPOSITORY = "app/repositories/task.py"
ROUTES = "app/api/routes/v1/tasks.py"
TESTS = "tests/integration/test_tasks.py"
METHOD = '\n    async def by_hand(self) -> int:\n        """Ours."""\n        return 7\n'


@dataclass(frozen=True)
class Edit:
    """What is done to which file; `holds` looks at its text afterwards, None for a file that is gone."""

    name: str
    path: str
    make: Callable[[str], str | None]
    holds: Callable[[str | None], bool]


def _has(*wanted: str) -> Callable[[str | None], bool]:
    return lambda text: text is not None and all(each in text for each in wanted)


def _replaced(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, f"{old!r} is not there:\n{text}"
        return text.replace(old, new, count)

    return change


def _matched(pattern: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        found, number = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        assert number, f"{pattern!r} is not there:\n{text}"
        return found

    return change


def _appended(words: str) -> Callable[[str], str]:
    return lambda text: text.rstrip("\n") + "\n" + words


def _functions(text: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    body = ast.parse(text).body
    inner = [node for each in body if isinstance(each, ast.ClassDef) for node in each.body]
    return [node for node in [*body, *inner] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _span(text: str, name: str) -> slice:
    """The lines of a function and the blank ones above it."""
    function = next(each for each in _functions(text) if each.name == name)
    start = min([function.lineno, *(each.lineno for each in function.decorator_list)]) - 1
    lines = text.splitlines()
    while not lines[start - 1].strip():
        start -= 1
    return slice(start, function.end_lineno)


def _without(name: str, text: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[_span(text, name)]
    return "".join(lines)


def _is_without(name: str, text: str | None) -> bool:
    return text is not None and name not in [each.name for each in _functions(text)]


def _moved_first(name: str, first: str, text: str) -> str:
    lines = text.splitlines(keepends=True)
    moved = lines[_span(text, name)]
    rest = _without(name, text)
    at = _span(rest, first).start
    return "".join([*rest.splitlines(keepends=True)[:at], *moved, *rest.splitlines(keepends=True)[at:]])


def _in_order(names: tuple[str, str], text: str | None) -> bool:
    return text is not None and [each.name for each in _functions(text) if each.name in names] == list(names)


def _renamed(name: str, text: str) -> str:
    lines, span = text.splitlines(keepends=True), _span(text, name)
    return "".join(
        [*lines[: span.start], *(re.sub(r"\bbody\b", "mine", each) for each in lines[span]), *lines[span.stop :]]
    )


def _narrow(path: str, text: str) -> str:
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--quiet", "--line-length", "50", "-"]
    command += ["--stdin-filename", Path(path).name]
    return subprocess.run(command, input=text, capture_output=True, check=True, text=True).stdout


def _is_narrow(text: str | None) -> bool:
    """Whatever was not written anew is as narrow as it was made."""
    return text is not None and sum(len(line) > 60 for line in text.splitlines()) <= 6


def _reformat(path: str) -> Edit:
    return Edit(f"reformat {path}", path, partial(_narrow, path), _is_narrow)


EDITS: tuple[Edit, ...] = (
    Edit(
        "rename a variable",
        TESTS,
        partial(_renamed, "test_creating_answers_with_what_was_sent"),
        _has("mine = ", "mine."),
    ),
    Edit(
        "rename a parameter",
        SERVICE,
        _matched(r"changes: TaskUpdate\b((?:.*\n)*?.*)\bchanges\.", r"wishes: TaskUpdate\1wishes."),
        _has("wishes: TaskUpdate", "wishes."),
    ),
    Edit("add a method to a service", SERVICE, _appended(METHOD), _has(METHOD.strip("\n"))),
    Edit("add a method to a repository", REPOSITORY, _appended(METHOD), _has(METHOD.strip("\n"))),
    Edit("reorder methods", SERVICE, partial(_moved_first, "delete", "find"), partial(_in_order, ("delete", "find"))),
    Edit("delete a route", ROUTES, partial(_without, "delete_task"), partial(_is_without, "delete_task")),
    Edit(
        "delete a test",
        TESTS,
        partial(_without, "test_reading_gives_what_is_stored"),
        partial(_is_without, "test_reading_gives_what_is_stored"),
    ),
    Edit(
        "change a query",
        "app/repositories/base.py",
        _replaced("exclude_none=True", "exclude_unset=True"),
        _has("exclude_unset=True"),
    ),
    Edit(
        "change what is searched",
        REPOSITORY,
        _replaced('searched = ("title",)', 'searched = ("title", "notes")'),
        _has(', "notes")'),
    ),
    Edit(
        "add a field to the model",
        MODEL,
        _appended("    by_hand: Mapped[str | None] = mapped_column(Text)\n"),
        _has("    by_hand: Mapped[str | None] = mapped_column(Text)\n"),
    ),
    Edit(
        "add a field amid the model",
        MODEL,
        _matched(r"^(    notes: .*\n)", r"\1    by_hand: Mapped[str | None] = mapped_column(Text)\n"),
        _has("    by_hand: Mapped[str | None] = mapped_column(Text)\n"),
    ),
    Edit(
        "add a field to a schema",
        SCHEMA,
        _matched(r"^(class TaskRead.*\n(?:.*\n)*?    title: .*\n)", r"\1    by_hand: str | None = None\n"),
        _has("    by_hand: str | None = None\n"),
    ),
    Edit(
        "change a length",
        MODEL,
        _replaced("String(200)", "String(250)"),
        _has("title: Mapped[str] = mapped_column(String(250))"),
    ),
    Edit(
        "add an index",
        MODEL,
        _matched(r"^(    __table_args__ = \(\n)", r'\1        Index("ix_by_hand", "notes"),\n'),
        _has('Index("ix_by_hand", "notes")'),
    ),
    _reformat(MODEL),
    _reformat(SCHEMA),
    Edit(
        "add an import",
        SERVICE,
        lambda text: _appended("\n\nBY_HAND = math.pi\n")(
            _replaced("from uuid import UUID\n", "import math\nfrom uuid import UUID\n")(text)
        ),
        _has("import math\n", "BY_HAND = math.pi"),
    ),
    Edit(
        "add a comment",
        MODEL,
        _matched(r"^(    status: )", r"    # By hand: see the handbook.\n\1"),
        _has("    # By hand: see the handbook.\n    status: "),
    ),
    Edit("comment a line", SCHEMA, _matched(r"^(    status: Status = .*)$", r"\1  # by hand"), _has("# by hand")),
    Edit(
        "change a docstring",
        SERVICE,
        _replaced('"""One task."""', '"""One task, as the handbook has it."""'),
        _has('"""One task, as the handbook has it."""'),
    ),
    Edit(
        "describe a route",
        ROUTES,
        _replaced("status_code=201", 'status_code=201, summary="By hand"'),
        _has('summary="By hand"'),
    ),
    Edit(
        "change a function",
        SERVICE,
        _matched(r"^( +)(return TaskRead\.model_validate\(await self\._tasks\.add.*)$", r"\1print('by hand')\n\1\2"),
        _has("print('by hand')"),
    ),
    Edit("add a line to main", "app/main.py", _appended("\nBY_HAND = 1\n"), _has("BY_HAND = 1")),
    Edit(
        "add a dependency",
        "pyproject.toml",
        _replaced("dependencies = [\n", 'dependencies = [\n    "zstandard>=0.20",\n'),
        _has('"zstandard>=0.20"'),
    ),
    Edit("delete a file", TESTS, lambda _: None, lambda text: text is None),
    Edit("add a sentence", "README.md", _appended("\nBy hand.\n"), _has("\nBy hand.\n")),
)
