"""A recording replayed on a twin: equal as long as the twin is whole, and every break is seen."""

from pathlib import Path

import pytest

from archwright.model.replay import Recording
from archwright.prove import replay


def broken(backend: Path, before: str, after: str, file: str = "main.py") -> Path:
    path = backend / "app" / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    return backend


def test_a_faithful_twin_answers_every_request_the_same(backend: Path, recording: Recording, python: Path) -> None:
    result = replay(backend, recording, python=python)

    assert result.differences == ()
    assert (result.equal, result.trouble) == (result.requests, "")


BREAKS = [
    ("uuid.uuid4()", '"1"', "tickets.py", "body $.id"),
    ("status: int = 200", "status: int = 201", "tickets.py", "status"),
    ("application/json", "text/plain", "tickets.py", "header content-type"),
    ('class="big"', 'class="small"', "shop.py", "body"),
    ('url_for("index")', 'url_for("items")', "shop.py", "header location"),
    ('session["seen"] = seen', 'session["seen"] = 7', "shop.py", "cookie session"),
    ("CURRENT_TIMESTAMP", "'today'", "shop.py", "body $[0].made"),
]


@pytest.mark.parametrize("alone", [1, 2, None], ids=["status", "content type", "all others"])
def test_a_broken_twin_is_seen(backend: Path, recording: Recording, python: Path, alone: int | None) -> None:
    breaks = [BREAKS[alone]] if alone else [each for i, each in enumerate(BREAKS) if i not in (1, 2)]
    for before, after, file, _ in breaks:
        broken(backend, before, after, file)

    result = replay(backend, recording, python=python)

    assert {aspect for _, _, _, aspect in breaks} <= {difference.aspect for difference in result.differences}
    assert result.equal < result.requests


def test_attribute_order_and_white_space_in_html_are_no_difference(
    backend: Path, recording: Recording, python: Path
) -> None:
    broken(backend, '<h1 class="big" id="top">Seen', "<h1 id=top\n class='big'> Seen", "shop.py")

    result = replay(backend, recording, python=python)

    assert result.differences == ()


def test_a_backend_that_does_not_start_is_trouble_with_its_place(
    backend: Path, recording: Recording, python: Path
) -> None:
    result = replay(broken(backend, "shop.init_db()", "shop.no_such_thing()"), recording, python=python)

    assert result.equal == 0
    assert "no_such_thing" in result.trouble
    assert "app/main.py" in result.trouble


def test_a_mounted_original_that_would_serve_itself_does_not(backend: Path, recording: Recording, python: Path) -> None:
    broken(backend, 'if __name__ == "__main__":', "if True:", "shop.py")

    assert replay(backend, recording, python=python).equal > 0
