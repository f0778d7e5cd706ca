"""Ten kinds of edits, each on a tree that is generated anew: none is lost, and what is new arrives."""

import ast
from collections.abc import Callable

import pytest

from archwright.model.plan import Plan
from archwright.model.tree import Tree
from archwright.plan import make_plan

Files = dict[str, str | bytes]
ROUTES, REPOSITORY, MODEL = "app/api/routes/tasks.py", "app/repositories/tasks.py", "app/models/task.py"


def after(base: Files, yours: Files, ours: Tree) -> tuple[Plan, Files]:
    """The plan, and the folder once it is applied."""
    plan = make_plan(Tree(base), Tree(yours), ours)
    files = dict(yours)
    for path, content in plan.writes():
        if content is None:
            del files[path]
        else:
            files[path] = content
    return plan, files


def edited(files: Files, path: str, change: Callable[[str], str]) -> Files:
    text = files[path]
    assert isinstance(text, str)
    changed = change(text)
    assert changed != text
    return files | {path: changed}


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def read(files: Files, path: str) -> str:
    text = files[path]
    assert isinstance(text, str)
    if path.endswith(".py"):
        ast.parse(text)
    return text


def test_without_edits_everything_becomes_what_is_new(base: Files, ours: Tree) -> None:
    plan, files = after(base, base, ours)

    assert files == dict(ours.files)
    assert not plan.conflicts


def test_a_renamed_variable_stays_beside_what_is_new(base: Files, ours: Tree) -> None:
    yours = edited(base, ROUTES, lambda text: text.replace("tasks = ", "found = ").replace(": tasks}", ": found}"))

    plan, files = after(base, yours, ours)

    text = read(files, ROUTES)
    assert "found = service.all()" in text
    assert '{"tasks": found}' in text
    assert "title.strip()" in text
    assert not plan.conflicts


def test_an_added_method_stays_beside_a_new_method_at_the_same_place(base: Files, ours: Tree) -> None:
    yours = edited(
        base, REPOSITORY, lambda text: text + "\n    def count(self) -> int:\n        return len(self.all())\n"
    )

    plan, files = after(base, yours, ours)

    text = read(files, REPOSITORY)
    assert "def count(self)" in text
    assert "def delete(self" in text
    assert not plan.conflicts


def test_reordered_functions_keep_the_users_order_and_take_the_new_body(base: Files, ours: Tree) -> None:
    def move_first_route_down(text: str) -> str:
        start, end = text.index('@router.get("/tasks"'), text.index('@router.post("/tasks",')
        return text[:start] + text[end:].rstrip("\n") + "\n\n\n" + text[start:end].rstrip("\n") + "\n"

    yours = edited(base, ROUTES, move_first_route_down)

    plan, files = after(base, yours, ours)

    text = read(files, ROUTES)
    assert text.index("def add_task") < text.index("def delete_task") < text.index("def list_tasks")
    assert "title.strip()" in text
    assert not plan.conflicts


def test_a_function_that_moved_and_was_generated_anew_keeps_its_place(base: Files, ours: Tree) -> None:
    def move_changed_route_up(text: str) -> str:
        start, end = text.index('@router.post("/tasks",'), text.index('@router.post("/tasks/{')
        at = text.index('@router.get("/tasks"')
        return text[:at] + text[start:end] + text[at:start] + text[end:]

    yours = edited(base, ROUTES, move_changed_route_up)

    plan, files = after(base, yours, ours)

    text = read(files, ROUTES)
    assert text.index("def add_task") < text.index("def list_tasks")
    assert text.count("def add_task") == 1
    assert "title.strip()" in text
    assert not plan.conflicts


def test_a_deleted_route_stays_deleted_though_it_is_generated_anew(base: Files, ours: Tree) -> None:
    def drop(text: str) -> str:
        return text[: text.index('@router.post("/tasks",')] + text[text.index('@router.post("/tasks/{') :]

    yours = edited(base, ROUTES, drop)

    plan, files = after(base, yours, ours)

    assert "add_task" not in read(files, ROUTES)
    assert "you removed `add_task`" in next(op.reason for op in plan.ops if op.path == ROUTES)
    assert not plan.conflicts


def test_a_changed_query_stays(base: Files, ours: Tree) -> None:
    yours = edited(base, REPOSITORY, swap("order_by(Task.id)", "order_by(Task.title, Task.id)"))

    plan, files = after(base, yours, ours)

    text = read(files, REPOSITORY)
    assert "order_by(Task.title, Task.id)" in text
    assert "def delete(self" in text
    assert not plan.conflicts


def test_a_field_added_by_hand_stays_beside_a_new_field(base: Files, ours: Tree) -> None:
    yours = edited(base, MODEL, lambda text: text + "    note: Mapped[str] = mapped_column(String(200))\n")

    plan, files = after(base, yours, ours)

    text = read(files, MODEL)
    assert "note: Mapped[str]" in text
    assert "done: Mapped[bool]" in text
    assert not plan.conflicts


def test_a_reformatted_file_keeps_its_format_where_nothing_is_new(base: Files, ours: Tree) -> None:
    yours = edited(base, ROUTES, swap('{"tasks": tasks}', '{\n        "tasks": tasks,\n    }'))
    yours = edited(yours, ROUTES, swap("    service.add(title)\n", "    service.add(\n        title\n    )\n"))

    plan, files = after(base, yours, ours)

    text = read(files, ROUTES)
    assert '        "tasks": tasks,\n' in text
    assert "title.strip()" in text
    assert "your layout of `add_task` made way" in next(op.reason for op in plan.ops if op.path == ROUTES)
    assert not plan.conflicts


def test_a_deleted_file_stays_deleted(base: Files, ours: Tree) -> None:
    yours = {path: content for path, content in base.items() if path != MODEL}

    plan, files = after(base, yours, ours)

    assert MODEL not in files
    assert [op.kind for op in plan.ops if op.path == MODEL] == ["keep"]


def test_an_added_file_is_never_touched(base: Files, ours: Tree) -> None:
    yours = base | {"app/mine.py": "x = 1\n"}

    plan, files = after(base, yours, ours)

    assert files["app/mine.py"] == "x = 1\n"
    assert all(op.path != "app/mine.py" for op in plan.ops)


def test_edited_imports_merge_as_a_set(base: Files, ours: Tree) -> None:
    yours = edited(base, "app/main.py", swap("import health, tasks", "import health, reports, tasks"))
    yours = edited(
        yours, "app/main.py", swap("(tasks.router)\n", "(tasks.router)\n    app.include_router(reports.router)\n")
    )

    plan, files = after(base, yours, ours)

    text = read(files, "app/main.py")
    assert "from app.api.routes import health, reports, tags, tasks" in text
    assert text.count("include_router") == 4
    assert not plan.conflicts


def test_dependencies_and_exports_merge_as_sets(base: Files, ours: Tree) -> None:
    yours = edited(base, "pyproject.toml", swap('    "sqlalchemy', '    "httpx2>=2",\n    "sqlalchemy'))
    yours = edited(yours, "app/models/__init__.py", swap('"Task"]', '"Task", "User"]'))

    plan, files = after(base, yours, ours)

    assert '    "httpx2>=2",\n    "jinja2>=3.1",\n' in read(files, "pyproject.toml")
    assert read(files, "app/models/__init__.py") == '__all__ = ["Base", "Tag", "Task", "User"]\n'
    assert not plan.conflicts


@pytest.mark.parametrize("path", ["README.md", ROUTES, "app/main.py"])
def test_a_file_with_other_line_ends_is_merged_and_keeps_them(base: Files, ours: Tree, path: str) -> None:
    yours = edited(base, path, lambda text: text.replace("\n", "\r\n"))

    plan, files = after(base, yours, ours)

    assert files[path] == str(ours[path]).replace("\n", "\r\n")
    assert not plan.conflicts
