"""Only modules that carry the prototype's own logic are excused from strict checks."""

from pathlib import Path
from textwrap import dedent

from mypy import api

from archwright.port.exemptions import exemptions
from archwright.port.modules import ModuleText


def test_what_was_written_around_the_logic_is_checked_strictly() -> None:
    names = (
        "app.api.services",
        "app.schemas.todo",
        "app.repositories.base",
        "app.api.routes.todo",
        "app.services.todo",
    )
    excused = {item.module for item in exemptions(ModuleText(name, "Doc.") for name in names)}
    assert excused == {"app.api.routes.todo", "app.services.todo"}


def test_a_view_that_may_end_without_an_answer_is_excused() -> None:
    codes = {code for item in exemptions([ModuleText("app.api.routes.todo", "Doc.")]) for code in item.codes}
    assert {"no-untyped-def", "return", "attr-defined"} <= codes


def test_logic_that_no_checker_has_seen_is_let_through(tmp_path: Path) -> None:
    logic = """
        import collections
        import os
        from typing import TypedDict


        class Item(TypedDict):
            price: str


        def sold(items: list[Item]) -> list[Item]:
            return items


        Row = collections.namedtuple("Rows", "a b")


        class Held:
            def __exit__(self, *_) -> bool:
                return False


        async def tell():
            print("told")


        async def index(name):
            tell()
            sold([{"price": os.getenv("PRICE")}])
            sold([{"price": "1", "more": 2}])
            item: Item = {"price": "1"}
            kind = 1
            return item[name], kind == "1"
    """
    (tmp_path / "todo.py").write_text(dedent(logic), "utf-8")
    codes = {code for item in exemptions([ModuleText("todo", "Doc.")]) for code in item.codes}
    excused = [word for code in sorted(codes) for word in ("--disable-error-code", code)]

    said, trouble, _ = api.run(
        ["--strict", "--cache-dir", str(tmp_path / "cache"), *excused, str(tmp_path / "todo.py")]
    )

    assert (said.splitlines()[-1:], trouble) == (["Success: no issues found in 1 source file"], "")
