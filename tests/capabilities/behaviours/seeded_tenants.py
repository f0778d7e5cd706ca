"""Samples of tenants; runs within a backend whose tasks belong to projects."""

from fastapi.testclient import TestClient
from sqlalchemy import select
from tests import rows

from app.models.project import Project
from app.models.task import Task
from app.seed import fill


def test_samples_refer_to_nothing_of_another_tenant(anonymous: TestClient) -> None:
    rows.empty()
    system = anonymous.app.state.system
    assert anonymous.portal is not None
    anonymous.portal.call(fill, system)
    tasks, projects = Task.__table__, Project.__table__
    pairs = select(tasks.c.organization_id.label("own"), projects.c.organization_id.label("other")).join(projects)

    found = anonymous.portal.call(system.reads.all, pairs)

    assert len(found) > 6
    assert len({row["own"] for row in found}) > 1
    assert all(row["own"] == row["other"] for row in found)
