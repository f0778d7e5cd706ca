"""Whatever is wrong with a page: told on one screen with its line, exit code 2, no traceback, nothing written."""

from pathlib import Path

import pytest

from archwright.faces.cli.main import run

SCREEN = 40
HEAD = "archwright: 1\nname: demo\nentities:\n"


def entity(name: str = "Task", *fields: str, more: str = "") -> str:
    lines = "".join(f"      {each}\n" for each in fields or ("title: str",))
    return f"  {name}:\n{more}    fields:\n{lines}"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(f'*{old}' for _ in range(9))}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "empty": ("", ("archwright",)),
    "not YAML": (HEAD + "  Task: {fields: {title: str\n", (":5:1", "not YAML", "Close what was opened")),
    "a list": ("- one\n- two\n", (":1:1",)),
    "a YAML bomb": (BOMB + HEAD + entity(), ("has no aliases", "has no anchors")),
    "an anchor": (HEAD + "  Task: &task\n    fields:\n      title: str\n", (":4:9", "no anchors")),
    "a tag": (HEAD + "  Task: !!python/object:os.system {}\n", (":4:", "is a tag")),
    "tabs": (HEAD + "\tTask:\n", (":4:1", "A tab indents this line")),
    "nested without end": (HEAD + "  Task: " + "[" * 3000 + "]" * 3000 + "\n", ("nested too deeply",)),
    "keys twice": (HEAD + entity() + entity(), (":7:3", "first on line 4")),
    "an unknown key": (HEAD + entity(more="    sotf_delete: true\n"), (":5:5", "soft_delete")),
    "an unknown type": (HEAD + entity("Task", "title: strr"), (":6:14", "did you mean `str`")),
    "a relation to nothing": (HEAD + entity("Task", "project: Projekt") + entity("Project"), (":6:16", "`Project`")),
    "a keyword as a field": (HEAD + entity("Task", "class: str", "from: str"), (":6:7", ":7:7")),
    "a reserved word as a field": (HEAD + entity("Task", "metadata: str", "registry: int"), (":6:7", ":7:7")),
    "a keyword as an entity": (HEAD + entity("None") + entity("True"), (":4:3", ":7:3")),
    "an entity that is a name of ours": (HEAD + entity("Base") + entity("UUID"), (":4:3",)),
    "our own columns": (HEAD + entity("Task", "id: int", "created_at: datetime"), (":6:7", ":7:7")),
    "entities that differ in case": (HEAD + entity("Task") + entity("TASK"), (":7:3",)),
    "plurals that are the same": (HEAD + entity("Box") + entity("Boxe"), (":7:3", "boxes")),
    "a table of the platform": (
        HEAD + entity("Thing", more="    table: alembic_version\n"),
        (":4:3", "alembic_version"),
    ),
    "each needs the other first": (
        HEAD + entity("Egg", "hen: Hen, cascade") + entity("Hen", "egg: Egg, cascade"),
        (":9:12", "none could ever be the first", "`Egg?`"),
    ),
    "a delete in a circle": (
        HEAD + entity("Egg", "hen: Hen?, cascade") + entity("Hen", "egg: Egg?, cascade"),
        (":9:12", "A delete would run in a circle"),
    ),
    "fields in Greek": (HEAD + entity("Task", "τίτλος: str"), (":6:7",)),
    "an entity in Cyrillic": (HEAD + entity("Задача"), (":4:3",)),
    "an invisible letter": (HEAD + entity("Task", "ti\u200btle: str"), (":6:7",)),
    "letters that look alike": (HEAD + entity("T\u0430sk"), (":4:3",)),
    "a text that is not to be printed": (HEAD + entity("Task", "title: str = '\x1b[31m'"), (":6:",)),
    "a default out of bounds": (HEAD + entity("Task", "size: int(0..3) = 9"), (":6:",)),
    "bounds the wrong way round": (HEAD + entity("Task", "size: int(9..3)"), (":6:",)),
    "a very long name": (HEAD + entity("T" + "a" * 300), (":4:3",)),
    "a future form": ("archwright: 9\nname: demo\nentities:\n" + entity(), (":1:13",)),
}


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and "cache" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def refused(page: Path, told: tuple[str, ...], capfd, *, command: str = "build") -> str:
    before = contents(page.parent)

    code = run([command, str(page), "-o", str(page.parent / "out"), "--no-prove"])

    out, err = capfd.readouterr()
    assert (code, out) == (2, ""), out + err
    missing = [each for each in told if each not in err]
    assert not missing, f"{missing} in\n{err}"
    assert "Traceback" not in err
    assert "\x1b" not in err
    assert len(err.splitlines()) <= SCREEN, err
    assert max(map(len, err.splitlines())) < 500, err
    assert contents(page.parent) == before
    assert not (page.parent / "out").exists()
    return err


@pytest.mark.parametrize("name", PAGES)
def test_a_bad_page_is_refused_at_its_line_and_nothing_is_written(tmp_path: Path, capfd, name: str) -> None:
    text, told = PAGES[name]
    page = tmp_path / "blueprint.yaml"
    page.write_text(text, "utf-8")

    refused(page, told, capfd)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"archwright: 1\nname: d\xe9mo\n", b"\x00" * 100])
@pytest.mark.parametrize("command", ["build", "plan"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, capfd, content: bytes, command: str) -> None:
    page = tmp_path / "blueprint.yaml"
    page.write_bytes(content)

    refused(page, ("UTF-8",), capfd, command=command)


def test_ten_thousand_lines_of_mistakes_are_one_screen(tmp_path: Path, capfd) -> None:
    page = tmp_path / "blueprint.yaml"
    page.write_text(HEAD + "".join(entity(f"Thing{number}", "title: strr", "other: Nobody") for number in range(2500)))

    assert "and 4988 more" in refused(page, ("has 5000 problems",), capfd)


def test_a_page_that_is_a_folder_or_not_there_is_refused(tmp_path: Path, capfd) -> None:
    folder = tmp_path / "blueprint.yaml"

    refused(folder, ("no such page",), capfd)
    folder.mkdir()
    refused(folder, (str(folder),), capfd)


def test_a_bad_page_leaves_a_backend_as_it_was(tmp_path: Path, capfd) -> None:
    page = tmp_path / "blueprint.yaml"
    page.write_text(HEAD + entity())
    output = tmp_path / "backend"
    assert run(["build", str(page), "-o", str(output), "--no-prove", "-q"]) == 0
    before = contents(output)
    capfd.readouterr()

    page.write_text(HEAD + entity("Task", "title: strr"))

    assert run(["build", str(page), "-o", str(output), "--no-prove", "-q"]) == 2
    assert contents(output) == before
