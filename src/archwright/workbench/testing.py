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


def with_tests(
    tree: Tree, recording: Recording, site_packages: Sequence[Path], progress: Progress
) -> tuple[Tree, TestRun]:
    """The tree with tests made from recorded answers, and what the kept ones did when they were run."""
    drafts = {file.path: file.text for file in replay_tests(recording)}
    if not drafts:
        return tree, _run(tree, site_packages)
    progress("trying tests made from the recorded answers")
    first = _run(tree.plus(drafts), site_packages)
    ids = frozenset(_ids(drafts))
    kept = {file.path: file.text for file in replay_tests(recording, keep=ids - frozenset(first.failures))}
    progress("running the backend's own tests")
    tested = tree.plus(tidied_tests(kept, tree))
    return tested, _run(tested, site_packages)


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
