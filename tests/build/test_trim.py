"""What nothing in a backend uses is not written."""

from archwright.build.trim import trimmed
from archwright.language import load
from archwright.workbench.generating import generated_tree, parts_of

VALUES = '''"""Values."""

from functools import cache

CLOCK = "[0-9]+"


def _spelled(value: str) -> str:
    return value


# In days.
Day = tuple[str, _spelled]
Time = tuple[str, CLOCK]


@cache
def several(shape: type) -> "Several":
    """Many."""
    return Several()


class Several:
    """Many."""
'''
PATH = "app/schemas/values.py"


def left(user: str, **more: str) -> str:
    """What stays of the values when this uses them."""
    texts = {PATH: VALUES, "app/main.py": user, **more}
    return trimmed(texts, frozenset({PATH})).get(PATH, "")


def test_what_is_used_stays_with_what_it_needs() -> None:
    text = left("from app.schemas.values import Day\nday: Day\n")

    assert "Day = " in text
    assert "# In days." in text
    assert "def _spelled" in text
    assert "Time" not in text
    assert "CLOCK" not in text
    assert "cache\ndef" not in text
    assert "class Several" not in text


def test_a_type_that_is_written_as_a_text_is_used() -> None:
    assert "class Several" in left("from app.schemas.values import several\nseveral(int)\n")


def test_what_is_imported_and_not_mentioned_is_not_used() -> None:
    assert left("from app.schemas.values import Day, Time\ntime: Time\n").count("Day") == 0


def test_a_module_that_is_imported_as_a_whole_is_used_by_its_attributes() -> None:
    text = left("from app.schemas import values\nday: values.Day\n")

    assert "Day = " in text
    assert "Time = " not in text


def test_what_only_uses_itself_goes() -> None:
    given = {PATH: 'def again() -> None:\n    again()\n\n\ndef once() -> None:\n    """Once."""\n'}

    found = trimmed({**given, "app/main.py": "from app.schemas.values import once\nonce()\n"}, frozenset({PATH}))

    assert "again" not in found[PATH]
    assert "once" in found[PATH]


def test_a_file_of_which_nothing_is_used_is_not_written() -> None:
    assert left("print()\n") == ""


def test_files_that_are_whole_stay_as_they_are() -> None:
    texts = {PATH: VALUES, "app/main.py": "print()\n"}

    assert trimmed(texts, frozenset()) == texts


def test_what_is_handed_on_is_used() -> None:
    assert 'CLOCK = "[0-9]+"' in left("from app.schemas.values import CLOCK as CLOCK\n")


def test_where_the_user_writes_code_what_it_may_import_stays() -> None:
    page = "archwright: 1\nname: plain\nentities:\n  Note:\n    fields:\n      title: str\n"
    operation = "operations:\n  shout: {route: POST /shout, input: {word: str}, output: {word: str}}\n"

    plain, slots = (load(text, "page.yaml") for text in (page, page + operation))

    assert "today" not in generated_tree(plain, parts_of(plain)).text("app/core/clock.py")
    assert "today" in generated_tree(slots, parts_of(slots)).text("app/core/clock.py")
