"""What the local names of a view hold, as far as all their assignments tell."""

import libcst as cst

from archwright.port.code import dotted
from archwright.port.idiom.answers import Known, read_answer

_JSON = (cst.Dict, cst.List, cst.ListComp, cst.DictComp)


def local_kinds(node: cst.FunctionDef, known: Known) -> dict[str, str]:
    """Name -> "text" or "json", for names that every binding agrees on."""
    seen = _Bindings()
    node.visit(seen)
    params = {p.name.value for p in (*node.params.params, *node.params.kwonly_params)}
    kinds: dict[str, str] = {}
    for _ in range(3):
        now = Known(known.compat, known.origins, kinds, known.answers)
        found = {name: _common(values, now) for name, values in seen.values.items() if name not in params | seen.other}
        kinds = {name: kind for name, kind in found.items() if kind}
    return kinds


def _common(values: list[cst.BaseExpression], known: Known) -> str:
    kinds = {_kind(value, known) for value in values}
    return next(iter(kinds)) if len(kinds) == 1 else ""


def _kind(value: cst.BaseExpression, known: Known) -> str:
    if isinstance(value, _JSON):
        return "json"
    if known.is_text(value):
        return "text"
    answer = read_answer(value, known) if isinstance(value, cst.Call) else None
    plain = answer is not None and answer.kind == "json" and answer.value is value
    return "json" if plain else ""


class _Bindings(cst.CSTVisitor):
    """Values of plain assignments; names bound in any other way."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[cst.BaseExpression]] = {}
        self.other: set[str] = set()
        self._depth = 0

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802
        self._depth += 1
        if self._depth > 1:
            self.other.add(node.name.value)
        return self._depth == 1

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:  # noqa: ARG002, N802
        self._depth -= 1

    def visit_Assign(self, node: cst.Assign) -> None:  # noqa: N802
        for target in node.targets:
            if isinstance(target.target, cst.Name):
                self.values.setdefault(target.target.value, []).append(node.value)
            else:
                self._bind(target.target)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:  # noqa: N802
        # `text += x` stays a str, `rows += x` stays a list.
        if not isinstance(node.operator, cst.AddAssign):
            self.other.add(dotted(node.target))

    def visit_For(self, node: cst.For) -> None:  # noqa: N802
        self._bind(node.target)

    def visit_AsName(self, node: cst.AsName) -> None:  # noqa: N802
        self._bind(node.name)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:  # noqa: N802
        self._bind(node.target)

    def _bind(self, target: cst.BaseExpression) -> None:
        if isinstance(target, cst.Name):
            self.other.add(target.value)
        elif isinstance(target, cst.Tuple | cst.List):
            for element in target.elements:
                self._bind(element.value)
