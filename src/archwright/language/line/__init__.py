"""One field, one line: the small grammar of a field."""

from archwright.language.line.letters import LineTrouble
from archwright.language.line.parser import FLAGS, TYPES, parse

__all__ = ["FLAGS", "TYPES", "LineTrouble", "parse"]
