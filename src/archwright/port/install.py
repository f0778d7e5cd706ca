"""What main installs around the routes: sessions, static files, hooks, error pages, the mounted original."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import libcst as cst

from archwright.model.parts import MainLine
from archwright.port.code import called, code_of, dotted
from archwright.port.recipe import Original
from archwright.port.source import Statement

HOOK_SLOTS = {
    "before_request": "before", "before_app_request": "before", "before_first_request": "before",
    "after_request": "after", "after_app_request": "after",
    "teardown_request": "teardown", "teardown_appcontext": "teardown",
}  # fmt: skip
TEMPLATE_SLOTS = {"template_filter": "filters", "app_template_filter": "filters", "template_global": "names",
                  "app_template_global": "names", "template_test": "tests"}  # fmt: skip
CONTEXT = frozenset({"context_processor", "app_context_processor"})
ERRORS = frozenset({"errorhandler", "app_errorhandler"})


@dataclass
class Registrations:
    """Functions that the original registered, by what they are for; blueprint "" is the application."""

    hooks: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    errors: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    templates: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    context: dict[str, list[str]] = field(default_factory=dict)

    def take(self, statement: Statement, original: Original) -> cst.BaseStatement | None:
        """Notes what a function is registered for; gives it without those decorators, None for a mere call."""
        node = statement.node
        if not isinstance(node, cst.FunctionDef):
            return self._called(node, statement, original)
        kept = [d for d in node.decorators if not self._note(d.decorator, node.name.value, statement, original)]
        return node.with_changes(decorators=kept, lines_after_decorators=[])

    def _called(self, node: cst.BaseStatement, statement: Statement, original: Original) -> cst.BaseStatement | None:
        """`app.errorhandler(404)(lost)`, `app.before_request(load)`, `app.register_error_handler(404, lost)`."""
        call = called(node.body.body[0]) if isinstance(node, cst.For) else called(node)
        if call is None:
            return node
        if isinstance(call.func, cst.Call) and call.args:
            noted = self._note(call.func, code_of(call.args[0].value), statement, original)
            if noted and isinstance(node, cst.For):
                self._repeat(code_of(node.target), code_of(node.iter))
            return None if noted else node
        owner, _, verb = original.meaning(statement, call.func).rpartition(".")
        if verb == "register_error_handler" and owner == "@flask.Flask":
            self.errors.setdefault("", []).append((code_of(call.args[0].value), code_of(call.args[1].value)))
            return None
        if call.args and self._note(call.func, code_of(call.args[0].value), statement, original):
            return None
        return node

    def _repeat(self, target: str, values: str) -> None:
        """The last error handler stands for all values of a loop."""
        for pairs in self.errors.values():
            if pairs and pairs[-1][0] == target:
                pairs[-1] = (f"**{{{target}: {pairs[-1][1]} for {target} in {values}}}", "")

    def _note(self, call: cst.BaseExpression, name: str, statement: Statement, original: Original) -> bool:
        target = call.func if isinstance(call, cst.Call) else call
        owner, _, verb = original.meaning(statement, target).rpartition(".")
        if owner not in ("@flask.Flask", "@flask.Blueprint"):
            return False
        local = owner == "@flask.Blueprint" and "app" not in verb
        blueprint = _blueprint_name(target, original) if local else ""
        argument = code_of(call.args[0].value) if isinstance(call, cst.Call) and call.args else ""
        if verb in HOOK_SLOTS:
            self.hooks.setdefault(blueprint, {}).setdefault(HOOK_SLOTS[verb], []).append(name)
        elif verb in ERRORS:
            self.errors.setdefault(blueprint, []).append((argument, name))
        elif verb in TEMPLATE_SLOTS:
            self.templates.setdefault(TEMPLATE_SLOTS[verb], []).append((argument or f'"{name}"', name))
        elif verb in CONTEXT:
            self.context.setdefault(blueprint, []).append(name)
        else:
            return False
        return True

    def features(self) -> list[tuple[str, str, str]]:
        """(variable, expression, compat name) of each feature object."""
        made = []
        for blueprint, slots in self.hooks.items():
            options = [f"{slot}=[{', '.join(names)}]" for slot, names in sorted(slots.items())]
            made.append(
                (f"{blueprint or 'app'}_hooks", f"Hooks({', '.join([*options, *_for(blueprint)])})", "hooks.Hooks")
            )
        for blueprint, pairs in self.errors.items():
            table = ", ".join(f"{key}: {name}" if name else key for key, name in pairs)
            arguments = ", ".join([f"{{{table}}}", *_for(blueprint)])
            made.append((f"{blueprint or 'app'}_errors", f"ErrorHandlers({arguments})", "errors.ErrorHandlers"))
        return made

    def template_lines(self) -> list[tuple[str, str]]:
        """(statement, compat name) for filters, globals, tests and context processors."""
        lines = []
        if self.templates:
            slots = [
                f"{slot}={{{', '.join(f'{key}: {name}' for key, name in pairs)}}}"
                for slot, pairs in self.templates.items()
            ]
            lines.append((f"extend_templates({', '.join(slots)})", "templating.extend_templates"))
        for blueprint, names in self.context.items():
            lines.append((f"add_to_context({', '.join([*names, *_for(blueprint)])})", "templating.add_to_context"))
        return lines


def _for(blueprint: str) -> Iterable[str]:
    return [f'blueprint="{blueprint}"'] if blueprint else []


def _blueprint_name(target: cst.BaseExpression, original: Original) -> str:
    variable = dotted(target).partition(".")[0]
    found = (b.name for b in original.facts.blueprints if b.variable == variable)
    return next(found, variable)


def install_line(features: Iterable[tuple[str, str]], options: str = "") -> MainLine:
    """`install_wire(app, ...)` with features as (expression, import line); an empty expression is only imported."""
    features = list(features)
    shown = [expression for expression, _ in features if expression]
    arguments = ", ".join(["app", *shown, *([options] if options else [])])
    imports = sorted({line for _, line in features if line} | {"from app.core.compat.install import install_wire"})
    return MainLine(f"install_wire({arguments})", tuple(imports), order=90)
