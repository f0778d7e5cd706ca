"""The contract of a backend and what it does are the same."""

import shutil
from pathlib import Path

import pytest
from login_backends import failing
from written_backends import run, written

PAGE = """
archwright: 1
name: kept
auth: {}
policies: {ids: int}
entities:
  Thing:
    fields:
      title: str(1..60)
      code: str(3..12), unique, pattern /^[A-Z]+$/
      small: int(0..10) = 5
      price: decimal(12,2) >= 0
      weight: decimal(8,4)? > 0
      contact: email?
      home: url?
      born: date?
      begins: datetime?
      opens: time?
      settings: json = {}
      twin: Thing?
    list: {filter: [price, born, begins]}
    access: {list: public, read: public}
    lock: true
    bulk: true
    put: true
"""
BEHAVIOURS = Path(__file__).parent / "behaviours" / "kept_contract.py"


@pytest.mark.slow
def test_the_contract_is_kept() -> None:
    folder = written(PAGE)
    shutil.copy(BEHAVIOURS, folder / "tests" / "integration" / "test_kept_contract.py")

    assert failing(folder, "tests/integration/test_kept_contract.py") == []


def test_a_backend_uses_nothing_that_will_go() -> None:
    done = run(
        written(PAGE.replace("{ids: int}", "{ids: uuid}")),
        "python",
        "-W",
        "error::DeprecationWarning",
        "-c",
        "import app.main",
    )

    assert done.returncode == 0, done.stderr
