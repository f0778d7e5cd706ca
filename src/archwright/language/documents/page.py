"""The whole page as it is written."""

from typing import Annotated, Literal

from pydantic import Field

from archwright.language.documents.base import Document, Fields
from archwright.language.documents.entities import EntityDocument, OperationDocument
from archwright.language.documents.policies import (
    AuthPart,
    BudgetsDocument,
    LimitsDocument,
    PoliciesDocument,
    StackDocument,
    TenancyDocument,
)
from archwright.model.blueprint import Deploy, Tool


class PageDocument(Document):
    """A blueprint: one page that says what a backend is."""

    archwright: Literal[1] = Field(description="The version of the language.", examples=[1])
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,47}$")] = Field(
        description="The name of the backend.", examples=["taskhub"]
    )
    stack: StackDocument = Field(
        default=StackDocument(), description="What it stands on.", examples=[{"database": "postgres"}]
    )
    auth: AuthPart | None = Field(default=None, description="How one logs in; no login when left out.", examples=[True])
    roles: dict[str, list[str]] = Field(
        default={},
        description="Roles, and the roles whose rights each has as well.",
        examples=[{"member": [], "boss": ["member"]}],
    )
    tenancy: TenancyDocument | None = Field(
        default=None, description="Whose rows these are.", examples=[{"by": "Organization"}]
    )
    entities: dict[str, EntityDocument] = Field(
        default={}, description="What is stored.", examples=[{"Task": {"fields": {"title": "str(1..200)"}}}]
    )
    operations: dict[str, OperationDocument] = Field(
        default={},
        description="What is not create, read, update or delete.",
        examples=[{"complete_task": {"route": "POST /tasks/{task}/complete", "output": "Task"}}],
    )
    shapes: dict[str, Fields] = Field(
        default={},
        description="Shapes that are sent and not stored, for operations to name.",
        examples=[{"Profile": {"name": "str", "following": "bool"}}],
    )
    policies: PoliciesDocument = Field(
        default=PoliciesDocument(),
        description="The contract on the wire, one word each.",
        examples=[{"errors": "problem"}],
    )
    limits: LimitsDocument = Field(
        default=LimitsDocument(), description="What one client may ask for.", examples=[{"body": "64KB"}]
    )
    cors: list[str] = Field(
        default=[], description="Origins that may call from a browser.", examples=[["https://app.example.com"]]
    )
    idempotency: bool = Field(
        default=False,
        description="What creates, and operations that write, may be repeated under one `Idempotency-Key`.",
        examples=[True],
    )
    metrics: bool = Field(default=True, description="Figures for Prometheus.", examples=[False])
    traces: bool = Field(default=False, description="Traces for OpenTelemetry.", examples=[True])
    tools: list[Tool] = Field(
        default=[],
        description="Modules for operations (`app/core/`): archives that do not grow, programs that end, addresses "
        "that are not ours, paths that stay below, XML without entities.",
        examples=[["archives", "fetch"]],
    )
    deploy: list[Deploy] = Field(
        default=["docker", "github"], description="What is written for running it.", examples=[["docker", "kubernetes"]]
    )
    budgets: BudgetsDocument = Field(
        default=BudgetsDocument(), description="What is promised, and measured by `prove`.", examples=[{"p95": "50ms"}]
    )
    allow_data_loss: bool = Field(
        default=False, description="Tables that go may take their data along.", examples=[True]
    )
