"""The route table: each rule before and after."""

from archwright.design.draft.operations import OperationNames, operation_names
from archwright.design.draft.routes import route_line
from archwright.design.survey import Survey
from archwright.design.survey.deeds import Deed
from archwright.design.words import unique
from archwright.model.design import RouteRow
from archwright.model.draft import BlueprintDraft


def route_rows(survey: Survey, draft: BlueprintDraft) -> tuple[RouteRow, ...]:
    """One row a rule, in order of the source."""
    crud = {each.route: f"{entity.name}.{each.role}" for entity in draft.entities for each in entity.crud}
    names = operation_names(survey.facts.routes)
    return tuple(_row(deed, survey, crud, names) for deed in survey.deeds)


def _row(deed: Deed, survey: Survey, crud: dict[str, str], names: OperationNames) -> RouteRow:
    route, moved = deed.route, survey.outcome(deed.route.endpoint, deed.view.name if deed.view else "")
    said = unique(crud.get(route_line(method, route)) or names.of(method, deed) for method in route.methods)
    return RouteRow(
        rule=route.rule,
        methods=route.methods,
        endpoint=route.endpoint,
        view=deed.view.name if deed.view else route.view,
        place=deed.view.place if deed.view else route.place,
        operation=", ".join(said),
        module=moved.module if moved else "",
        rung=moved.rung if moved else None,
        reason=moved.reason if moved else "",
    )
