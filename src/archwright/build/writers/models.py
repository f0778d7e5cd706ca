"""app/models/__init__.py: all tables, so that one import knows them all."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from archwright.build.backend import Backend
from archwright.model.parts import TextFile

PATH = "app/models/__init__.py"


def write(backend: Backend) -> Iterator[TextFile]:
    """Nothing for a backend without models."""
    if backend.database.kind != "models":
        return
    classes = {_module(file): _classes(file) for file in backend.parts.of(TextFile) if _is_model(file)}
    often = Counter(name for names in classes.values() for name in names)
    imports: list[str] = []
    exported: list[str] = []
    for module in sorted(classes):
        names = [name for name in classes[module] if often[name] == 1]
        package, _, own = module.rpartition(".")
        imports += [f"from {module} import {', '.join(sorted(names))}"] if names else [f"from {package} import {own}"]
        exported += names or [own]
    listed = "".join(f"    {name!r},\n" for name in sorted(exported))
    text = '"""Tables."""\n\n' + "\n".join(imports) + f"\n\n__all__ = [\n{listed}]\n"
    yield TextFile(PATH, text)


def _is_model(file: TextFile) -> bool:
    return PurePosixPath(file.path).match("app/models/*.py") and file.path != PATH


def _module(file: TextFile) -> str:
    return file.path.removesuffix(".py").replace("/", ".")


def _classes(file: TextFile) -> list[str]:
    body = ast.parse(file.text).body
    return [node.name for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
