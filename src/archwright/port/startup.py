"""What the original did once, at import or under its main guard: done when the application starts."""

from collections.abc import Iterable

from archwright.model.parts import LifespanLine
from archwright.port.modules import ModuleText
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.split.cut import indent

STARTUP = "app.services.startup"


def startup_module(pieces: Iterable[MovedCode]) -> ModuleText | None:
    """`app/services/startup.py` with one function that does everything in order; None when there is nothing to do."""
    kept = [piece for piece in pieces if piece.text.strip()]
    if not kept:
        return None
    module = ModuleText(STARTUP, "What is done once, before the first request.")
    body = "\n".join(piece.text.strip("\n") for piece in kept)
    text = f'def prepare() -> None:\n    """Makes ready what the routes rely on."""\n{indent(body)}\n'
    module.add(MovedCode(text, frozenset(need for piece in kept for need in piece.imports)))
    return module


def startup_line(module: ModuleText, has_models: bool, has_globals: bool) -> LifespanLine:
    """The call of `prepare`, inside a session and an application context when it may work with them."""
    calls_own = any(need.module.startswith("app.") for need in module.imports)
    around = []
    if has_models and calls_own:
        around.append(Import("app.core.database", "session_scope"))
    if has_globals and calls_own:
        around.append(Import("app.core.compat.startup", "application_context"))
    imports = (f"from {STARTUP} import prepare", *map(str, around))
    if not around:
        return LifespanLine("prepare()", imports)
    return LifespanLine(f"with {', '.join(f'{need.name}()' for need in around)}:\n    prepare()", imports)
