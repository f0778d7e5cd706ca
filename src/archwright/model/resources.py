"""Parts of a resource: what capabilities add to the five files of an entity, without knowing of each other."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.blueprint import Entity, Operation
from archwright.model.schema import Table

# What a route of a resource does: the plain five, and the two that capabilities may add.
Verb = Literal["list", "create", "read", "update", "delete", "replace", "bulk"]
VERBS: tuple[Verb, ...] = ("list", "create", "read", "update", "delete", "replace", "bulk")


@dataclass(frozen=True)
class TablePart:
    """A table: its model class, and its place in the migrations. `model` names the class, `doc` is its docstring."""

    table: Table
    model: str
    doc: str


@dataclass(frozen=True)
class ResourcePart:
    """Asks for the files of an entity: schemas, repository, service, routes, tests."""

    entity: Entity


@dataclass(frozen=True)
class OperationPart:
    """Asks for the route, the schemas and the slot of an operation."""

    operation: Operation


@dataclass(frozen=True)
class OperationStepPart:
    """A statement of an operation's route before its slot is called; it may name `work` and the rows of the path."""

    operation: str
    statement: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class OperationEndPart:
    """A statement of an operation's route after its slot has answered; `{answer}` is what goes over the wire.

    `parameters` are those of the route that it names, `statuses` what the route may answer with because of it.
    """

    operation: str
    statement: str
    parameters: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()


@dataclass(frozen=True)
class OperationGuardPart:
    """A dependency that the route of an operation has beside its parameters, and the statuses it may answer with."""

    operation: str
    dependency: str = ""
    imports: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()


@dataclass(frozen=True)
class WorkPart:
    """What operations have at hand as `work.<name>`, beside the repositories.

    `parameter`: what the route asks for to make it ("auth: Auth"), `made`: the expression that makes it, in which the
    `connection` may be named.
    """

    name: str
    type: str
    parameter: str
    made: str
    imports: tuple[str, ...] = ()
    route_imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class ContextPart:
    """What every repository is made with beside its connection, e.g. the actor.

    `dependency` is its annotation where a route asks for it, `public` where some of the routes are open to everybody.
    `served` makes one dependency of it and of a function that takes the request and it.
    `bound`: it tells the connection something, so that all statements of a request have to run on the same one.
    """

    name: str
    type: str
    dependency: str
    imports: tuple[str, ...]
    route_imports: tuple[str, ...]
    order: int = 0
    public: str = ""
    served: str = ""
    bound: bool = False


@dataclass(frozen=True)
class TraitPart:
    """A class that the repository of an entity inherits, and the class attributes it reads. Lower `order` is outer.

    `single`: whatever it writes is still one statement, with nothing to be decided after it.
    """

    entity: str
    name: str
    module: str
    attributes: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    order: int = 0
    single: bool = False


@dataclass(frozen=True)
class ArgumentPart:
    """A parameter of some routes that is handed on to the service and the repository under `name`.

    `declaration` is the parameter of the route ("if_match: IfMatch"), `value` the expression that hands it on.
    """

    entity: str
    actions: tuple[Verb, ...]
    name: str
    type: str
    declaration: str
    value: str
    route_imports: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoutePart:
    """A route of an entity. `verb`: what its arguments, steps and answers are named by; `like`: who may do that may.

    `call` is the expression that gives the answer; `{more}` in it stands for the arguments that capabilities add.
    Without a `verb` none are added. `path` is below that of the entity. `options`: more arguments of its decorator.
    """

    entity: str
    method: str
    path: str
    name: str
    given: str
    returns: str
    call: str
    doc: str
    like: Verb
    verb: Verb | None = None
    status: int = 200
    answers: tuple[int, ...] = ()
    options: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class MethodPart:
    """A method of the service of an entity; `{more}` in its body stands for the arguments that capabilities add."""

    entity: str
    name: str
    doc: str
    given: str
    returns: str
    body: str
    verb: Verb | None = None
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class RouteStepPart:
    """A statement of some routes after the service has answered.

    `{name}` in it stands for the variable of the answer, `{answer}` for what goes over the wire.
    """

    entity: str
    actions: tuple[Verb, ...]
    statement: str
    parameters: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True)
class RouteGuardPart:
    """A dependency that some routes have beside their parameters, e.g. "Depends(idempotent)"."""

    entity: str
    actions: tuple[Verb, ...]
    dependency: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerPart:
    """A status that some routes may answer with, for the contract."""

    entity: str
    actions: tuple[Verb, ...]
    status: int


@dataclass(frozen=True)
class CodePart:
    """Code that is added to one of the files of an entity, with its imports.

    `layer` "tests" adds functions to its tests; in the class of a repository or a service it is a method.
    """

    entity: str
    layer: Literal["schemas", "repository", "service", "routes", "tests"]
    text: str
    imports: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True)
class ReadFieldPart:
    """A field that the answer has beside those of the entity."""

    entity: str
    name: str
    annotation: str
    imports: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True)
class QueryFieldPart:
    """What one may ask for in a list beside its filters and its order."""

    entity: str
    name: str
    annotation: str
    default: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class ErrorPart:
    """An error of the backend: a class in app/core/errors.py, the status it becomes, the sentence it carries.

    `headers`: what the answer says beside its body, as (name, value).
    """

    name: str
    code: str
    status: int
    message: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MiddlewarePart:
    """A step of the one pass around every request; see app/api/middleware.py. Lower `order` is outer."""

    name: str
    module: str
    arguments: str = ""
    imports: tuple[str, ...] = ()
    order: int = 0


@dataclass(frozen=True)
class FactoryPart:
    """What a column holds in the rows that tests make, as an expression."""

    entity: str
    column: str
    expression: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class SentHeaderPart:
    """A header without which some routes refuse a request; what the tests of those routes send."""

    entity: str
    actions: tuple[Verb, ...]
    name: str
    value: str


@dataclass(frozen=True)
class TestSettingPart:
    """A variable of the environment that the backend's own tests run with."""

    name: str
    value: str


@dataclass(frozen=True)
class ResidentPart:
    """Rows of this entity are there before a test begins, e.g. the users it acts as."""

    entity: str


@dataclass(frozen=True)
class LoginPart:
    """How the backend's own tests act as somebody: fixtures for tests/conftest.py."""

    text: str
    imports: tuple[str, ...] = ()


ResourceParts = (
    TablePart
    | ResourcePart
    | OperationPart
    | OperationStepPart
    | OperationEndPart
    | OperationGuardPart
    | ContextPart
    | WorkPart
    | TraitPart
    | ArgumentPart
    | RoutePart
    | MethodPart
    | RouteStepPart
    | RouteGuardPart
    | AnswerPart
    | CodePart
    | ReadFieldPart
    | QueryFieldPart
    | ErrorPart
    | MiddlewarePart
    | FactoryPart
    | SentHeaderPart
    | ResidentPart
    | LoginPart
    | TestSettingPart
)
