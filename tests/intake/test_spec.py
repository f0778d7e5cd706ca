"""A spec in Markdown: key entities, requirements, actors; what is unclear becomes questions."""

import pytest
from taking import Take, lines_of, reasons

from archwright.kit.errors import ArchwrightError

LIBRARY = """\
# Feature Specification: Town Library

**Status**: Draft

## User Scenarios & Testing *(mandatory)*

### User Story 1 - Borrowing (Priority: P1)

**Acceptance Scenarios**:

1. **Given** a librarian, **When** they create a book, **Then** it is listed
2. **Given** a storm, **When** the lights go out, **Then** nobody panics

### Edge Cases

- What happens when a book is lost?

## Requirements *(mandatory)*

### Functional Requirements

- **FR-001**: System MUST allow librarians to create, edit and delete books
- **FR-002**: Users MUST be able to view books and search books by title
- **FR-003**: Users MUST be able to log in with email and a password of at least 10 characters
- **FR-004**: Users MUST be able to return a loan
- **FR-005**: Users MUST only see their own loans
- **FR-006**: System MUST display covers in a carousel
- **FR-007**: System MUST support roles: Librarian and Reader
- **FR-008**: Users MUST be able to filter books by genre and sort books by title
- **FR-009**: System MUST keep loans for [NEEDS CLARIFICATION: how long are loans kept - one year, ten years?]
- **FR-010**: Users MUST be able to set the genre (novel, poetry, science) of books

### Key Entities *(include if feature involves data)*

- **Book**: Something to be read. Key attributes include: unique ISBN (13 characters), title (max 200 characters),
  genre, price, published date, available status, cover image (optional), creation timestamp. A book has many Loans.
- **Loan**: Represents the borrowing of one book. Attributes: user reference, due date/time, state (open/returned).
- **Tag**: A word for books. Key attributes: name. Related to Book via a many-to-many relationship.
- **User**: Someone who reads. Key attributes: email, password hash, display name, role

## Success Criteria

- **SC-001**: Search results appear within 500 ms
- **SC-002**: 90% of readers are happy
"""


def test_sentences_become_fields_and_relations(take: Take) -> None:
    blueprint = take("specs/001-library/spec.md", LIBRARY).blueprint
    assert lines_of(blueprint.entity("Book")) == {
        "isbn": "str, unique",
        "title": "str(..200), search",
        "genre": "enum(novel, poetry, science)",
        "price": "decimal",
        "published_date": "date",
        "available_status": "bool = false",
        "cover_image": "file?",
    }
    assert lines_of(blueprint.entity("Loan")) == {
        "due_date": "datetime",
        "state": "enum(open, returned)",
        "owner": "User, readonly",
        "book": "Book",
    }
    assert lines_of(blueprint.entity("Tag")) == {"name": "str", "books": "Book[]"}
    assert blueprint.name == "town_library"


def test_requirements_become_actions_access_and_operations(take: Take) -> None:
    blueprint = take("spec.md", LIBRARY).blueprint
    book, loan = blueprint.entity("Book"), blueprint.entity("Loan")
    assert {role.name for role in blueprint.roles} == {"librarian", "reader"}
    assert book.access_of("create").anyone_of == ("librarian",)
    assert book.access_of("read").anyone_of == ("user",)
    assert book.listing.filter == ("genre",)
    assert book.listing.sort == ("title",)
    assert loan.owner == "owner"
    assert loan.access_of("read").anyone_of == ("owner",)
    assert [(each.name, each.path) for each in blueprint.operations] == [("return_loan", "/loans/{loan}/return")]


def test_login_and_promises_are_heard(take: Take) -> None:
    blueprint = take("spec.md", LIBRARY).blueprint
    assert blueprint.auth
    assert blueprint.auth.min_password == 10
    assert lines_of(blueprint.entity("User")) == {"email": "email, unique", "display_name": "str"}
    assert blueprint.budgets.p95 == 500


def test_what_needs_clarification_is_a_question(take: Take) -> None:
    (question,) = take("spec.md", LIBRARY).questions
    assert question.question == "How long are loans kept?"
    assert [each.name for each in question.options] == ["one year", "ten years"]
    assert str(question.evidence[0].place) == "spec.md:30"


def test_more_than_three_markers_are_told(take: Take) -> None:
    more = "".join(f"- **FR-02{n}**: System MUST count [NEEDS CLARIFICATION: what {n}?]\n" for n in range(4))
    intake = take("spec.md", LIBRARY.replace("### Key Entities", f"{more}\n### Key Entities"))
    assert len(intake.questions) == 3
    assert reasons(intake).count("this needs clarification") == 2


def test_requirements_without_a_word_for_them_are_told(take: Take) -> None:
    told = reasons(take("spec.md", LIBRARY))
    assert "spec.md:27 FR-006: it is about what is seen on a screen" in told
    assert "spec.md:12 line 12: acceptance scenarios that no route answers yet" in told
    assert "edge cases" in told
    assert "SC-002: promises about people" in told


def test_nested_bullets_are_read_as_well(take: Take) -> None:
    text = """\
# Feature: Notes
### Key Entities
- **Note**
  - `title` (string, required, max 80 characters)
  - body: text
  - Attributes: color, pinned (boolean)
"""
    found = lines_of(take("spec.md", text).blueprint.entity("Note"))
    assert found["title"] == "str(..80)"
    assert found["body"] == "text"
    assert found["pinned"] == "bool = false"
    assert "color" in found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Hello\n\nNothing here.\n", "names no entities"),
        ("### Key Entities\n\n- **[Entity 1]**: [What it represents]\n", "still its template"),
    ],
)
def test_a_text_without_entities_is_an_error(take: Take, text: str, said: str) -> None:
    with pytest.raises(ArchwrightError, match=said):
        take("spec.md", text)
