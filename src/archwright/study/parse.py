"""Bytes to a module; what cannot be read raises `UnreadableError` with line and reason."""

import ast
import io
import re
import tokenize
import warnings

from archwright.study.module import Module

_PYTHON_2 = re.compile(
    r"^\s*(?:print\s+[^\s(=].*|print\s*$|exec\s+[\"'\w].*|raise\s+\w+\s*,\s*.+|except\s+[\w.]+\s*,\s*[a-z]\w*\s*:.*"
    r"|except\s*\(.*\)\s*,\s*[a-z]\w*\s*:.*)$|\bur[\"']|^\s*print\s*>>",
    re.MULTILINE,
)


class UnreadableError(Exception):
    """A file that no reading form understands. `line` 0 means the whole file."""

    def __init__(self, what: str, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.what = what
        self.reason = reason
        self.line = line


def parse(path: str, data: bytes) -> tuple[Module, str]:
    """The module, and the form that read it: "ast", or "libcst" for syntax newer than this interpreter.

    Raises UnreadableError.
    """
    text = decode(data)
    name = module_name(path)
    try:
        return Module(path, text, _tree(text), name), "ast"
    except SyntaxError as error:
        return _second_try(path, text, name, error), "libcst"
    except (RecursionError, MemoryError) as error:
        raise UnreadableError("nesting", f"nested too deeply to be parsed ({type(error).__name__})") from error
    except ValueError as error:
        raise UnreadableError("bytes", str(error)) from error


def decode(data: bytes) -> str:
    """The text of a source file: UTF-8, or what its coding cookie says. Raises UnreadableError."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        raise UnreadableError("encoding", _encoding_reason(data, error), _bad_line(data)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def module_name(path: str) -> str:
    """ "pkg/mod.py" -> "pkg.mod"; "pkg/__init__.py" -> "pkg"."""
    name = path.removesuffix(".py").replace("/", ".")
    return "" if name == "__init__" else name.removesuffix(".__init__")


def _tree(text: str) -> ast.Module:
    with warnings.catch_warnings():
        # Invalid escapes in somebody's strings are not our news.
        warnings.simplefilter("ignore")
        return ast.parse(text)


def _second_try(path: str, text: str, name: str, error: SyntaxError) -> Module:
    line = error.lineno or 0
    if _PYTHON_2.search(text):
        raise UnreadableError(
            "Python 2", f"this is Python 2 source ({error.msg}): convert it first, e.g. with 2to3", line
        )
    # libcst takes 0.3 s to import; hardly any file needs it.
    from archwright.study.newer import blank_newer_syntax

    blanked = blank_newer_syntax(text)
    if blanked is None:
        raise UnreadableError("syntax", error.msg or "invalid syntax", line) from error
    try:
        return Module(path, text, _tree(blanked), name)
    except SyntaxError as again:
        raise UnreadableError("syntax", again.msg or "invalid syntax", again.lineno or line) from again


def _encoding_reason(data: bytes, error: Exception) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16 text; Python source must be UTF-8 or say its encoding in the first two lines"
    if isinstance(error, UnicodeDecodeError) or "utf-8" in str(error):
        return "not UTF-8, and no coding cookie in the first two lines says what it is"
    return str(error)


def _bad_line(data: bytes) -> int:
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0
