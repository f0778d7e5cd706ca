"""docs/blueprint.md."""

from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from archwright.language.documents import Document
from archwright.language.editing.surgery import inline
from archwright.language.line import FLAGS, TYPES, parse
from archwright.language.loading import load
from archwright.language.manual.run import Example, sections
from archwright.language.manual.shown import shown
from archwright.language.starting import starting_page
from archwright.language.writing import field_line, relation_line, text
from archwright.model.blueprint import Field

_EXAMPLE = """archwright: 1
name: notes
auth: true
entities:
  Note:
    fields:
      title: str(1..200), search
      labels: Label[]
    access: {update: owner, delete: owner}
"""
_AT_HAND = """## What an operation has at hand

The function of an operation (`app/services/..._operations.py`) gets `work`, the rows that its path names, and what was
sent: `data`, `query`, `headers`, `cookies`. All of `work` is on the one transaction of the request.

| of `work` | what it is | there when |
|---|---|---|
| `work.tasks` | The repository of an entity: `get`, `find`, `add`, `change`, `remove`. | always |
| `work.connection` | `all`, `one` and `run` statements of SQLAlchemy Core. | always |
| `work.reply` | What is said beside the answer: `status`, `header`, `redirect`, `cookie`, `forget`. | always |
| `work.actor` | Who asks. | `auth` |
| `work.accounts` | `register`, `log_in`, `log_out`, `token`, `actor`, `user`, `set_password`. | `auth: {passwords}` |
| `work.files` | The store of files: `save`, `read`, `find`; what no row names goes by itself. | something is a `file` |

| of `tools` | what it is |
|---|---|
| `archives` | `unpacked(content)`: the files of a zip or tar, none outside, none without end; `zipped(files)`. |
| `commands` | `await run("grep", "--", pattern, given=text)`: without a shell, and it ends in time. |
| `fetch` | `await fetch(url)`: nothing within our own network, also not by a redirect; `checked(url)`. |
| `folders` | `below(folder, path)`: a path of somebody else that stays in a folder. |
| `xml` | `parsed(content)`: XML without entities. |

Each is a module in `app/core/`, and refuses with an error that is an answer.

It raises the errors that it declares (`app/core/errors.py`): `raise AlreadyDone(field="status")`.
"""
_MOST, _LONGEST = 4, 110
_LINES = (
    ("str(1..120)", "1 to 120 letters"),
    ("text?", "may be missing"),
    ("int(0..)", "from zero on"),
    ("float > 0 < 1", "the limits themselves left out"),
    ("decimal(12,2) >= 0", "twelve digits, two of them behind the point"),
    ("bool = false", "a default"),
    ("datetime = now", "the moment of creation; `date = today`"),
    ("enum(todo, doing, done) = todo", "one of these words"),
    ("email, unique", "no two rows alike"),
    ("str, unique per tenant", "no two rows of a tenant alike"),
    ("date?, index", "looked up often"),
    ("str, search", "found by the words of a search"),
    ("str, hidden", "written, never read"),
    ("str?, readonly", "read, never written by a client"),
    ("str, fixed", "set on create, never changed"),
    ("int, computed", "not stored; a function of yours gives it"),
    ("str, omittable", "of what is only sent: may be left out, but is not null"),
    ("str as userId", "of what is only sent: its name on the wire"),
    ("str, pattern /^[a-z]+$/", "letters that it must be made of"),
    ("int(0..) was points", "renamed; its data is kept"),
    ("int backfill 0", "what rows get that are there already"),
    ('int using "CAST(points AS INTEGER)"', "SQL that makes the new value of the old one"),
    ("enum(open, closed was done)", "a choice that was renamed"),
    ("str(..20) allow_data_loss", "what does not fit any more may go"),
    ("Project", "one of another entity"),
    ("Project, cascade", "goes with it"),
    ("User?, set null", "stays without it"),
    ("Project, restrict", "keeps it from going, as when nothing is said"),
    ("User?, readonly", "set by the server"),
    ("Label[]", "many of another entity; one that is named only has a unique `name`"),
)


def manual() -> str:
    """The whole page, in Markdown."""
    parts = [_head(), _types(), _lines()]
    parts += [_table(title, examples) for title, examples in sections()]
    return "\n".join([*parts, _AT_HAND])


def lines() -> tuple[tuple[str, str], ...]:
    """The examples of lines, and what each says."""
    return _LINES


def _head() -> str:
    return f"""# The blueprint

One page that says what a backend is. What it leaves out is decided: `archwright design blueprint.yaml --full` prints
every decision. `archwright init shop` writes a page to begin with, `archwright schema` the JSON Schema for editors.
All mistakes are told at once, each with its line, its column and the way out.

This page is generated, and its examples were run: `python -m archwright.language.manual > docs/blueprint.md`.

## From a short page to a whole one

```yaml
{_EXAMPLE}```

completes to

```yaml
{text(load(_EXAMPLE), full=True)}```

A page to begin with:

```yaml
{starting_page("demo")}```
"""


def _types() -> str:
    rows = ["## Types", "", "| written | decided |", "|---|---|"]
    for kind in TYPES:
        line = "enum(todo, done)" if kind == "enum" else kind
        made = parse("it", line)
        if isinstance(made, Field):
            rows.append(f"| `{line}` | `{field_line(made, full=True)}` |")
    return "\n".join([*rows, ""])


def _lines() -> str:
    rows = [
        "## The line of a field",
        "",
        f"`type(bounds)? comparisons = default, flags was ... backfill ... using ... allow_data_loss`. The flags are "
        f"{', '.join(f'`{flag}`' for flag in FLAGS)}. Texts with spaces or commas stand in quotes.",
        "",
        "| line | says | completes to |",
        "|---|---|---|",
    ]
    for line, says in _LINES:
        made = parse("it", line)
        full = field_line(made, full=True) if isinstance(made, Field) else relation_line(made, full=True)
        rows.append(f"| {_code(line)} | {says} | {_code(full)} |")
    return "\n".join([*rows, ""])


def _table(title: str, examples: list[Example]) -> str:
    rows = [f"## {title}", "", "| key | what it is | when left out | example | completes to |", "|---|---|---|---|---|"]
    for each in examples:
        written = f"{each.key}: {inline(each.value, flow=False)}"
        gives = "<br>".join(_code(_cut(line)) for line in each.gives[:_MOST]) or "as it is"
        gives += "<br>..." if len(each.gives) > _MOST else ""
        rows.append(f"| `{each.key}` | {_about(each.info)} | {_default(each.info)} | {_code(written)} | {gives} |")
    return "\n".join([*rows, ""])


def _about(info: FieldInfo) -> str:
    words = ", ".join(_code(shown(word)) for word in _words(info.annotation))
    return (info.description or "").replace("|", "\\|") + (f" One of {words}." if words else "")


def _words(kind: Any) -> list[Any]:
    """The words that a key may have, when they are counted."""
    if get_origin(kind) is Literal:
        words = list(get_args(kind))
        return words if len(words) > 1 else []
    if get_origin(kind) in {list, Union, UnionType, Annotated}:
        return [word for each in get_args(kind) for word in _words(each)]
    return []


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "must be there"
    value: Any = info.default
    if value is None or value in ("", {}, []):
        return ""
    if isinstance(value, Document):
        return "see there"
    return _code(shown(tuple(value) if isinstance(value, list) else value))


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")
