"""What the original did once is done before the first request."""

import pytest

from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.startup import startup_line, startup_module

SEED = Import("app.services.logic", "seed")


def piece(text: str, *imports: Import) -> MovedCode:
    return MovedCode(text, frozenset(imports))


def test_everything_is_done_in_order_in_one_function() -> None:
    module = startup_module([piece("print('first')\n"), piece("if ready:\n    seed()\n", SEED)])

    assert module is not None
    text = module.file().text
    assert "def prepare() -> None:" in text
    assert "    print('first')\n    if ready:\n        seed()\n" in text
    assert "from app.services.logic import seed" in text


@pytest.mark.parametrize("pieces", [[], [piece("")], [piece("\n")]])
def test_with_nothing_to_do_there_is_no_module(pieces: list[MovedCode]) -> None:
    assert startup_module(pieces) is None


@pytest.mark.parametrize(
    ("imports", "has_models", "has_globals", "statement"),
    [
        ((SEED,), False, False, "prepare()"),
        ((SEED,), True, False, "with session_scope():\n    prepare()"),
        ((SEED,), False, True, "with application_context():\n    prepare()"),
        ((SEED,), True, True, "with session_scope(), application_context():\n    prepare()"),
        ((Import("locale"),), True, True, "prepare()"),
    ],
)
def test_own_code_is_called_inside_what_it_may_work_with(
    imports: tuple[Import, ...], has_models: bool, has_globals: bool, statement: str
) -> None:
    module = startup_module([piece("seed(locale)\n", *imports)])

    assert module is not None
    line = startup_line(module, has_models, has_globals)
    assert line.statement == statement
    assert "from app.services.startup import prepare" in line.imports
