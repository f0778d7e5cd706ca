"""app/services/<entity>.py: what may be done with an entity."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archwright.build.backend import Backend
from archwright.build.resources.entity.shape import Resource
from archwright.build.template import file
from archwright.model.blueprint import Action
from archwright.model.parts import TextFile
from archwright.model.resources import ArgumentPart


@dataclass(frozen=True)
class Method:
    """A method of the service: what it takes, gives, and hands to the repository."""

    name: str
    doc: str
    parameters: str
    returns: str
    body: str


def write(resource: Resource, _backend: Backend) -> Iterator[TextFile]:
    """One class, one method for each thing that may be done."""
    entity = resource.entity
    yield file(
        f"app/services/{entity.slug}.py",
        "resources/service.py",
        resource=resource,
        methods=[_METHODS[action](resource) for action in entity.actions],
        imports=sorted(_imports(resource)),
        code=resource.code("service"),
    )


def _find(resource: Resource) -> Method:
    name = resource.entity.name
    return Method(
        "find",
        "Those that fit, a page at a time.",
        f"query: {name}Query",
        f"Slice[{name}Read]",
        f"return (await self._{resource.entity.plural}.find(query)).of({name}Read)",
    )


def _get(resource: Resource) -> Method:
    extra = resource.arguments_of("read")
    call = f"self._{resource.entity.plural}.get({_call([_id(resource)], extra)})"
    return Method(
        "get", f"One {resource.words}.", _take([_key(resource)], extra), _read(resource), _answer(resource, call)
    )


def _create(resource: Resource) -> Method:
    extra = resource.arguments_of("create")
    call = f"self._{resource.entity.plural}.add({_call(['data.model_dump()'], extra)})"
    given = f"data: {resource.entity.name}Create"
    return Method("create", f"A new {resource.words}.", _take([given], extra), _read(resource), _answer(resource, call))


def _update(resource: Resource) -> Method:
    extra = resource.arguments_of("update")
    values = [_id(resource), "changes.model_dump(exclude_unset=True)"]
    call = f"self._{resource.entity.plural}.change({_call(values, extra)})"
    given = [_key(resource), f"changes: {resource.entity.name}Update"]
    doc = f"The {resource.words} with what is given changed."
    return Method("update", doc, _take(given, extra), _read(resource), _answer(resource, call))


def _delete(resource: Resource) -> Method:
    extra = resource.arguments_of("delete")
    body = f"await self._{resource.entity.plural}.remove({_call([_id(resource)], extra)})"
    return Method("delete", f"Without the {resource.words} from now on.", _take([_key(resource)], extra), "None", body)


_METHODS = {"list": _find, "read": _get, "create": _create, "update": _update, "delete": _delete}


def key_name(resource: Resource) -> str:
    """The parameter by which one is found."""
    return resource.entity.external_key or f"{resource.entity.slug}_id"


def key_type(resource: Resource) -> str:
    """Its type."""
    return "str" if resource.entity.external_key else resource.id_type


def _id(resource: Resource) -> str:
    return key_name(resource)


def _key(resource: Resource) -> str:
    return f"{key_name(resource)}: {key_type(resource)}"


def _read(resource: Resource) -> str:
    return f"{resource.entity.name}Read"


def _answer(resource: Resource, call: str) -> str:
    return f"return {resource.entity.name}Read.model_validate(await {call})"


def _take(given: Iterable[str], extra: Iterable[ArgumentPart]) -> str:
    return ", ".join([*given, *(f"{part.name}: {part.type}" for part in extra)])


def _call(given: Iterable[str], extra: Iterable[ArgumentPart]) -> str:
    return ", ".join([*given, *(f"{part.name}={part.name}" for part in extra)])


def _imports(resource: Resource) -> set[str]:
    entity, actions = resource.entity, set[Action](resource.entity.actions)
    names = [f"{entity.name}{suffix}" for suffix in ("Create", "Query", "Read", "Update")]
    found = {line for part in resource.arguments for line in part.imports} | resource.code_imports("service")
    slices = {"from app.schemas.base import Slice"} if "list" in actions else set[str]()
    return (
        found
        | slices
        | {
            f"from app.repositories.{entity.slug} import {entity.name}Repository",
            f"from app.schemas.{entity.slug} import {', '.join(names)}",
            "from uuid import UUID",
        }
    )
