"""Tools for operations: each refuses what it is there to refuse, and the checks notice when it does not."""

import shutil
from functools import cache
from pathlib import Path

import pytest
from login_backends import failing
from written_backends import copied, run, written

PAGE = """
archwright: 1
name: handy
tools: [archives, commands, fetch, folders, xml]
operations:
  idle: {route: GET /idle}
"""
TEST = "tests/test_tools.py"
# Tool, what is sound in it, what is not, and the tests that notice.
BREAKS = (
    ("archives", 'any(part in ("", ".", "..") for part in parts)', "False", "leads_out"),
    ("archives", "    if most < 0:", "    if most < -(10**9):", "without_end"),
    ("commands", "env=ENVIRONMENT", "env=None", "no_shell"),
    ("commands", "os.killpg(process.pid, signal.SIGKILL)", "os.kill(process.pid, signal.SIGKILL)", "all_that_it"),
    ("fetch", "address.is_global and not address.is_multicast", "True", "what_is_public"),
    (
        "fetch",
        "        address = await public_address(host, request.url.port or 443)",
        "        address = host",
        "lead_in",
    ),
    ("folders", "if not found.is_relative_to(folder.resolve()) or", "if", "stays_below"),
    ("xml", 'raise XmlRefused("It has a document type.")', "return", "xml_is_only"),
)


@cache
def backend() -> Path:
    """With a test of ours."""
    folder = written(PAGE)
    shutil.copy(Path(__file__).parent / "behaviours" / "tools.py", folder / TEST)
    return folder


@pytest.mark.slow
def test_tools_refuse_what_they_are_there_to_refuse() -> None:
    assert failing(backend(), TEST) == []


@pytest.mark.slow
def test_tools_are_clean() -> None:
    for command in (("mypy", "--strict", "app"), ("ruff", "check", "app")):
        done = run(backend(), *command)
        assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_each_limit_that_is_gone_is_noticed(tmp_path: Path) -> None:
    folder = copied(backend(), tmp_path / "copy")
    for tool, sound, worse, _ in BREAKS:
        path = folder / f"app/core/{tool}.py"
        text = path.read_text()
        assert sound in text, (tool, sound)
        path.write_text(text.replace(sound, worse))
    noticed = failing(folder, TEST, "--tb=native", "-k", " or ".join(notices for *_, notices in BREAKS))
    assert [notices for *_, notices in BREAKS if not any(notices in each for each in noticed)] == []
