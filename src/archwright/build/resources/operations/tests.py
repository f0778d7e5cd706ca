"""tests/slots/test_<group>.py: a slot that nobody has filled says so."""

from collections.abc import Iterator

from archwright.build.resources.operations.group import Group
from archwright.build.template import file
from archwright.model.parts import TextFile

FOLDER = "tests/slots"


def write_tests(group: Group) -> Iterator[TextFile]:
    """One test a slot."""
    names = [operation.name for operation in group.operations]
    yield file(f"{FOLDER}/test_{group.name}.py", "resources/operations/test.py", group=group, names=names)


def write_shared() -> Iterator[TextFile]:
    """What those tests share."""
    yield file(f"{FOLDER}/unwritten.py", "resources/operations/unwritten.py")
