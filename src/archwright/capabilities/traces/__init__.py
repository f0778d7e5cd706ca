"""Traces for OpenTelemetry: a span for each request, sent to a collector where one is named."""

from collections.abc import Iterator

from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Dependency, MainLine, Part, SettingPart

_templates = Templates(__name__)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing when the page does not ask for it: it costs a quarter of a small request."""
    if not blueprint.traces:
        return
    yield _templates.file("app/api/traces.py", name=blueprint.name)
    yield _templates.file("tests/integration/test_tracing.py")
    doc = "Where traces are sent, e.g. http://collector:4318/v1/traces; empty to send none."
    yield SettingPart("traces_endpoint", "str", '""', doc)
    yield MainLine("trace(app, settings.traces_endpoint)", ("from app.api.traces import trace",), order=1200)
    for requirement in (
        "opentelemetry-exporter-otlp-proto-http>=1.45",
        "opentelemetry-instrumentation-fastapi>=0.66b0",
        "opentelemetry-sdk>=1.45",
    ):
        yield Dependency(requirement)
