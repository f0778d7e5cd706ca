"""Tools: what is easily done in a way that can be attacked, done once, with limits."""

from collections.abc import Iterator

from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import Dependency, Part
from archwright.model.resources import ErrorPart

_templates = Templates(__name__)

# Tool -> what it refuses with.
ERRORS = {
    "archives": ErrorPart("ArchiveRefused", "archive_refused", 400, "This archive is not taken."),
    "commands": ErrorPart("CommandTooSlow", "command_too_slow", 504, "This took too long."),
    "fetch": ErrorPart("AddressRefused", "address_refused", 400, "This address is not fetched."),
    "xml": ErrorPart("XmlRefused", "xml_refused", 400, "This XML is not taken."),
}
NO_ANSWER = ErrorPart("NoAnswer", "no_answer", 502, "It does not answer.")


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """A module for each tool that the page asks for."""
    for tool in blueprint.tools:
        yield _templates.file(f"app/core/{tool}.py")
        if tool in ERRORS:
            yield ERRORS[tool]
    if "fetch" in blueprint.tools:
        yield from (NO_ANSWER, Dependency("httpx2>=2.16"))
