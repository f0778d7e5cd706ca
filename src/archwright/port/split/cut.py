"""Takes pieces out of a function and leaves calls in their place."""

import ast
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import libcst as cst

from archwright.port.code import code_of, root_name
from archwright.port.split.flow import flow_of


@dataclass(frozen=True)
class Method:
    """An extracted method: its text without `self`'s class around it."""

    name: str
    text: str


@dataclass
class Function:
    """The function that pieces are taken from: which names are its own, and how often each is bound."""

    code: str
    locals: frozenset[str]
    types: dict[str, str] = field(default_factory=dict)

    @property
    def stores(self) -> Counter[str]:
        """How often each name is bound."""
        return count_names(self.code, ast.Store)

    @property
    def parameters(self) -> frozenset[str]:
        """Names that are bound before anything else."""
        return frozenset(node.arg for node in ast.walk(ast.parse(self.code)) if isinstance(node, ast.arg))


def count_names(code: str, context: type) -> Counter[str]:
    """Names in `code` by how often they stand in that context; an augmented target counts as read too."""
    found: Counter[str] = Counter()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, context):
            found[node.id] += 1
        elif context is ast.Load and isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] += 1
    return found


def text_of_block(statements: Sequence[cst.BaseStatement]) -> str:
    """Statements as module-level text."""
    return "".join(code_of(statement) for statement in statements)


def interface(function: Function, code: str, later: frozenset[str]) -> tuple[list[str], list[str]] | None:
    """(inputs, outputs) of a run of statements; None when a name might not be bound at its end.

    `later`: names that are read after the run, or again in the loop around it.
    """
    flow = flow_of(code)
    bound_elsewhere = function.stores - count_names(code, ast.Store)
    outputs = sorted(flow.stores & later)
    # What nothing else binds is unbound before the run: a handler that reads it too early has to fail as it did.
    own = {name for name in flow.stores - function.parameters if not bound_elsewhere[name]} - set(outputs)
    inputs = {name for name in flow.first - own if name in function.locals}
    for name in outputs:
        if name not in flow.sure:
            if not bound_elsewhere[name] and name not in inputs:
                return None
            inputs.add(name)
    return sorted(inputs), outputs


def method_text(name: str, inputs: Sequence[str], body: str, outputs: Sequence[str], types: dict[str, str]) -> str:
    """The method's source; a lone final assignment becomes the returned expression."""
    lines = body.strip("\n")
    lines = _with_return(lines, outputs)
    params = ", ".join(["self", *(f"{item}: {types.get(item, 'Any')}" for item in inputs)])
    returns = "Any" if outputs else "None"
    indented = indent(lines)
    return f"def {name}({params}) -> {returns}:\n{indented}\n"


def _with_return(lines: str, outputs: Sequence[str]) -> str:
    if not outputs:
        return lines
    tree = ast.parse(lines).body
    last = tree[-1]
    if len(outputs) == 1 and isinstance(last, ast.Assign) and len(last.targets) == 1:
        target = last.targets[0]
        if (
            isinstance(target, ast.Name)
            and target.id == outputs[0]
            and "#" not in (ast.get_source_segment(lines, last) or "#")
        ):
            head = lines.splitlines()[: last.lineno - 1]
            value = ast.get_source_segment(lines, last.value) or ""
            return "\n".join([*head, f"return ({value})" if "\n" in value else f"return {value}"])
    return f"{lines}\nreturn {', '.join(outputs)}"


def indent(text: str) -> str:
    """One level deeper, leaving the inside of multi-line strings alone."""
    module = cst.parse_module(text + "\n")
    shell = cst.parse_module("def shell():\n    pass\n")
    function = shell.body[0]
    assert isinstance(function, cst.FunctionDef)
    body = [s for s in module.body if isinstance(s, cst.BaseStatement)]
    if body and module.header:
        first = body[0]
        body[0] = first.with_changes(leading_lines=[*module.header, *getattr(first, "leading_lines", ())])
    filled = function.with_changes(body=cst.IndentedBlock(body, footer=module.footer))
    return code_of(filled).split("\n", 1)[1].rstrip("\n")


def call_text(owner: str, name: str, arguments: Sequence[tuple[str, str]]) -> str:
    """`owner.name(a, b, title=request.form["title"])`: what is passed under its own name goes by position."""
    return f"{owner}.{name}({', '.join(value for _, value in arguments)})"


def replace_chains(
    node: cst.CSTNode, is_root: Callable[[str], bool], make: Callable[[cst.BaseExpression], cst.BaseExpression | None]
) -> cst.CSTNode:
    """Replaces every longest chain (`root().a.b(c)[d]`) whose root name `is_root` accepts."""
    return node.visit(_Chains(is_root, make))  # type: ignore[return-value]


class _Chains(cst.CSTTransformer):
    def __init__(
        self, is_root: Callable[[str], bool], make: Callable[[cst.BaseExpression], cst.BaseExpression | None]
    ) -> None:
        super().__init__()
        self._is_root = is_root
        self._make = make
        self._replaced: dict[cst.CSTNode, cst.BaseExpression] = {}
        self._written: set[cst.CSTNode] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.AssignTarget | cst.AugAssign | cst.AnnAssign | cst.Del):
            self._written.add(node.target)
        if node in self._written:  # a call cannot be assigned to: what stands before its last dot is replaced
            return True
        if isinstance(node, cst.Attribute | cst.Call | cst.Subscript) and self._is_root(root_name(node)):
            made = self._make(node)
            if made is not None:
                self._replaced[node] = made
            return made is None
        return True

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        return self._replaced.get(original_node, updated_node)
