"""What completing one part has to know of the others."""

from dataclasses import dataclass

from archwright.language.found import Found
from archwright.model.blueprint import Access, Auth, Role


@dataclass(frozen=True)
class Context:
    """The page's decisions that reach into entities and operations."""

    found: Found
    auth: Auth | None
    roles: tuple[Role, ...]
    tenant: str

    @property
    def user(self) -> str:
        """The entity of the user, "" without auth."""
        return self.auth.entity if self.auth else ""

    @property
    def anyone(self) -> Access:
        """Who may when nothing is said."""
        return Access(("user",) if self.auth else ("public",))


def access(text: str, owner: str) -> Access:
    """`owner | admin`; the word owner stands for the relation that is the owner."""
    words = [word.strip() for word in text.split("|")]
    return Access(tuple(owner if word == "owner" and owner else word for word in words))
