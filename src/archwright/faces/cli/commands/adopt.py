"""`archwright adopt`."""

from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archwright.faces.cli.arguments import Json
from archwright.faces.cli.output import write

if TYPE_CHECKING:
    from archwright.workbench.adopting import Adopted

Backend = Annotated[Path, typer.Argument(metavar="BACKEND", help="The folder of a backend that `build` wrote.")]
Page = Annotated[
    Path | None,
    typer.Option("--blueprint", metavar="FILE", help="The page it was built from. Default: the one in the folder."),
]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 when something would be written.")]


def adopt(backend: Backend = Path(), page: Page = None, check: Check = False, json: Json = False) -> int:
    """Write what you changed by hand in a backend into its blueprint. Comments stay; what has no word there is told."""
    from archwright.workbench.adopting import adopt as read
    from archwright.workbench.adopting import save_adopted

    adopted = read(backend, page)
    if not check:
        save_adopted(adopted)
    write(_as_json(adopted) if json else _as_text(adopted, check=check))
    return 1 if adopted.gaps or (check and adopted.taken) else 0


def _as_text(adopted: "Adopted", *, check: bool) -> str:
    lines = [f"{'gone   ' if each.value is None else 'adopted'}  {each.what}  ({each.place})" for each in adopted.taken]
    lines += [f"gap      {gap.what}  ({gap.place}): {gap.reason}" for gap in adopted.gaps]
    if not lines:
        return "Nothing to adopt: the blueprint says what the code does.\n"
    done = "would be written" if check else "is written; build again, and the rest follows"
    return "\n".join([*lines, *([f"{adopted.page} {done}."] if adopted.taken else [])]) + "\n"


def _as_json(adopted: "Adopted") -> str:
    taken = [{"what": each.what, "place": str(each.place), "gone": each.value is None} for each in adopted.taken]
    gaps = [{"what": gap.what, "place": str(gap.place), "reason": gap.reason} for gap in adopted.gaps]
    known = {"page": str(adopted.page), "adopted": taken, "gaps": gaps, "text": adopted.text}
    return dumps(known, indent=2, ensure_ascii=False) + "\n"
