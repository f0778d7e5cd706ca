"""What stands in a file, as the plan compares and shows it."""

from archwright.plan.merge import same_text

Content = str | bytes | None
"""None: no file."""


def notes_of(notes: tuple[str, ...]) -> str:
    """Notes of a merge, to be added to a reason."""
    return "".join(f"; {note}" for note in notes)


def text_of(content: Content) -> Content:
    """Text where the bytes are text, so that a carried file merges like a written one."""
    if not isinstance(content, bytes) or b"\0" in content:
        return content
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content


def same(left: Content, right: Content) -> bool:
    """Whether two contents differ at most in how their lines end."""
    if isinstance(left, str) and isinstance(right, str):
        return same_text(left, right)
    return left == right


def shown_of(content: Content) -> str:
    """What a conflict shows of one side."""
    return content if isinstance(content, str) else "" if content is None else f"({len(content)} bytes)\n"
