"""Metrics for Prometheus: requests and their times by the template of the route."""

from collections.abc import Iterator

from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Dependency, Part, RouterPart
from archwright.model.resources import MiddlewarePart

_templates = Templates(__name__)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """The counters and the route that shows them."""
    if not blueprint.metrics:
        return
    yield _templates.file("app/api/metrics.py")
    yield _templates.file("app/api/routes/metrics.py")
    yield _templates.file("tests/integration/test_prometheus.py")
    yield MiddlewarePart("Metrics", "app.api.metrics", order=100)
    yield RouterPart("app.api.routes.metrics", order=-900)
    yield Dependency("prometheus-client>=0.26")
