"""Writes the backend's modules from moved code: imports on top, then the pieces in the original's order."""

from dataclasses import dataclass, field

from archwright.model.parts import TextFile
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import


@dataclass
class ModuleText:
    """A module in the making. `name` is dotted ("app.services.logic")."""

    name: str
    doc: str
    head: list[str] = field(default_factory=list)
    pieces: list[MovedCode] = field(default_factory=list)
    imports: set[Import] = field(default_factory=set)

    def add(self, piece: MovedCode) -> None:
        """Appends a piece of moved code."""
        self.pieces.append(piece)
        self.imports |= piece.imports

    def file(self) -> TextFile:
        """The finished file; formatting and import order are the formatter's work."""
        imports = sorted({str(need) for need in self.imports if need.module != self.name})
        body = "\n\n".join(piece.text.strip("\n") for piece in self.pieces if piece.text.strip())
        text = "\n\n".join(
            part for part in (f'"""{self.doc}"""', "\n".join(imports), "\n".join(self.head), body) if part
        )
        return TextFile(path_of(self.name), text + "\n", ported=True)


def path_of(module: str) -> str:
    """`app.services.logic` -> "app/services/logic.py"."""
    return module.replace(".", "/") + ".py"
