"""Tests made from answers are kept only where they pass in the company they are kept in."""

from archwright.build import assemble
from archwright.model.parts import Parts, RouterPart, TextFile
from archwright.model.replay import Exchange, Recording, Reply, Request
from archwright.workbench.testing import with_tests

COUNTING = '''"""Counts its requests in a file."""

from pathlib import Path

from fastapi import APIRouter

router = APIRouter()
COUNT = Path("count.txt")


@router.get("/{name}")
def count(name: str) -> dict[str, int]:
    before = int(COUNT.read_text()) if COUNT.exists() else 0
    COUNT.write_text(str(before + 1))
    return {"before": before}
'''
JSON = (("content-type", "application/json"),)


def asked(path: str, before: int) -> Exchange:
    return Exchange(Request("GET", path, endpoint=path), Reply(200, JSON, f'{{"before": {before}}}'.encode()))


def test_a_test_that_only_passes_after_one_that_went_goes_too() -> None:
    routes = (TextFile("app/api/routes/counts.py", COUNTING), RouterPart("app.api.routes.counts", order=99))
    tree = assemble("Counts", Parts(routes))
    only_in_the_company_of_all = Recording((asked("/a", 0), asked("/b", 99), asked("/c", 2)))

    tested, run = with_tests(tree, only_in_the_company_of_all, (), lambda _: None)

    assert run.failed == 0, run.trouble
    assert "tests/integration/test_a.py" in tested.files
    assert "tests/integration/test_c.py" not in tested.files
