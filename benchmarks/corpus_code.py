"""What stands in a written backend: Flask outside of its legacy folder, SQL made of values, and what its checks say."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import libcst as cst
from libcst import matchers

from archwright import readers
from archwright.kit.discovery import plugins
from archwright.model.place import Place
from archwright.port.rewrite import Scope, Unmovable
from archwright.port.source import Source, load
from archwright.port.sql.close import close_function
from archwright.prove import boot, check_migrations, run_backend_tests
from archwright.study import study

LEGACY = "legacy"


def flask_imports(backend: Path) -> list[str]:
    """Places where code outside of app/legacy imports Flask or an extension of it."""
    return [
        f"{path.relative_to(backend)}:{node.lineno}"
        for path in _own_files(backend)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        if any(name.split(".")[0].split("_")[0] == "flask" for name in _imported(node))
    ]


def built_sql(backend: Path) -> list[str]:
    """Places where SQL is made by putting values into its text; what the code itself writes down is none."""
    with TemporaryDirectory() as scratch:
        copy = Path(scratch) / "app"
        shutil.copytree(backend / "app", copy, ignore=_without_legacy(backend / "app"))
        facts = study(copy, plugins(readers))
        made = [query for query in facts.queries if query.built == "format"]
        source = load(replace(facts, entry="main.py")) if made else None
        return [f"app/{q.place}: {q.sql[:60]!r}" for q in made if source and not _is_written(q.place, source)]


def _is_written(place: Place, source: Source) -> bool:
    """Whether the statement of a module at that place has nothing in its SQL but what the code itself writes down."""
    module = next(each for each in source.modules.values() if each.path == place.file)
    around = [each for each in module.statements if 0 < each.line <= place.line]
    functions = matchers.findall(around[-1].node, matchers.FunctionDef()) if around else []
    scope = Scope(source, module.name, {})
    try:
        closed = [close_function(cst.ensure_type(each, cst.FunctionDef), scope) for each in functions]
    except Unmovable:
        return False
    return bool(closed) and not any(closed)


def boot_trouble(backend: Path, packages: list[Path]) -> str:
    """Why it does not answer behind a real server; "" when it does."""
    found = boot(backend, Path(sys.executable), extra_site_packages=packages)
    return "" if found.fine else last_line(found.trouble) or f"live {found.live}, openapi {found.openapi}"


def checks(backend: Path, python: str, packages: list[Path]) -> dict[str, str]:
    """What ruff, mypy, the import contract, the tests and the migrations say now, by name; "" for nothing."""
    bin_ = Path(sys.executable).parent
    with TemporaryDirectory(prefix="checks-") as scratch:
        copy = Path(scratch) / backend.name
        shutil.copytree(backend, copy)
        target = ["--python-executable", python] if python else []
        commands = {
            "ruff check": [bin_ / "ruff", "check", "--no-cache", "."],
            "ruff format": [bin_ / "ruff", "format", "--no-cache", "--check", "."],
            "mypy": [bin_ / "mypy", "--cache-dir", f"{scratch}/mypy", *target],
            "lint-imports": [bin_ / "lint-imports", "--no-cache"],
        }
        found = {name: _trouble([str(word) for word in command], copy) for name, command in commands.items()}
    tests = run_backend_tests(backend, Path(sys.executable), extra_site_packages=packages)
    found["pytest"] = last_line(tests.trouble) or ("" if tests.fine else "nothing passed")
    if (backend / "migrations").is_dir():
        found["alembic"] = last_line(
            check_migrations(backend, Path(sys.executable), extra_site_packages=packages).trouble
        )
    return found


def last_line(text: str) -> str:
    """The last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def _trouble(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=240, check=False)
    return (done.stdout + done.stderr).strip()[-1500:] or "failed" if done.returncode else ""


def _own_files(backend: Path) -> Iterator[Path]:
    for path in sorted((backend / "app").rglob("*.py")):
        if path.relative_to(backend / "app").parts[0] != LEGACY:
            yield path


def _without_legacy(app: Path) -> Callable[[str, list[str]], list[str]]:
    return lambda folder, names: [LEGACY] if Path(folder) == app and LEGACY in names else []


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [] if node.level else [node.module or ""]
