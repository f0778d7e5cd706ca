"""Ended at any point, by a kill, Ctrl-C, a full disk or a lost right, an apply leaves the old state or the new one."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import FIRST, MANIFEST, SECOND, build, in_child, plan_for, snapshot

from archwright.apply import apply, recover, undo
from archwright.kit.errors import ArchwrightError
from archwright.model.tree import Tree

# What Python tells of before it is done: each change of the disk is a point at which a run can end.
_EVENTS = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"))
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def at_event(number: int, act: Callable[[], None]) -> None:
    """Call `act` just before the change of that number, in this process."""
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in _EVENTS and (event != "open" or int(str(arguments[2])) & _WRITES):
            count += 1
            if count == number:
                act()

    sys.addaudithook(hook)


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupt() -> None:
    raise KeyboardInterrupt


def users_files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The files without our own records; an empty folder more or less is no loss."""
    known = snapshot(folder).items()
    return {path: content for path, content in known if not path.startswith(".archwright") and content[0]}


def copies(edited: Path, name: str) -> tuple[Path, dict[str, tuple[bytes, int]], dict[str, tuple[bytes, int]]]:
    """A copy to work on, its whole state now, and the user's files as they are after a build that nothing disturbs."""
    after = edited.with_name("after")
    if not after.exists():
        shutil.copytree(edited, after)
        build(after, SECOND)
    target = edited.with_name(name)
    shutil.copytree(edited, target)
    return target, snapshot(target), users_files(after)


def test_killed_at_any_point_the_next_start_finds_the_old_state_or_the_new_one(edited: Path) -> None:
    seen = set()
    for number in range(1, 400):
        target, before, after = copies(edited, f"kill{number}")

        def work(target: Path = target, number: int = number) -> None:
            plan = plan_for(target, SECOND)
            at_event(number, kill_self)
            apply(plan, target, manifest=MANIFEST)

        status = in_child(work)
        recover(target)

        is_old = snapshot(target) == before
        assert is_old or users_files(target) == after, f"half-written after {number} events"
        seen.add(is_old)
        if status == 0:
            break
    assert seen == {True, False}


@pytest.mark.parametrize("act", [disk_full, interrupt])
def test_an_error_at_any_point_leaves_the_folder_as_it_was(edited: Path, act: Callable[[], None]) -> None:
    outcomes = []
    for number in range(1, 400):
        target, before, after = copies(edited, f"error{number}")

        def work(target: Path = target, number: int = number) -> None:
            plan = plan_for(target, SECOND)
            at_event(number, act)
            apply(plan, target, manifest=MANIFEST)

        failed = in_child(work) != 0

        is_old = snapshot(target) == before
        assert is_old or users_files(target) == after, f"half-written after {number} events"
        assert failed or not is_old
        outcomes.append(failed)
        if not any(outcomes[-8:]) and number > 8:
            break
    assert sum(outcomes) > 40


def test_a_first_build_that_is_killed_leaves_no_folder(tmp_path: Path) -> None:
    for number in range(1, 400):
        target = tmp_path / f"kill{number}" / "backend"
        target.parent.mkdir()

        def work(target: Path = target, number: int = number) -> None:
            plan = plan_for(target, FIRST)
            at_event(number, kill_self)
            apply(plan, target, manifest=MANIFEST)

        status = in_child(work)
        assert not target.exists() or set(FIRST) <= set(snapshot(target))
        recover(target)

        assert list(target.parent.iterdir()) in ([], [target])
        if status == 0:
            break
    assert number > 10


def test_an_undo_that_is_killed_is_done_or_not_begun(edited: Path) -> None:
    before = users_files(edited)
    build(edited, SECOND)
    after = users_files(edited)
    for number in range(1, 400):
        target = edited.with_name(f"undo{number}")
        shutil.copytree(edited, target)

        def work(target: Path = target, number: int = number) -> None:
            at_event(number, kill_self)
            undo(target)

        status = in_child(work)
        recover(target)

        assert users_files(target) in (before, after), f"half-undone after {number} events"
        if status == 0:
            break


def test_what_the_user_edits_after_a_kill_is_not_rolled_back(edited: Path) -> None:
    def work() -> None:
        plan = plan_for(edited, SECOND)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "os.rename" and "app/static" in str(arguments[1]):
                kill_self()

        sys.addaudithook(hook)
        apply(plan, edited, manifest=MANIFEST)

    in_child(work)
    assert (edited / "README.md").read_text() == "# Two\n"
    (edited / "README.md").write_text("# Mine, written on top\n")

    recover(edited)

    assert (edited / "README.md").read_text() == "# Mine, written on top\n"
    assert (edited / "app/main.py").read_text() == "a = 100\nb = 2\nc = 3\n"


def test_a_file_too_large_for_the_disk_leaves_the_folder_as_it_was(edited: Path) -> None:
    large = Tree(SECOND.files | {"large.bin": b"x" * 200_000})
    before = snapshot(edited)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        with pytest.raises(ArchwrightError, match="could not be written"):
            build(edited, large)

    assert in_child(work) == 0
    assert snapshot(edited) == before


def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    mount = tmp_path / "disk"
    mount.mkdir()
    program = Path(__file__).with_name("full_disk.py")
    script = f"mount -t tmpfs -o size=512k none {mount} && exec {sys.executable} {program} {mount}"
    command = ["unshare", "-m", *([] if os.geteuid() == 0 else ["-r"]), "sh", "-c", script]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this machine gives no disk of our own")
    assert done.stdout.splitlines() == ["written", "No space left on device", "same"], done.stderr


def test_without_the_right_to_write_nothing_happens(edited: Path) -> None:
    before = snapshot(edited)
    for place in [edited, *edited.rglob("*")]:
        place.chmod(place.stat().st_mode & ~0o222)

    def work() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        with pytest.raises(ArchwrightError, match=r"may not be written to|could not be written"):
            build(edited, SECOND)

    edited.parent.chmod(0o755)
    status = in_child(work)

    assert {path: content for path, (content, _) in snapshot(edited).items()} == {
        path: content for path, (content, _) in before.items()
    }
    for place in [edited, *edited.rglob("*")]:
        place.chmod(place.stat().st_mode | 0o200)
    assert status == 0
