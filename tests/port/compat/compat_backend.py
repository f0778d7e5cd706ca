"""A backend folder that holds the compat package and nothing else."""

from pathlib import Path

from archwright.model.parts import TextFile
from archwright.port.compat import assemble

CONFIG = '''"""Settings."""

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Settings."""

    secret_key: str = "dev"


settings = Settings()
'''
DATABASE = '''"""One session for everyone."""

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

session = Session(create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}))


def current_session() -> Session:
    """The session."""
    return session
'''


def write_backend(folder: Path, needed: set[str]) -> Path:
    """A backend folder that holds the compat package and nothing else."""
    for part in assemble(needed).of(TextFile):
        path = folder / part.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(part.text, "utf-8")
    (folder / "app/__init__.py").touch()
    (folder / "app/core/__init__.py").touch()
    (folder / "app/core/config.py").write_text(CONFIG, "utf-8")
    return folder
