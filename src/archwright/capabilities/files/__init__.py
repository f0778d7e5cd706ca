"""Files by reference: a row names its file, which is sent and fetched by routes of its own."""

from collections.abc import Iterator

from archwright.build.resources.naming import key_name, key_parameter, read_shape, tuple_of
from archwright.build.resources.testing import sent, test_words
from archwright.build.template import Templates
from archwright.kit.names import title
from archwright.model.blueprint import Blueprint, Entity, Field, Shape, Wire
from archwright.model.parts import Dependency, Part, SettingPart
from archwright.model.resources import CodePart, ErrorPart, MethodPart, MiddlewarePart, RoutePart, TraitPart, WorkPart

_templates = Templates(__name__)

FILES = ("app/api/files.py", "app/core/files.py", "docs/decisions/files.md")
# What a form adds to the bytes of its file.
ENVELOPE = 4096
TOO_LARGE = ErrorPart("FileTooLarge", "file_too_large", 413, "The file is too large.")
IMPORTS = (
    "from app.api.files import OpenStore",
    "from fastapi import UploadFile",
    "from fastapi.responses import FileResponse",
)


# Operations that take files find the store as `work.files`.
AT_HAND = WorkPart(
    "files",
    "FileStore",
    "files: OpenStore",
    "files",
    ("from app.core.files import FileStore",),
    ("from app.api.files import OpenStore",),
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A store in a folder, and two routes for each field that is a file."""
    entities = [entity for entity in blueprint.entities if _fields(entity)]
    asked = any(_asked(operation.input) for operation in blueprint.operations)
    if not (entities or asked):
        return
    if blueprint.operations:
        yield AT_HAND
    yield from (_templates.file(path) for path in FILES)
    yield TOO_LARGE
    yield SettingPart("file_folder", "str", '"files"', "Where files are kept.")
    limit = max(blueprint.limits.body - ENVELOPE, 0)
    yield SettingPart("file_limit", "int", str(limit), "Most bytes of a file; `body_limit` must leave room for it.")
    yield Dependency("python-multipart>=0.0.34")
    yield MiddlewarePart("Leftovers", "app.api.files", arguments="settings")
    if entities:
        yield _templates.file("app/repositories/traits/files.py")
    for entity in blueprint.entities:
        yield from _trait(entity, blueprint)
    for entity in entities:
        yield from _entity(entity, blueprint.wire)


def _asked(shape: Shape) -> bool:
    return shape.kind == "file" or any(field.type == "file" for field in shape.fields)


def _fields(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.type == "file"]


def _trait(entity: Entity, blueprint: Blueprint) -> Iterator[TraitPart]:
    """For what has files, and for what takes such rows along when it goes."""
    below = [] if entity.soft_delete else list(_beneath(entity, blueprint, (entity.name,)))
    fields = _fields(entity)
    if not (fields or below):
        return
    unsent = [field.name for field in fields if not field.optional]
    lines = [f"files = {tuple_of(field.name for field in fields)}"] if fields else []
    lines += [f"unsent = {tuple_of(unsent)}"] if unsent else []
    tables = "".join(f'        ({child.name}.__table__, "{column}"),\n' for child, column in below)
    lines += [f"beneath = (\n{tables}    )"] if below else []
    imports = sorted({f"from app.models.{child.slug} import {child.name}" for child, _ in below})
    module = "app.repositories.traits.files"
    yield TraitPart(entity.name, "WithFiles", module, tuple(lines), tuple(imports), order=-10)


def _beneath(entity: Entity, blueprint: Blueprint, seen: tuple[str, ...]) -> Iterator[tuple[Entity, str]]:
    """Tables whose rows go with a row of this one, where they, or others that go with them, have files."""
    for child in blueprint.entities:
        new = child.name not in seen
        holds = bool(_fields(child)) or (new and any(_beneath(child, blueprint, (*seen, child.name))))
        for relation in child.ones if holds else ():
            if relation.target == entity.name and relation.on_delete == "cascade":
                yield child, relation.column


def _entity(entity: Entity, wire: Wire) -> Iterator[Part]:
    for field in _fields(entity):
        if "update" in entity.actions:
            yield from _sending(entity, field, wire)
        if "read" in entity.actions:
            yield from _fetching(entity, field, wire)
    if {"update", "read"} <= set(entity.actions):
        yield from _tests(entity, wire)


def _tests(entity: Entity, wire: Wire) -> Iterator[Part]:
    imports = ("from pathlib import Path", "from fastapi import FastAPI", "import pytest")
    yield CodePart(entity.name, "tests", _templates.text("tests/store.py"), imports, order=90)
    for field in _fields(entity):
        text = _templates.text("tests/files.py", **test_words(entity, wire), field=field.name)
        if "delete" in entity.actions and not entity.soft_delete:
            words = {**test_words(entity, wire), "field": field.name, "headers": sent("delete")}
            yield CodePart(entity.name, "tests", _templates.text("tests/gone.py", **words), order=92)
        yield CodePart(entity.name, "tests", text, order=91)


def _sending(entity: Entity, field: Field, wire: Wire) -> Iterator[Part]:
    key, words = key_name(entity), field.name.replace("_", " ")
    change = f'{{"{field.name}": await store.save(content)}}'
    yield MethodPart(
        entity.name,
        f"set_{field.name}",
        f"The {title(entity.name)} with another {words}; nothing is kept for one that may not be changed.",
        f"{key_parameter(entity, wire)}, content: bytes, store: FileStore",
        f"{entity.name}Read",
        f'await self._{entity.plural}.held({key}, "update")\n'
        f"        row = await self._{entity.plural}.change({key}, {change})\n"
        f"        return {entity.name}Read.model_validate(row)",
        imports=("from app.core.files import FileStore",),
    )
    yield RoutePart(
        entity.name,
        "post",
        f"/{{{key}}}/{field.name.replace('_', '-')}",
        f"send_{entity.slug}_{field.name}",
        given=f"{key_parameter(entity, wire)}, file: UploadFile, store: OpenStore",
        returns=read_shape(entity, wire),
        call=f"await {entity.plural}.set_{field.name}({key}, await file.read(store.limit + 1), store)",
        doc=f"Send the {words} of a {title(entity.name)}.",
        like="update",
        answers=(404, 413, 422),
        imports=IMPORTS,
    )


def _fetching(entity: Entity, field: Field, wire: Wire) -> Iterator[Part]:
    key, words = key_name(entity), field.name.replace("_", " ")
    row = f"(await self._{entity.plural}.get({key}))"
    yield MethodPart(
        entity.name,
        f"get_{field.name}",
        f"The {words} of one {title(entity.name)}.",
        f"{key_parameter(entity, wire)}, store: FileStore",
        "StoredFile",
        f'return store.find({row}["{field.name}"])',
        imports=("from app.core.files import FileStore, StoredFile",),
    )
    yield RoutePart(
        entity.name,
        "get",
        f"/{{{key}}}/{field.name.replace('_', '-')}",
        f"get_{entity.slug}_{field.name}",
        given=f"{key_parameter(entity, wire)}, store: OpenStore",
        returns="FileResponse",
        call=f"download(await {entity.plural}.get_{field.name}({key}, store))",
        doc=f"Fetch the {words} of a {title(entity.name)}.",
        like="read",
        answers=(404, 422),
        options=("response_class=FileResponse",),
        imports=("from app.api.files import download", *IMPORTS),
    )
