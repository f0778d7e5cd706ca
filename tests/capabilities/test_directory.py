"""The directory of routes finds what trying them all one after the other finds, and does not try them all."""

import json

import pytest
from written_backends import run, written

ENTITIES = "".join(f"  {name}: {{fields: {{name: str}}}}\n" for name in ("Apple", "Bread", "Cheese", "Dill", "Egg"))
PAGE = f"archwright: 1\nname: larder\nentities:\n{ENTITIES}"
SCRIPT = """
import json
from itertools import product
from starlette.routing import Match, Route
from app.main import application

app = application()
directory, *routes = app.router.routes
tried = 0
matches = Route.matches

def counted(self, scope):
    global tried
    tried += 1
    return matches(self, scope)

Route.matches = counted

def asked(scope, routes):
    global tried
    tried, found = 0, None
    for route in routes:
        match, child = route.matches(scope)
        if match is Match.FULL:
            found = "others" not in child and (child["endpoint"].__qualname__, child["path_params"]) or None
            break
    return found, tried

paths = [route.path for route in routes]
paths += ["", "/", "/api", "/api/v1/apples/", "/api/v1/apples/7/8", "/api/v1/apples/x/"]
answers = []
for path, method in product(paths, ("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS")):
    scope = {"type": "http", "method": method, "path": path.replace("{", "").replace("}", ""), "root_path": ""}
    answers.append([method, path, asked(scope, [directory]), asked(scope, routes)])
print(json.dumps(answers))
"""
Asked = tuple[object, int]


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, str, Asked, Asked]]:
    """Method, path, what the directory found in how many tries, and what the list did."""
    folder = written(PAGE)
    (folder / "ask.py").write_text(SCRIPT)
    done = run(folder, "python", "ask.py")
    assert done.stdout, done.stderr
    found: list[tuple[str, str, Asked, Asked]] = json.loads(done.stdout)
    return found


def test_the_directory_finds_the_route_that_the_list_finds(answers: list[tuple[str, str, Asked, Asked]]) -> None:
    assert [each for each in answers if each[2][0] != each[3][0]] == []
    assert sum(each[2][0] is not None for each in answers) > 20


def test_the_directory_tries_no_routes_of_other_resources(answers: list[tuple[str, str, Asked, Asked]]) -> None:
    assert max(directory[1] for _, _, directory, _ in answers) <= 3
    assert max(listed[1] for _, _, _, listed in answers) > 20
