"""What a user did in a generated backend is there after the page has changed, or is shown with both sides."""

import ast

MODEL, SERVICE = "app/models/task.py", "app/services/task.py"
WIDER = ("blueprint.yaml", "str(1..200)", "str(1..300)")
COLOUR = ("blueprint.yaml", "notes: text?", "notes: text?\n      colour: str?")
METHOD = '\n    async def by_hand(self) -> int:\n        """Ours."""\n        return 7\n'
TESTS = "tests/integration/test_tasks.py"


def conflicts(desk) -> dict[str, list[dict[str, str]]]:
    return {op["path"]: op["conflicts"] for op in desk.plan()["ops"] if op["op"] == "conflict"}


def at_odds(desk) -> None:
    """You and the page want another length."""
    desk.change(MODEL, "String(200)", "String(250)")
    desk.change(*WIDER)


def test_building_twice_changes_nothing(desk) -> None:
    assert desk.plan()["ops"] == []
    assert desk.build("--check")[0] == 0


def test_a_conflict_is_shown_with_both_sides_and_nothing_of_the_file_is_written(desk) -> None:
    at_odds(desk)
    before = desk.text(MODEL)

    (side,) = conflicts(desk)[MODEL]
    assert "String(250)" in side["yours"]
    assert "String(300)" in side["ours"]
    shown = desk("plan", desk.page, "-o", desk.folder, "--no-prove", "-q")[1]
    assert f"{MODEL}, `title`" in shown
    assert "  yours:\n        title: Mapped[str] = mapped_column(String(250))\n" in shown
    assert "  new:\n        title: Mapped[str] = mapped_column(String(300))\n" in shown

    assert desk.build()[0] == 1
    assert desk.text(MODEL) == before
    assert list(conflicts(desk)) == [MODEL]


def test_a_conflict_is_written_on_request_with_the_base_in_the_middle(desk) -> None:
    at_odds(desk)

    desk.build("--conflicts", "write")

    text = desk.text(MODEL)
    marks = [line[:7] for line in text.splitlines() if line[:7] in ("<<<<<<<", "|||||||", "=======", ">>>>>>>")]
    assert marks == ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
    inner = text[text.index("<<<<<<<") : text.index(">>>>>>>")]
    assert [length in inner for length in ("String(250)", "String(200)", "String(300)")] == [True, True, True]


def test_a_conflict_settled_with_yours_is_not_told_again(desk) -> None:
    at_odds(desk)
    before = desk.text(MODEL)

    desk.build("--conflicts", "yours")

    assert desk.text(MODEL) == before
    assert conflicts(desk) == {}


def test_a_conflict_settled_by_hand_is_not_told_again(desk) -> None:
    at_odds(desk)
    desk.build()
    desk.change(MODEL, "String(250)", "String(300)")

    assert conflicts(desk) == {}


def test_a_file_that_you_deleted_stays_deleted(desk) -> None:
    (desk.folder / TESTS).unlink()
    desk.change(*COLOUR)

    assert [op["op"] for op in desk.plan()["ops"] if op["path"] == TESTS] == ["keep"]
    assert desk.build()[0] == 0
    desk.change("blueprint.yaml", "colour: str?", "colour: str")
    desk.change("blueprint.yaml", "colour: str", "colour: str backfill red")
    assert desk.build()[0] == 0
    assert not (desk.folder / TESTS).exists()


def test_a_file_that_you_added_stays(desk) -> None:
    mine = {"app/services/mine.py": "ANSWER = 42\n", "app/models/colour.py": "WHITE = 1\n", "notes.md": "mine\n"}
    for path, text in mine.items():
        (desk.folder / path).write_text(text)
    desk.change(*COLOUR)

    assert desk.build()[0] == 0
    assert {path: desk.text(path) for path in mine} == mine


def test_a_file_of_yours_where_a_new_one_would_go_is_a_conflict_and_stays(desk) -> None:
    (desk.folder / "app/models/label.py").write_text("WHITE = 1\n")
    desk.change("blueprint.yaml", "  Task:\n", "  Label:\n    fields:\n      word: str(..40)\n  Task:\n")

    sides = conflicts(desk)["app/models/label.py"]
    assert "WHITE = 1\n" in "".join(side["yours"] for side in sides)
    assert "class Label(Base)" in "".join(side["ours"] for side in sides)
    desk.build()
    assert desk.text("app/models/label.py") == "WHITE = 1\n"


def test_a_method_that_you_added_and_one_that_you_removed(desk) -> None:
    text = desk.text(SERVICE).rstrip("\n") + "\n" + METHOD
    start = text.index("    async def delete")
    (desk.folder / SERVICE).write_text(text[:start].rstrip() + "\n" + text[text.index(METHOD) :])
    desk.change("blueprint.yaml", "    list: {filter", "    lock: true\n    list: {filter")

    assert desk.build()[0] == 0
    merged = desk.text(SERVICE)
    assert METHOD in merged
    assert "async def delete" not in merged
    assert "version" in merged
    ast.parse(merged)


def test_what_the_page_lets_go_is_kept_when_you_changed_it(desk) -> None:
    path = "app/services/person.py"
    (desk.folder / path).write_text(desk.text(path).rstrip("\n") + "\n" + METHOD)
    page = desk.text("blueprint.yaml")
    start, end = page.index("  Person:"), page.index("  Task:")
    rest = (
        page[end:].replace("      person: Person?\n", "").replace("  Task:\n", "  Task:\n    allow_data_loss: true\n")
    )
    desk.page.write_text(page[:start].replace("name: desk\n", "name: desk\nallow_data_loss: true\n") + rest)

    assert METHOD.strip("\n") in conflicts(desk)[path][0]["yours"]
    desk.build()
    assert METHOD in desk.text(path)
    assert not (desk.folder / "app/models/person.py").exists()


def test_items_of_a_table_merge_as_a_set(desk) -> None:
    desk.change(MODEL, "    __table_args__ = (\n", '    __table_args__ = (\n        Index("ix_mine", "notes"),\n')
    desk.change("blueprint.yaml", "notes: text?", "notes: text?\n      code: str(..9)?, unique")

    assert desk.build()[0] == 0
    assert '        Index("ix_mine", "notes"),\n' in desk.text(MODEL)
    assert 'name="uq_tasks_code"' in desk.text(MODEL)


def test_your_layout_of_a_class_stays_next_to_what_is_new(desk) -> None:
    desk.change(MODEL, "mapped_column(Text)", "mapped_column(\n        Text\n    )")
    desk.change(*COLOUR)

    assert desk.build()[0] == 0
    assert "mapped_column(\n        Text\n    )\n    colour: Mapped[str | None]" in desk.text(MODEL)
