"""Files and functions stay small: no file that knows every option."""

import ast
import statistics
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "archwright"
FILES = sorted(SOURCE.rglob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def long_functions(path: Path, most: int) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    sizes = {f"{path.name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    return [name for name, size in sizes.items() if size > most]


def test_half_of_the_files_are_short() -> None:
    assert len(FILES) > 100
    assert statistics.median(map(lines_of, FILES)) < 110


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_and_its_functions_fit(path: Path) -> None:
    assert lines_of(path) <= 400
    assert long_functions(path, 60) == []


def test_most_functions_fit_a_hand() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    sizes = sorted((node.end_lineno or 0) - node.lineno + 1 for node in functions)

    assert statistics.median(sizes) <= 12
    assert sizes[len(sizes) * 9 // 10] <= 35
