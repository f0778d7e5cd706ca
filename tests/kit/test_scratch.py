"""Scratch folders go, whatever happens while they are made or used."""

import tempfile
from pathlib import Path

import pytest

from archwright.kit import processes
from archwright.kit.processes import scratch


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_who_loses_patience_while_the_machine_is_tried_leaves_no_folder(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(processes, "namespaces_work", interrupted)

    with pytest.raises(KeyboardInterrupt), scratch():
        pass

    assert list(temporary.iterdir()) == []


def test_a_sandbox_takes_its_folder_with_it(temporary: Path) -> None:
    with scratch() as box:
        (box.folder / "left").write_text("behind")
        assert list(temporary.iterdir()) == [box.folder]

    assert list(temporary.iterdir()) == []
