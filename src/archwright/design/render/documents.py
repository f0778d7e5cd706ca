"""The documents that a backend carries."""

from collections.abc import Mapping
from types import MappingProxyType

from archwright.design.render.architecture import architecture_page
from archwright.design.render.data import questions_json
from archwright.design.render.ladder import ladder_page
from archwright.design.render.records import record
from archwright.design.render.routes import routes_page
from archwright.model.design import Design


def documents(design: Design) -> Mapping[str, str]:
    """Path in the backend -> text."""
    pages = {
        "blueprint.yaml": design.blueprint,
        "docs/architecture.md": architecture_page(design),
        "docs/migration-ladder.md": ladder_page(design.ladder),
        "docs/questions.json": questions_json(design.questions),
        "docs/routes.md": routes_page(design.routes),
    }
    return MappingProxyType(pages | {each.path: record(each) for each in design.decisions})
