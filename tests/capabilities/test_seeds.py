"""Sample data has tenants, and users who can log in but in production; on both databases."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from databases import BOTH
from login_backends import failing
from written_backends import copied, run, written

PAGE = """
archwright: 1
name: seeded
auth: true
roles: {member: [], admin: [member]}
tenancy: {by: Organization}
entities:
  Project:
    fields: {name: str}
    access: member
    seed: 6
  Task:
    fields: {title: str, project: Project}
    access: {create: user, read: owner, list: owner}
    actions: [list, read, create]
    seed: 12
"""
TESTS = (
    "tests/integration/test_seed.py",
    "tests/integration/test_sample_logins.py",
    "tests/integration/test_seeded_tenants.py",
)
BREAKS = (
    ("app/services/sample_logins.py", "if count and not settings.production:", "if count:"),
    ("app/services/sample_logins.py", '"password_hash": hashed, ', ""),
    ("app/seed.py", "TENANT in table.c else []", "TENANT not in table.c else []"),
)


@cache
def backend() -> Path:
    """With a test of ours."""
    folder = written(PAGE)
    shutil.copy(Path(__file__).parent / "behaviours" / "seeded_tenants.py", folder / TESTS[2])
    return folder


@pytest.mark.slow
@BOTH
def test_samples_can_be_logged_into(database: dict[str, str]) -> None:
    assert failing(backend(), *TESTS, **database) == []


@pytest.mark.slow
def test_samples_that_are_wrong_are_noticed(tmp_path: Path) -> None:
    folder = copied(backend(), tmp_path / "copy")
    for path, sound, worse in BREAKS:
        text = (folder / path).read_text()
        assert sound in text
        (folder / path).write_text(text.replace(sound, worse))

    assert set(failing(folder, *TESTS)) >= {
        "test_a_sample_can_log_in",
        "test_nobody_can_in_production",
        "test_samples_refer_to_nothing_of_another_tenant",
    }


@pytest.mark.slow
def test_their_code_is_clean() -> None:
    for command in (("mypy",), ("ruff", "check", "app"), ("ruff", "format", "--check", "app"), ("lint-imports",)):
        done = run(backend(), *command)
        assert done.returncode == 0, done.stdout
