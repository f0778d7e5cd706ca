"""Only modules that carry the prototype's own logic are excused from strict checks."""

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
