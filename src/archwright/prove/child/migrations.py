"""Takes the database of the backend in the current folder up, down and up again."""

from __future__ import annotations

import json
import os
import sys

STEPS = (("up", "upgrade", "head"), ("down", "downgrade", "base"), ("up_again", "upgrade", "head"))


def main() -> None:
    """`migrations.py RESULT`: writes the names of the steps that went through; the first that fails ends it."""
    sys.path.insert(0, os.getcwd())
    from alembic.config import main as alembic

    done = []
    for name, command, target in STEPS:
        alembic(argv=["--raiseerr", command, target], prog="alembic")
        done.append(name)
        with open(sys.argv[1], "w", encoding="utf-8") as file:
            json.dump(done, file)


if __name__ == "__main__":
    main()
