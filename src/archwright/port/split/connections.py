"""Brings a connection and what it is used for together, so that both can move below the route."""

from collections.abc import Callable, Iterable

import libcst as cst

from archwright.port.code import code_of, only
from archwright.port.names import local_names
from archwright.port.rewrite import Import
from archwright.port.split.cut import replace_chains, text_of_block
from archwright.port.split.flow import flow_of
from archwright.port.split.kinds import DATA, Kinds, kinds_of
from archwright.port.split.naming import parameter_name
from archwright.port.split.undone import without_repeated_undoing


def with_late_connections(node: cst.FunctionDef, imports: Iterable[Import]) -> cst.FunctionDef:
    """The view with reads of the request taken out of its queries, and connections opened where they are first used."""
    bare = code_of(node.with_changes(decorators=[]))
    kinds = kinds_of(bare, imports)
    if not kinds.handles:
        return node
    node = without_repeated_undoing(node, kinds)
    read = node.with_changes(body=node.body.visit(_Reads(kinds, set(local_names(bare)))))
    return read.with_changes(body=read.body.visit(_Openings(kinds)))


class _Reads(cst.CSTTransformer):
    """`db.execute("...", [request.form["a"]])` becomes two lines, the read first."""

    def __init__(self, kinds: Kinds, taken: set[str]) -> None:
        super().__init__()
        self._kinds = kinds
        self._taken = taken

    def leave_SimpleStatementLine(  # noqa: N802
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        code = text_of_block([original_node.with_changes(leading_lines=[])])
        loads = flow_of(code).loads
        spoken = loads & self._kinds.http
        small = only(original_node)
        if not spoken or not spoken <= DATA or self._kinds.handles.isdisjoint(loads):
            return updated_node
        if not isinstance(small, cst.Expr | cst.Assign):
            return updated_node
        reads: dict[str, str] = {}
        plain = updated_node.with_changes(leading_lines=[])
        bare = replace_chains(plain, lambda name: name in spoken, self._name(reads))
        lines = [cst.parse_statement(f"{name} = {read}\n") for read, name in reads.items()]
        assert isinstance(bare, cst.SimpleStatementLine)
        if lines:
            lines[0] = lines[0].with_changes(leading_lines=updated_node.leading_lines)
        return cst.FlattenSentinel([*lines, bare])

    def _name(self, reads: dict[str, str]) -> Callable[[cst.BaseExpression], cst.BaseExpression]:
        def replace(chain: cst.BaseExpression) -> cst.BaseExpression:
            code = code_of(chain)
            if code not in reads:
                name = parameter_name(code)
                while name in self._taken:
                    name += "_value"
                self._taken.add(name)
                reads[code] = name
            return cst.Name(reads[code])

        return replace


class _Openings(cst.CSTTransformer):
    """Moves `conn = connect()` down to the first line that speaks of `conn`."""

    def __init__(self, kinds: Kinds) -> None:
        super().__init__()
        self._kinds = kinds

    def leave_IndentedBlock(  # noqa: N802
        self,
        original_node: cst.IndentedBlock,  # noqa: ARG002
        updated_node: cst.IndentedBlock,
    ) -> cst.IndentedBlock:
        body = [s for s in updated_node.body if isinstance(s, cst.BaseStatement)]
        for index in reversed(range(len(body))):
            self._sink(body, index)
        return updated_node.with_changes(body=body)

    def _sink(self, body: list[cst.BaseStatement], index: int) -> None:
        if not self._is_opening(body[index]):
            return
        names = _names(body[index])
        end = next((i for i in range(index + 1, len(body)) if names & _names(body[i])), index)
        if any(isinstance(only(body[i]), cst.Return | cst.Raise) for i in range(index + 1, end)):
            return
        if end > index + 1:
            body.insert(end - 1, body.pop(index))

    def _is_opening(self, statement: cst.BaseStatement) -> bool:
        small = only(statement)
        if isinstance(small, cst.Assign) and isinstance(small.targets[0].target, cst.Attribute):
            return code_of(small.targets[0].target).partition(".")[0] in self._kinds.handles
        if not isinstance(small, cst.Assign) or not isinstance(small.value, cst.Call):
            return False
        target = code_of(small.targets[0].target)
        if target not in self._kinds.handles or small.value.args:
            return False
        called = code_of(small.value.func).rpartition(".")[2]
        return called == "cursor" or "." not in code_of(small.value.func)


def _names(statement: cst.BaseStatement) -> frozenset[str]:
    flow = flow_of(text_of_block([statement]))
    return flow.loads | flow.stores
