"""Entities and operations as they are written."""

from typing import Annotated

from pydantic import Field

from archwright.language.documents.base import KIND, Access, Document, FieldLine, Fields, Mapped, Word
from archwright.model.blueprint import Action

Words = list[str]
Groups = list[list[str]]
Actions = list[Action]


class ListDocument(Document):
    """How an entity is listed."""

    filter: Words = Field(
        default=[], description="Fields that a list can be filtered by.", examples=[["status", "assignee"]]
    )
    sort: Words = Field(
        default=[], description="Fields that a list can be sorted by.", examples=[["title", "created_at"]]
    )
    default: str = Field(
        default="", description="The order when none is asked for; `-` is descending.", examples=["-title"]
    )
    include: Words = Field(default=[], description="Relations that can be sent along.", examples=[["project"]])
    page: int = Field(default=20, ge=1, le=1000, description="How many rows a page has.", examples=[50])
    max: int = Field(
        default=100, ge=1, le=1000, description="The most rows that a page may be asked for.", examples=[200]
    )


class AccessDocument(Document):
    """Who may do what; what is left out is `user` with auth and `public` without."""

    list: Access | None = Field(default=None, description="Who may list.", examples=["member"])
    create: Access | None = Field(default=None, description="Who may create.", examples=["member"])
    read: Access | None = Field(default=None, description="Who may read one.", examples=["public"])
    update: Access | None = Field(default=None, description="Who may change one.", examples=["owner | admin"])
    delete: Access | None = Field(default=None, description="Who may delete one.", examples=["admin"])


AccessPart = Annotated[Annotated[str, Word] | Annotated[AccessDocument, Mapped], KIND]


class EntityDocument(Document):
    """Something that is stored."""

    fields: dict[str, FieldLine] = Field(
        default={}, description="Its fields and relations, one line each.", examples=[{"title": "str(1..200)"}]
    )
    doc: str = Field(default="", description="What it is; goes into the API docs.", examples=["Something to be done."])
    actions: Actions | None = Field(
        default=None,
        description="The routes it has. All five when left out; none for the user and the tenant.",
        examples=[["list", "read"]],
    )
    access: AccessPart | None = Field(
        default=None,
        description="Who may; one word for every action, or one for each.",
        examples=[{"read": "public"}, "member"],
    )
    owner: str = Field(default="", description="The relation to the user who made the row.", examples=["assignee"])
    list: ListDocument = Field(
        default=ListDocument(), description="How it is listed.", examples=[{"filter": ["status"]}]
    )
    unique: Groups = Field(
        default=[], description="Fields that are unique together.", examples=[[["project", "title"]]]
    )
    index: Groups = Field(default=[], description="Fields that are looked up together.", examples=[[["status", "due"]]])
    checks: dict[str, str] = Field(
        default={}, description="Rules over several columns, as SQL.", examples=[{"in_order": "ends_on >= due"}]
    )
    key: str = Field(
        default="", description="The unique field by which routes find a row, not the id.", examples=["code"]
    )
    plural: str = Field(default="", description="The word of its path, when ours is wrong.", examples=["chores"])
    table: str = Field(
        default="", description="The table it is stored in; its plural when left out.", examples=["work_items"]
    )
    tenant: bool | None = Field(
        default=None, description="Whether rows belong to a tenant; yes when there is tenancy.", examples=[False]
    )
    timestamps: bool = Field(default=True, description="Keep `created_at` and `updated_at`.", examples=[False])
    soft_delete: bool = Field(
        default=False,
        description="A delete marks the row; it can come back, and with it what refers to it by `cascade`.",
        examples=[True],
    )
    lock: bool = Field(
        default=False,
        description="An update must name the version it saw (ETag, If-Match); a read of what is known is a 304.",
        examples=[True],
    )
    audit: bool = Field(default=False, description="Keep who changed what and when.", examples=[True])
    bulk: bool = Field(default=False, description="Many can be created in one request.", examples=[True])
    put: bool = Field(default=False, description="PUT replaces a row, beside PATCH.", examples=[True])
    seed: int = Field(
        default=0,
        ge=0,
        le=10_000,
        description="How many rows `python -m app.seed` adds; users come with a password while one develops.",
        examples=[25],
    )
    was: str = Field(
        default="", description="Its former name; its table is renamed, nothing is lost.", examples=["Chore"]
    )
    split_from: str = Field(
        default="", description="The entity that these fields were taken out of.", examples=["Project"]
    )
    allow_data_loss: bool = Field(
        default=False, description="Columns that go may take their data along.", examples=[True]
    )


ShapePart = Annotated[
    Annotated[str, Word] | Annotated[Fields, Mapped],
    KIND,
]


class OperationDocument(Document):
    """A route whose body is the user's own code."""

    route: str = Field(
        description="Method and path; {task} loads that entity, {code:str} is a plain value, {rest:path} one with "
        "slashes.",
        examples=["POST /tasks/{task}/complete"],
    )
    doc: str = Field(default="", description="What it does; goes into the API docs.", examples=["Marks it as done."])
    access: Access | None = Field(
        default=None,
        description="Who may; `anyone` is `public` where a token that is no good counts as none.",
        examples=["assignee | admin"],
    )
    input: ShapePart | None = Field(
        default=None,
        description="The body: an entity, a shape, a list of them (`Task[]`), or fields; `json`, `text` or `file` for "
        "a body without fields.",
        examples=[{"note": "str"}],
    )
    form: bool = Field(
        default=False,
        description="The body is a form, not JSON. It is one anyway when a field of it is a `file`.",
        examples=[True],
    )
    query: Fields = Field(default={}, description="Fields of the query string.", examples=[{"notify": "bool = false"}])
    headers: Fields = Field(default={}, description="Headers of the request.", examples=[{"x_token": "str?"}])
    cookies: Fields = Field(default={}, description="Cookies of the request.", examples=[{"seen": "str?"}])
    output: ShapePart | None = Field(
        default=None,
        description="The answer: an entity, a list of them (`Task[]`), a shape, or fields; `json`, `html`, `text` or "
        "`file` for what has no fields; behind `|` what may be answered instead (`Task | html`).",
        examples=["Task[]"],
    )
    status: int | None = Field(
        default=None,
        ge=200,
        le=399,
        description="The status of success: 200, or 204 without output; 303 when it leads elsewhere.",
        examples=[202],
    )
    errors: dict[str, Annotated[int, Word] | Annotated[str, Word]] = Field(
        default={}, description="Errors it answers with, and their status.", examples=[{"already_done": 409}]
    )
    emits: str = Field(default="", description="The event that it tells.", examples=["task.completed"])
