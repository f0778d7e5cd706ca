"""Parts become one tree: what was given wins, lists merge, nothing is there without a reason."""

import re
import sys
from importlib import resources
from pathlib import Path

import pytest
from dotenv import dotenv_values
from ruamel.yaml import YAML

from archwright.build import assemble, with_first_migration
from archwright.build.requirements import merged
from archwright.build.settings import read_secret
from archwright.kit.errors import ArchwrightError, InternalError
from archwright.model.parts import Asset, MainLine, Parts, RouterPart, SettingPart, TextFile
from archwright.model.platform import DatabaseKind, DatabaseNeed
from archwright.model.tree import Tree


def test_the_same_parts_give_the_same_tree(parts: Parts) -> None:
    first = assemble("My notes", parts, database=DatabaseNeed("models"))
    second = assemble("My notes", parts, database=DatabaseNeed("models"))

    assert first == second


def test_a_given_file_is_written_instead_of_the_platforms_own() -> None:
    given = TextFile("app/core/logging.py", '"""Our own."""\n\n\ndef configure_logging(level: str) -> None: ...\n')

    assert assemble("x", Parts((given,))).text("app/core/logging.py") == given.text


def test_documents_are_files_too() -> None:
    tree = assemble("x", Parts(), documents={"docs/decisions/0001-x.md": "# One\n"})

    assert tree.text("docs/decisions/0001-x.md") == "# One\n"


def test_two_parts_that_disagree_about_a_file_are_our_bug() -> None:
    with pytest.raises(InternalError, match="different texts") as caught:
        assemble("x", Parts((TextFile("a.md", "1"), TextFile("a.md", "2"))))

    assert caught.value.where == "a.md"


def test_assets_keep_their_bytes(tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(b"\x00\r\n\xff")
    carried = (Asset("static/logo.png", source=str(tmp_path / "logo")), Asset("static/x.py", data=b"import os\r\n"))

    tree = assemble("x", Parts(carried))

    assert tree["static/logo.png"] == b"\x00\r\n\xff"
    assert tree["static/x.py"] == b"import os\r\n"


def test_routers_and_lines_stand_in_their_order() -> None:
    parts = Parts(
        (
            TextFile("app/api/routes/z.py", ""),
            RouterPart("app.api.routes.everything", order=10),
            RouterPart("app.api.routes.tasks"),
            MainLine("install_wire(app)", ("from app.core.compat import install_wire",)),
        )
    )

    main = assemble("x", parts).text("app/main.py")

    wanted = ["health.router", "tasks.router", "everything.router", "install_wire(app)", "(RequestLog)", "return app"]
    places = [main.index(text) for text in wanted]
    assert places == sorted(places)


def test_two_routers_of_one_name_get_two_names() -> None:
    parts = Parts((RouterPart("app.api.routes.users"), RouterPart("app.api.routes.admin.users")))

    main = assemble("x", parts).text("app/main.py")

    assert "include_router(routes_users.router)" in main
    assert "include_router(admin_users.router)" in main


def test_the_platform_makes_room_for_the_paths_of_the_app() -> None:
    tree = assemble("x", Parts(), taken=frozenset({"/health", "/docs/<page>"}))

    assert 'prefix="/_health"' in tree.text("app/api/routes/health.py")
    assert 'docs_url="/_docs"' in tree.text("app/main.py")
    assert "/_health/ready" in tree.text("Dockerfile")


@pytest.mark.parametrize(
    "value", ["plain", "", "sp ace", "it's", 'a "b"', "back\\slash", "$HOME", "#no comment", "ü\n2", "a=b", "' # x"]
)
def test_a_secret_of_any_text_survives_the_environment_file(tmp_path: Path, value: str) -> None:
    secret = read_secret(SettingPart("key", "str", repr(value), secret=True))
    (tmp_path / ".env").write_text(f"KEY={secret.quoted}\n")

    found = dotenv_values(tmp_path / ".env")["KEY"]

    assert found == (value if secret.value is not None else "")


def test_no_secret_value_is_written_but_into_the_ignored_file(tree: Tree) -> None:
    holders = [path for path in tree if b"with \\\\ and $HOME" in _bytes(tree[path])]

    assert holders == [".env"]
    assert ".env" in tree.text(".gitignore").splitlines()


def test_a_secret_that_is_no_text_is_kept_as_json(tmp_path: Path) -> None:
    secret = read_secret(SettingPart("users", "dict[str, str]", "{'ann': 'it\\'s'}", secret=True))
    (tmp_path / ".env").write_text(f"USERS={secret.quoted}\n")

    assert dotenv_values(tmp_path / ".env")["USERS"] == '{"ann": "it\'s"}'
    assert secret.placeholder == "{}"


@pytest.mark.parametrize("kind", ["none", "models", "sqlite3"])
def test_compose_and_the_workflow_are_yaml_that_says_what_the_kind_needs(kind: DatabaseKind) -> None:
    tree = assemble("x", Parts(), database=DatabaseNeed(kind))
    read = YAML(typ="safe").load

    services = read(tree.text("compose.yaml"))["services"]

    assert set(services) == ({"app", "postgres"} if kind == "models" else {"app"})
    assert len(read(tree.text(".github/workflows/ci.yml"))["jobs"]["check"]["steps"]) == 8


def test_requirements_merge_by_distribution() -> None:
    found = merged(["Werkzeug", "werkzeug>=3.1", "uvicorn[standard]>=0.54", "uvicorn >=0.54", "a_b<2"])

    assert found == ("a-b<2", "uvicorn[standard]>=0.54", "werkzeug>=3.1")


def test_ported_code_is_exempt_from_the_rules_it_breaks_and_no_others(tree: Tree) -> None:
    exempt = tree.text("pyproject.toml").partition("[tool.ruff.lint.per-file-ignores]")[2]

    assert [line for line in exempt.splitlines() if "=" in line] == ['"app/services/accounts.py" = ["E711", "F841"]']


def test_platform_files_stay_within_their_budget(tree: Tree, parts: Parts) -> None:
    given = {file.path for file in parts.of(TextFile)}
    platform = [path for path in tree if path.endswith(".py") and path.startswith(("app/", "migrations/"))]
    lines = [line for path in platform if path not in given for line in tree.text(path).splitlines() if line.strip()]

    assert len(lines) <= 450


def test_no_template_has_more_than_two_conditionals() -> None:
    templates = Path(str(resources.files("archwright.build"))) / "templates"
    counts = {path.name: len(re.findall(r"{%-? if ", path.read_text())) for path in templates.rglob("*.jinja")}

    assert counts
    assert {name: count for name, count in counts.items() if count > 2} == {}


def test_models_that_cannot_be_loaded_are_told_with_the_reason() -> None:
    broken = TextFile("app/models/note.py", "import no_such_library\n\n\nclass Note: ...\n\n\nno_such_library.go()\n")
    tree = assemble("x", Parts((broken,)), database=DatabaseNeed("models"))

    with pytest.raises(ArchwrightError) as caught:
        with_first_migration(tree, sys.executable)

    assert "no_such_library" in caught.value.hint


def test_nothing_is_written_for_people_that_names_a_machine(tree: Tree) -> None:
    texts = [content for path in tree if isinstance(content := tree[path], str)]

    assert not [text for text in texts if "/tmp/" in text or "archwright-" in text or "TODO" in text]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
