"""Where something stands in a page."""

from archwright.language.nodes import Path, read


def place_of(text: str, path: Path) -> tuple[int, int]:
    """Line and column of a key, as ("entities", "Task", "fields", "due"); of what is above it when it is not there."""
    root, _ = read(text)
    node = root.key_of(path)
    return node.line, node.column
