"""Examples of the keys, and what each completes to."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from archwright.language.documents import (
    AccessDocument,
    AuthDocument,
    Document,
    EntityDocument,
    IssuerDocument,
    LimitsDocument,
    ListDocument,
    LongField,
    OperationDocument,
    PageDocument,
    PasswordsDocument,
)
from archwright.language.documents.policies import (
    BudgetsDocument,
    OAuthDocument,
    PoliciesDocument,
    StackDocument,
    TenancyDocument,
)
from archwright.language.loading import load
from archwright.language.manual.shown import differences
from archwright.language.writing import dumped

Data = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """A key, what it is about, and what its example completes to."""

    key: str
    info: FieldInfo
    value: Any
    gives: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The keys below one path of the page."""

    title: str
    path: tuple[str, ...]
    document: type[Document]


_TASK = ("entities", "Task")
_SECTIONS = (
    Section("The page", (), PageDocument),
    Section("stack", ("stack",), StackDocument),
    Section("auth", ("auth",), AuthDocument),
    Section("auth.passwords", ("auth", "passwords"), PasswordsDocument),
    Section("auth.issuers.NAME", ("auth", "issuers", "other"), IssuerDocument),
    Section("auth.oauth.NAME", ("auth", "oauth", "example"), OAuthDocument),
    Section("tenancy", ("tenancy",), TenancyDocument),
    Section("entities.NAME", _TASK, EntityDocument),
    Section("entities.NAME.fields.NAME, the longer form", (*_TASK, "fields", "title"), LongField),
    Section("entities.NAME.list", (*_TASK, "list"), ListDocument),
    Section("entities.NAME.access", (*_TASK, "access"), AccessDocument),
    Section("operations.NAME", ("operations", "complete_task"), OperationDocument),
    Section("policies", ("policies",), PoliciesDocument),
    Section("limits", ("limits",), LimitsDocument),
    Section("budgets", ("budgets",), BudgetsDocument),
)
_BARE: Data = {"archwright": 1, "name": "demo", "entities": {"Task": {"fields": {"name": "str"}}}}
_RICH: Data = {
    "archwright": 1,
    "name": "demo",
    "auth": {
        "issuers": {"other": {"url": "https://other.example.com", "audience": "demo"}},
        "oauth": {
            "example": {
                "authorize": "https://other.example.com/a",
                "token": "https://other.example.com/t",
                "userinfo": "https://other.example.com/u",
            }
        },
    },
    "roles": {"member": [], "admin": ["member"]},
    "entities": {
        "Project": {"fields": {"name": "str"}},
        "Task": {
            "fields": {
                "title": {"type": "str"},
                "code": "str(1..20), unique",
                "status": "enum(todo, done) = todo",
                "due": "date?",
                "ends_on": "date?",
                "project": "Project",
                "assignee": "User?",
            }
        },
    },
    "operations": {"complete_task": {"route": "POST /tasks/{task}/finish"}},
}
_NEEDS: dict[tuple[str, ...], Data] = {
    ("auth", "routes"): {"auth": {}},
    ("operations", "complete_task", "form"): {
        "operations": {"complete_task": {"route": "POST /tasks/{task}/finish", "input": {"note": "str"}}}
    },
    ("roles",): {"auth": True},
    ("tenancy",): {"auth": True},
    ("deploy",): {"stack": {"database": "postgres"}},
    ("tenancy", "by"): {"tenancy": {"by": "Firm"}},
    ("entities", "Task", "tenant"): {"tenancy": {"by": "Firm"}},
}


def sections() -> Iterator[tuple[str, list[Example]]]:
    """Every key of every part of the page, each run."""
    for section in _SECTIONS:
        keys = section.document.model_fields.items()
        yield section.title, [run(section, key, info) for key, info in keys]


def run(section: Section, key: str, info: FieldInfo) -> Example:
    """Load the page without and with the example of a key."""
    value = (info.examples or [None])[0]
    base = deepcopy(_RICH if section.path else _BARE) | deepcopy(_NEEDS.get((*section.path, key), {}))
    if section.path == ("auth",) and key == "entity":
        base["entities"]["Task"]["fields"].pop("assignee")
    changed = deepcopy(base)
    here = changed
    for step in section.path:
        here = here.setdefault(step, {})
    here[key] = {**here[key], **value} if key in {"entities"} else value
    before, after = load(dumped(base)), load(dumped(changed))
    return Example(key, info, value, tuple(differences(before, after)))
