"""An entity gets another name, and what was done by hand to its files goes with it."""

import ast

RENAME = ("blueprint.yaml", "  Task:\n", "  Ticket:\n    was: Task\n")
SERVICE, NEW = "app/services/task.py", "app/services/ticket.py"
OWN = '''
    async def titles(self) -> list[str]:
        """The title of every task."""
        return [task.title for task in await self.tasks_of_mine()]
'''


def edit(desk, path: str, text: str) -> None:
    (desk.folder / path).write_text(text)


def test_a_method_of_the_users_goes_on_under_the_new_name(desk) -> None:
    edit(desk, SERVICE, desk.text(SERVICE).rstrip() + "\n" + OWN)
    desk.change(*RENAME)

    assert desk.build()[0] == 0
    text = desk.text(NEW)
    assert not (desk.folder / SERVICE).exists()
    assert "class TicketService" in text
    assert '"""The title of every task."""' in text, "what the user says in words stays as it was said"
    assert "self.tickets_of_mine()" in text
    ast.parse(text)
    assert [op["op"] for op in desk.plan()["ops"]] == ["keep"]


def test_what_was_changed_in_a_file_follows_and_can_be_taken_back(desk) -> None:
    was = desk.text(SERVICE)
    edit(desk, SERVICE, was.replace("    async def create(", "    # Think first.\n    async def create(", 1))
    desk.change(*RENAME)

    ops = {op["path"]: op for op in desk.plan()["ops"]}
    assert ops[NEW]["op"] == "create"
    assert "with your changes" in ops[NEW]["reason"]
    assert ops[SERVICE]["op"] == "delete"
    assert desk.build()[0] == 0
    assert "    # Think first.\n    async def create(" in desk.text(NEW)
    assert desk("undo", desk.folder)[0] == 0
    assert "    # Think first.\n" in desk.text(SERVICE)


def test_a_file_that_was_deleted_stays_deleted_under_its_new_name(desk) -> None:
    gone = "tests/integration/test_tasks.py"
    (desk.folder / gone).unlink()
    desk.change(*RENAME)

    assert desk.build()[0] == 0
    assert not (desk.folder / "tests/integration/test_tickets.py").exists()
    assert [op["op"] for op in desk.plan()["ops"]] == ["keep"]


def test_files_that_speak_of_several_keep_what_was_done_beside_the_name(desk) -> None:
    main = "app/main.py"
    edit(
        desk,
        main,
        desk.text(main).replace("    tasks_routes.router,\n", "    tasks_routes.router,  # The one that counts.\n"),
    )
    desk.change(*RENAME)

    assert desk.build()[0] == 0
    assert "    tickets_routes.router,  # The one that counts.\n" in desk.text(main)
    assert "tasks_routes" not in desk.text(main)
