"""One pass of ruff over the whole tree: imports in order, one way to format, exemptions only where they are needed."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ruff import find_ruff_bin  # type: ignore[import-untyped]

from archwright.kit.commands import Finished, run
from archwright.kit.errors import InternalError
from archwright.kit.folders import fill, scratch_folder
from archwright.model.tree import Tree

PROJECT = "pyproject.toml"


def tidied(texts: Mapping[str, str], assets: Mapping[str, bytes], ported: frozenset[str]) -> Tree:
    """The tree with every Python file tidy. Files of `ported` get an exemption for each rule they still break."""
    with scratch_folder(texts) as folder:
        _tidy(folder)
        fill(folder, {PROJECT: texts[PROJECT] + _exemptions(_broken(folder, ported))})
        tidy = {path: (folder / path).read_text("utf-8") for path in texts}
    return Tree(MappingProxyType({**assets, **tidy}))


def format_code(text: str) -> str:
    """One Python text, tidy."""
    with scratch_folder({PROJECT: "[tool.ruff]\nline-length = 120\n", "code.py": text}) as folder:
        _tidy(folder)
        return (folder / "code.py").read_text("utf-8")


def tidied_tests(texts: Mapping[str, str], tree: Tree) -> dict[str, str]:
    """Tests for `tree`, tidy. Where an answer cannot be written otherwise, the line says which rule it breaks."""
    with scratch_folder({PROJECT: tree.text(PROJECT), **texts}) as folder:
        _tidy(folder)
        _ruff(folder, "check", "--add-noqa", "--quiet", "--exit-zero")
        return {path: (folder / path).read_text("utf-8") for path in texts}


def _tidy(folder: Path) -> None:
    _ruff(folder, "check", "--fix", "--quiet", "--exit-zero", "--select", "I,F401,UP")
    _ruff(folder, "format", "--quiet")


def _ruff(folder: Path, *arguments: str) -> Finished:
    done = run([find_ruff_bin(), *arguments, "--no-cache", "."], cwd=folder)
    if done.code:
        raise InternalError("the written code cannot be tidied", hint=done.err.strip()[-2000:])
    return done


def _broken(folder: Path, ported: frozenset[str]) -> dict[str, list[str]]:
    """Ported file -> rules it still breaks."""
    found = json.loads(_ruff(folder, "check", "--exit-zero", "--output-format", "json").out)
    broken: dict[str, set[str]] = {}
    for item in found:
        path = Path(item["filename"]).relative_to(folder).as_posix()
        if path in ported and item["code"]:
            broken.setdefault(path, set()).add(item["code"])
    return {path: sorted(broken[path]) for path in sorted(broken)}


def _exemptions(broken: Mapping[str, list[str]]) -> str:
    if not broken:
        return ""
    lines = [f"{json.dumps(path)} = {json.dumps(codes)}\n" for path, codes in broken.items()]
    return "\n[tool.ruff.lint.per-file-ignores]\n# Carried over from the original as they were.\n" + "".join(lines)
