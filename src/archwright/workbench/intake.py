"""A blueprint from a schema, a contract, a spec or a live database."""

import re
from pathlib import Path

from archwright import language
from archwright.apply import disk
from archwright.design.intake import Rules, take_in
from archwright.design.words import masked
from archwright.kit import postgres, sqlite
from archwright.kit.errors import ArchwrightError
from archwright.language.plurals import plural
from archwright.language.words import (
    entity_trouble,
    field_trouble,
    operation_trouble,
    parameter_trouble,
    shape_field_trouble,
    snake,
)
from archwright.model.intake import Intake, Source

_ADDRESS = re.compile(r"([a-z][a-z0-9+]*):(//)?")
_SUFFIXES = (".sql", ".ddl", ".yaml", ".yml", ".json", ".md", ".markdown", ".txt")
_FILES = (".db", ".sqlite", ".sqlite3", ".db3")
_LARGEST = 50_000_000
RULES = Rules(
    field=lambda name: not field_trouble(name)[0],
    sent=lambda name: not shape_field_trouble(name)[0],
    entity=lambda name: not entity_trouble(name)[0],
    word=lambda name: not operation_trouble(name)[0],
    place=lambda name: not parameter_trouble(name)[0],
    plural=plural,
    slug=snake,
)


def is_source(name: str) -> bool:
    """Whether a design starts from this without an app: an address, a file of ours, or a folder with a spec."""
    path = Path(name)
    if _is_address(name) or path.suffix.lower() in {*_SUFFIXES, *_FILES}:
        return not path.is_dir()
    return path.is_dir() and (path / "spec.md").is_file() and not any(path.glob("*.py"))


def design_source(name: str) -> Intake:
    """The blueprint a source gives. Raises ArchwrightError when it cannot be read."""
    return take_in(_source(name), RULES)


def page_of(intake: Intake) -> str:
    """The blueprint as a page that loads again."""
    return language.text(intake.blueprint)


def save_page(page: str, place: Path, *, force: bool = False) -> None:
    """Write the page; another content is only replaced by force."""
    there = disk.content_of(place)
    if there is not None and there != page.encode() and not force:
        hint = "Name another file, or add --force to replace it."
        raise ArchwrightError("There is a file already, with another content.", where=str(place), hint=hint)
    if there is None:
        disk.write_new(place, page.encode())
    elif there != page.encode():
        disk.replace(place, page.encode())


def _is_address(name: str) -> bool:
    found = _ADDRESS.match(name)
    return found is not None and (found[2] is not None or found[1] == "sqlite") and not Path(name).exists()


def _source(name: str) -> Source:
    if _is_address(name):
        return _database(name)
    path = Path(name) / "spec.md" if Path(name).is_dir() else Path(name)
    if path.suffix.lower() in _FILES:
        return _sqlite(path, f"sqlite:///{path}")
    return Source(str(path), _text(path))


def _database(address: str) -> Source:
    scheme = address.partition(":")[0].partition("+")[0]
    if scheme == "sqlite":
        place = re.sub(r"^sqlite(\+\w+)?:(///)?", "", address).partition("?")[0]
        return _sqlite(Path(place), address)
    if scheme in {"postgres", "postgresql"}:
        try:
            return Source(masked(address), postgres.schema_of(address))
        except ArchwrightError as error:
            raise ArchwrightError(masked(error.message), where=masked(address), hint=error.hint) from error
    hint = "A live SQLite or PostgreSQL database is read; dump the schema of another one into a .sql file."
    raise ArchwrightError(f"A database of the kind `{scheme}` cannot be read.", where=masked(address), hint=hint)


def _sqlite(path: Path, name: str) -> Source:
    if not path.is_file():
        raise ArchwrightError("There is no such file.", where=str(path), hint="Write sqlite:///path/to/file.db.")
    statements = sqlite.schema_of(path)
    if not statements:
        hint = "It must be a SQLite 3 file that holds tables."
        raise ArchwrightError("No tables can be read from this file.", where=str(path), hint=hint)
    return Source(name, ";\n".join(statements) + ";\n")


def _text(path: Path) -> str:
    if not path.is_file():
        raise ArchwrightError("There is no such file.", where=str(path), hint="Check the path.")
    if path.stat().st_size > _LARGEST:
        raise ArchwrightError("This file is larger than 50 MB.", where=str(path), hint="Dump the schema without rows.")
    content = path.read_bytes()
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ArchwrightError("This is not a text file.", where=str(path), hint="Save it as UTF-8.")
