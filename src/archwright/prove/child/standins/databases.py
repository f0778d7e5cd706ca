"""Database servers -> SQLite, for SQLAlchemy's URLs."""

from __future__ import annotations

import os
from typing import Any

from archwright.prove.child.afterwards import when_imported
from archwright.prove.child.standins.noted import note


def stand_in(scratch: str) -> None:
    """Every engine from now on."""

    def change(module: Any) -> None:
        real = module.create_engine

        def create_engine(url: Any, *args: Any, **options: Any) -> Any:
            server = str(url).split(":")[0].split("+")[0]
            if server != "sqlite":
                note(f"{server} -> SQLite")
                url = "sqlite:///" + os.path.join(scratch, "stand_in.db")
                options = {key: options[key] for key in ("echo", "future") if key in options}
            return real(url, *args, **options)

        module.create_engine = create_engine

    when_imported("sqlalchemy.engine.create", change)
