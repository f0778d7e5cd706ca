"""A small tree as it was generated last time, and as it is generated now."""

import pytest

from archwright.model.tree import Tree

ROUTES = '''"""Routes of tasks."""

from fastapi import APIRouter

from app.core.compat import redirect, request, url_for, wire
from app.services.tasks import TaskServiceDep

router = APIRouter()


@router.get("/tasks", name="list_tasks")
@wire
def list_tasks(service: TaskServiceDep) -> object:
    tasks = service.all()
    return {"tasks": tasks}


@router.post("/tasks", name="add_task")
@wire
def add_task(service: TaskServiceDep) -> object:
    title = request.form["title"]
    service.add(title)
    return redirect(url_for("list_tasks"))


@router.post("/tasks/{task_id:int}/delete", name="delete_task")
@wire
def delete_task(task_id: int, service: TaskServiceDep) -> object:
    service.delete(task_id)
    return redirect(url_for("list_tasks"))
'''

REPOSITORY = '''"""Queries of tasks."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.task import Task


class TaskRepository:
    """Tasks in the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[Task]:
        return self._session.scalars(select(Task).order_by(Task.id)).all()

    def get(self, task_id: int) -> Task | None:
        return self._session.get(Task, task_id)

    def add(self, task: Task) -> None:
        self._session.add(task)
        self._session.flush()
'''

MODEL = '''"""The table of tasks."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Task(Base):
    """Something to do."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
'''

MAIN = '''"""Puts the application together."""

from fastapi import FastAPI

from app.api.routes import health, tasks


def create_app() -> FastAPI:
    app = FastAPI(title="Tasks")
    app.include_router(health.router)
    app.include_router(tasks.router)
    return app


app = create_app()
'''

PROJECT = """[project]
name = "tasks"
version = "0.1.0"
dependencies = [
    "fastapi>=0.165",
    "sqlalchemy>=2.1",
    "uvicorn>=0.54",
]
"""

FILES = {
    "README.md": "# Tasks\n\nRun it:\n\n    python -m app\n",
    "app/api/routes/tasks.py": ROUTES,
    "app/main.py": MAIN,
    "app/models/__init__.py": '__all__ = ["Base", "Task"]\n',
    "app/models/task.py": MODEL,
    "app/repositories/tasks.py": REPOSITORY,
    "app/static/logo.png": b"\x89PNG\x00\x01",
    "pyproject.toml": PROJECT,
}


@pytest.fixture
def base() -> dict[str, str | bytes]:
    """What was generated last time."""
    return dict(FILES)


@pytest.fixture
def ours() -> Tree:
    """What is generated now: every file has something new."""
    return Tree(
        FILES
        | {
            "README.md": FILES["README.md"] + "\nTest it:\n\n    ./test\n",
            "app/api/routes/tasks.py": ROUTES.replace("service.add(title)\n", "service.add(title.strip())\n"),
            "app/api/routes/tags.py": '"""Routes of tags."""\n',
            "app/main.py": MAIN.replace("health, tasks", "health, tags, tasks").replace(
                "    app.include_router(tasks", "    app.include_router(tags.router)\n    app.include_router(tasks"
            ),
            "app/models/__init__.py": '__all__ = ["Base", "Tag", "Task"]\n',
            "app/models/task.py": MODEL + "    done: Mapped[bool] = mapped_column(default=False)\n",
            "app/repositories/tasks.py": REPOSITORY
            + "\n    def delete(self, task: Task) -> None:\n        self._session.delete(task)\n",
            "app/static/logo.png": b"\x89PNG\x00\x02",
            "pyproject.toml": PROJECT.replace('    "sqlalchemy', '    "jinja2>=3.1",\n    "sqlalchemy'),
        }
    )
