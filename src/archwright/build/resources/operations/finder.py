"""A dependency of a route that finds the rows of its path, and asks whether one may."""

from collections.abc import Iterator
from dataclasses import dataclass

from archwright.build.resources.naming import at_hand
from archwright.build.resources.operations.group import Group, Parameter
from archwright.build.resources.operations.shapes import asked
from archwright.model.blueprint import Entity, Operation


@dataclass(frozen=True)
class Finder:
    """FastAPI runs it before it checks what was sent: 404 and 403 come before 422."""

    name: str
    parameters: str
    rows: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def returns(self) -> str:
        """The type of what it finds."""
        if len(self.rows) == 1:
            return "Row"
        return f"tuple[{', '.join('Row' for _ in self.rows)}]" if self.rows else "None"

    @property
    def guard(self) -> list[str]:
        """The dependency of a route that needs nothing of it."""
        return [] if self.rows else [f"Depends({self.name})"]

    @property
    def parameter(self) -> list[str]:
        """The route's parameter for what was found."""
        name = self.rows[0] if len(self.rows) == 1 else "found"
        return [f"{name}: Annotated[{self.returns}, Depends({self.name})]"] if self.rows else []

    @property
    def unpacking(self) -> list[str]:
        """Several rows get their names."""
        return [f"{', '.join(self.rows)} = found"] if len(self.rows) > 1 else []


def finder_of(group: Group, operation: Operation) -> Finder | None:
    """None where nothing is to be found or asked, or nothing is sent that could be wrong."""
    statements = tuple(finding(group, operation))
    if not statements or (operation.input.empty and not list(asked(operation))):
        return None
    found = [each for each in group.parameters(operation) if each.entity]
    rows = tuple(each.word for each in found)
    last = (f"return {', '.join(rows)}",) if rows else ()
    parameters = ", ".join([*(f"{each.name}: {each.type}" for each in found), "work: OpenWork"])
    return Finder(f"found_for_{operation.name}", parameters, rows, (*statements, *last))


def finding(group: Group, operation: Operation) -> Iterator[str]:
    """The statements that do it."""
    parameters = group.parameters(operation)
    for index, each in enumerate(parameters):
        if each.entity:
            yield f"{each.word} = await work.{at_hand(each.entity)}.get({each.name})"
            yield from _belonging(each, each.entity, parameters[:index])
    yield from (step.statement for step in group.steps_of(operation))


def _belonging(parameter: Parameter, entity: Entity, before: tuple[Parameter, ...]) -> Iterator[str]:
    """A row below another in the path belongs to it, where there is one way to do so."""
    for outer in before:
        ways = [each for each in entity.ones if outer.entity and each.target == outer.entity.name]
        if len(ways) == 1:
            yield f'if {parameter.word}["{ways[0].column}"] != {outer.word}["id"]:'
            yield f"    raise work.{at_hand(entity)}.missing()"
