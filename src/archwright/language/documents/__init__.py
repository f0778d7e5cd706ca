"""What is written: the page as a pydantic model, before anything is decided."""

from archwright.language.documents.base import Document, LongField
from archwright.language.documents.entities import AccessDocument, EntityDocument, ListDocument, OperationDocument
from archwright.language.documents.page import PageDocument
from archwright.language.documents.policies import AuthDocument, IssuerDocument, LimitsDocument, PasswordsDocument

__all__ = [
    "AccessDocument",
    "AuthDocument",
    "Document",
    "EntityDocument",
    "IssuerDocument",
    "LimitsDocument",
    "ListDocument",
    "LongField",
    "OperationDocument",
    "PageDocument",
    "PasswordsDocument",
]
