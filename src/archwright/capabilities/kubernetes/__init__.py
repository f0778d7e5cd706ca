"""Kubernetes: a kustomize base with overlays; migrations run as a job before the pods of a release."""

from collections.abc import Iterator

from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Part

_templates = Templates(__name__)
FILES = (
    "deploy/base/deployment.yaml",
    "deploy/base/kustomization.yaml",
    "deploy/base/migrate.yaml",
    "deploy/base/service.yaml",
    "deploy/overlays/development/kustomization.yaml",
    "deploy/overlays/production/kustomization.yaml",
)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing when the page does not ask for it."""
    if "kubernetes" in blueprint.deploy:
        yield from (_templates.file(path, name=blueprint.name.replace("_", "-")) for path in FILES)
