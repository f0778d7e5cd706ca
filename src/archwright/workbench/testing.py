"""The backend's own tests: written from the recording, run, and kept where they pass on a database of their own."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from archwright.build import replay_tests, tidied_tests
from archwright.kit.folders import scratch_folder
from archwright.model.evidence import TestRun
from archwright.model.replay import Recording
from archwright.model.tree import Tree
from archwright.prove import run_backend_tests

Progress = Callable[[str], None]
_ROUNDS = 4
MOST = 16
"""Exchanges that get a test: enough to notice a broken route, few enough to be read."""
FEW = 4
"""The same for an app that takes so long to start that more do not end in time."""


def with_tests(
    tree: Tree, recording: Recording, site_packages: Sequence[Path], progress: Progress
) -> tuple[Tree, TestRun]:
    """The tree with tests made from recorded answers, and what the kept ones did when they were run."""
    for most in (MOST, FEW):
        drafts = {file.path: file.text for file in replay_tests(recording, most=most)}
        if not drafts:
            break
        progress("trying tests made from the recorded answers")
        first = _run(tree.plus(drafts), site_packages)
        if first.passed or first.failed:
            passing = frozenset(_ids(drafts)) - frozenset(first.failures)
            return _kept(tree, recording, passing, site_packages, progress)
    return tree, _run(tree, site_packages)


def _kept(
    tree: Tree, recording: Recording, passing: frozenset[str], site_packages: Sequence[Path], progress: Progress
) -> tuple[Tree, TestRun]:
    """Fewer tests run in another company: where the app keeps things in files, one may miss what another left there."""
    for _ in range(_ROUNDS):
        files = {file.path: file.text for file in replay_tests(recording, keep=passing, most=MOST)}
        tested = tree.plus(tidied_tests(files, tree))
        progress("running the backend's own tests")
        result = _run(tested, site_packages)
        failing = passing & frozenset(result.failures)
        if not failing:
            break
        passing -= failing
    return tested, result


def _run(tree: Tree, site_packages: Sequence[Path]) -> TestRun:
    with scratch_folder(tree.files) as folder:
        return run_backend_tests(folder, Path(sys.executable), extra_site_packages=site_packages)


def _ids(files: dict[str, str]) -> list[str]:
    return [
        f"{path}::{line[4:].partition('(')[0]}"
        for path, text in files.items()
        for line in text.splitlines()
        if line.startswith("def test_")
    ]
