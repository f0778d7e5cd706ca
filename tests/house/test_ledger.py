"""The ledger of capabilities claims nothing that has no command and no test."""

import re
from collections import Counter
from pathlib import Path

from archwright.faces.cli.app import app

ROOT = Path(__file__).parents[2]
LEDGER = (ROOT / "docs" / "capabilities.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in LEDGER.replace("|  |", "| |").splitlines()
    if re.match(r"\| [A-Z]{2}-\d\d ", line)
]


def test_every_capability_stands_there_once() -> None:
    assert len(ROWS) == 210
    assert max(Counter(row[0] for row in ROWS).values()) == 1


def test_every_state_is_a_known_one() -> None:
    assert {row[2] for row in ROWS} <= {"there", "part", "not yet"}


def test_what_is_claimed_has_a_command_and_a_test() -> None:
    commands = {info.callback.__name__ for info in app.registered_commands if info.callback}
    for identifier, _, state, *rest in ROWS:
        if state != "not yet":
            command, test = rest[0].strip("` |"), rest[1].strip("` |")
            assert command.split()[0] in commands, identifier
            assert (ROOT / test).exists(), identifier
        if state == "there":
            assert rest[2].strip("` |"), f"{identifier} has no proof"
