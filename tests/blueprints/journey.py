"""Copied into a backend and run after its own tests: rows in every table, then down, up, and rows again."""

import importlib
import pkgutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient
from tests import factories, rows

from app.core.config import ROOT
from app.core.migrations import upgrade
from app.models import Base


def test_rows_of_every_kind_go_down_and_come_up_again(server: TestClient) -> None:
    rows.empty()
    before = filled()

    command.downgrade(Config(ROOT / "alembic.ini"), "base")
    upgrade()

    assert before == filled()
    rows.empty()


def filled() -> set[str]:
    """The factories that made a row, after those who have a login."""
    if find_spec("tests.people"):
        importlib.import_module("tests.people").settle()
    names = {module.name for module in pkgutil.iter_modules([str(Path(factories.__path__[0]))])}
    for name in names:
        getattr(importlib.import_module(f"tests.factories.{name}"), name)()
    return names


def test_models_and_migrations_agree(server: TestClient) -> None:
    assert Base.metadata.tables
    command.check(Config(ROOT / "alembic.ini"))


pytestmark = pytest.mark.filterwarnings("ignore")
