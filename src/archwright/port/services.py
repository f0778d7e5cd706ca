"""Writes the service and the repository of each resource, and how routes get them."""

import re
from dataclasses import dataclass, field

from archwright.port.grouping import module_name
from archwright.port.modules import ModuleText
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.split.cut import Method, indent
from archwright.port.split.naming import Names
from archwright.port.split.queries import VERBS
from archwright.port.split.view import Layers, SplitView

PROVIDERS = "app.api.services"
_VERB_CALL = re.compile(r"self\._repository\.(\w+)\(")


@dataclass
class Resource:
    """What was extracted from the views of one resource so far."""

    name: str
    layers: Layers = field(default_factory=lambda: Layers(Names(), Names()))
    service: list[Method] = field(default_factory=list)
    repository: list[Method] = field(default_factory=list)
    service_imports: set[Import] = field(default_factory=set)
    repository_imports: set[Import] = field(default_factory=set)

    @property
    def title(self) -> str:
        """`todo_items` -> "TodoItems"."""
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def dependency(self) -> Import:
        """The annotated type that a route's `service` parameter has."""
        return Import(PROVIDERS, f"{self.title}ServiceDep")

    @property
    def has_repository(self) -> bool:
        """Whether a service method queries."""
        return any("self._repository" in method.text for method in self.service)

    @property
    def needs_session(self) -> bool:
        """Whether the repository works with the session of the request."""
        return bool(self.verbs) or any("self._session" in method.text for method in self.repository)

    @property
    def verbs(self) -> set[str]:
        """Session verbs that the service calls on its repository."""
        own = {method.name for method in self.repository}
        called = {verb for method in self.service for verb in _VERB_CALL.findall(method.text)}
        return (called & VERBS) - own

    def take(self, split: SplitView) -> None:
        """Adds what was cut out of one view."""
        self.service += split.service
        self.repository += split.repository
        self.service_imports |= {need for need in split.service_imports if need.name != "current_session"}
        self.repository_imports |= {need for need in split.repository_imports if need.name != "current_session"}

    def modules(self) -> list[ModuleText]:
        """The service's module, and the repository's when there is one."""
        words = self.name.replace("_", " ")
        service = ModuleText(f"app.services.{module_name(self.name)}", f"What is decided about {words}.")
        service.imports |= {need for need in self.service_imports if _uses(self.service, need)}
        service.pieces.append(MovedCode(self._service_class(), frozenset()))
        if not self.has_repository:
            return [service]
        name = f"app.repositories.{module_name(self.name)}"
        service.imports.add(Import(name, f"{self.title}Repository"))
        repository = ModuleText(name, f"Queries of {words}.")
        repository.imports |= {need for need in self.repository_imports if _uses(self.repository, need)}
        if self.needs_session:
            repository.imports.add(Import("app.repositories.base", "Repository"))
        repository.pieces.append(MovedCode(self._repository_class(), frozenset()))
        return [service, repository]

    def _service_class(self) -> str:
        init = ""
        if self.has_repository:
            init = (
                f"def __init__(self, repository: {self.title}Repository) -> None:\n    self._repository = repository\n"
            )
        return _class(
            f"{self.title}Service", f"Logic behind the routes of {self.name.replace('_', ' ')}.", init, self.service
        )

    def _repository_class(self) -> str:
        base = "(Repository)" if self.needs_session else ""
        return _class(f"{self.title}Repository{base}", f"Stored {self.name.replace('_', ' ')}.", "", self.repository)

    def provider(self) -> str:
        """The dependency of the service, and its annotated type."""
        service, repository = f"{self.title}Service", f"{self.title}Repository"
        params = "session: Annotated[Session, Depends(get_session)]" if self.needs_session else ""
        made = f"{repository}({'session' if self.needs_session else ''})" if self.has_repository else ""
        return (
            f"def get_{self.name}_service({params}) -> {service}:\n"
            f'    """The service of one request."""\n'
            f"    return {service}({made})\n\n\n"
            f"{self.dependency.name} = Annotated[{service}, Depends(get_{self.name}_service)]\n"
        )

    def provider_imports(self) -> set[Import]:
        """What the provider needs."""
        needs = {Import("typing", "Annotated"), Import("fastapi", "Depends")}
        needs.add(Import(f"app.services.{module_name(self.name)}", f"{self.title}Service"))
        if self.has_repository:
            needs.add(Import(f"app.repositories.{module_name(self.name)}", f"{self.title}Repository"))
        if self.needs_session:
            needs |= {Import("sqlalchemy.orm", "Session"), Import("app.core.database", "get_session")}
        return needs


def _uses(methods: list[Method], need: Import) -> bool:
    return any(re.search(rf"\b{re.escape(need.bound)}\b", method.text) for method in methods)


def _class(head: str, doc: str, init: str, methods: list[Method]) -> str:
    body = "\n\n".join(part for part in (init.rstrip(), *(method.text.rstrip() for method in methods)) if part)
    body = indent(body) if body else ""
    return f'class {head}:\n    """{doc}"""\n' + (f"\n{body}\n" if body else "")


def _verb(head: str, doc: str, body: str) -> str:
    return f'def {head}:\n    """{doc}"""\n    {body}'


BASE_VERBS = {
    "add": _verb("add(self, item: object) -> None", "Puts a new row into the unit of work.", "self._session.add(item)"),
    "add_all": _verb(
        "add_all(self, items: Iterable[object]) -> None",
        "Puts new rows into the unit of work.",
        "self._session.add_all(items)",
    ),
    "commit": _verb(
        "commit(self) -> None", "Makes everything so far durable, where the original did.", "self._session.commit()"
    ),
    "delete": _verb("delete(self, item: object) -> None", "Takes a row away.", "self._session.delete(item)"),
    "flush": _verb("flush(self) -> None", "Sends what is pending to the database.", "self._session.flush()"),
    "merge": _verb(
        "merge(self, item: Any) -> Any",
        "The row of this session that stands for `item`.",
        "return self._session.merge(item)",
    ),
    "refresh": _verb("refresh(self, item: object) -> None", "Reads a row again.", "self._session.refresh(item)"),
    "rollback": _verb("rollback(self) -> None", "Forgets what is not committed.", "self._session.rollback()"),
}


def base_repository(verbs: set[str]) -> ModuleText:
    """`app/repositories/base.py` with the verbs that are used."""
    module = ModuleText("app.repositories.base", "What every repository can do with the session of the request.")
    module.imports.add(Import("sqlalchemy.orm", "Session"))
    if "add_all" in verbs:
        module.imports.add(Import("collections.abc", "Iterable"))
    if "merge" in verbs:
        module.imports.add(Import("typing", "Any"))
    init = "def __init__(self, session: Session) -> None:\n    self._session = session"
    methods = [Method(verb, BASE_VERBS[verb]) for verb in sorted(verbs)]
    module.pieces.append(
        MovedCode(_class("Repository", "Works in the session it is given.", init, methods), frozenset())
    )
    return module
