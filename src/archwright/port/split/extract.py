"""Extracts runs of statements and expressions from a function into methods of another object."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import libcst as cst

from archwright.port.code import code_of, only, root_name
from archwright.port.split.cut import Function, Method, call_text, interface, method_text, replace_chains, text_of_block
from archwright.port.split.flow import flow_of
from archwright.port.split.kinds import Kinds
from archwright.port.split.naming import (
    Names,
    parameter_name,
    precise_name,
    query_name,
    snake,
    sql_name,
    verb_name,
)
from archwright.port.split.reopened import Connections, is_closing, is_idle, with_own_connections

SMALL = 3
LONG = 32
_SESSION_VERB = re.compile(r"current_session\(\)\.(commit|flush|rollback)\(\)")


class Entangled(Exception):  # noqa: N818 - a finding, not a failure
    """The function cannot be cut: a connection is used around what must stay."""


@dataclass
class Extractor:
    """Takes what does not speak HTTP out of one view."""

    function: Function
    kinds: Kinds
    names: Names
    title: str
    connections: Connections
    owner: str = "service"
    methods: list[Method] = field(default_factory=list)
    calls: int = 0
    dropped: int = 0
    _later: list[frozenset[str]] = field(default_factory=list)

    def block(self, statements: Sequence[cst.BaseStatement]) -> list[cst.BaseStatement]:
        """A block with its runs replaced by calls."""
        done: list[cst.BaseStatement] = []
        run: list[cst.BaseStatement] = []
        for index, statement in enumerate(statements):
            if self._may_move(statement):
                run.append(statement)
                continue
            done += self._close(run, statements[index:])
            run = []
            rest = statements[index if isinstance(statement, cst.For | cst.While) else index + 1 :]
            self._later.append(_loads([*_ends(statement), *rest]))
            done += _without_empty_end(self._enter(statement))
            self._later.pop()
        return done + self._close(run, ())

    def _may_move(self, statement: cst.BaseStatement) -> bool:
        code = text_of_block([statement])
        if isinstance(statement, cst.FunctionDef | cst.ClassDef) or isinstance(only(statement), cst.Pass | cst.Raise):
            return False
        flow = flow_of(code)
        return not flow.escapes and not self.kinds.is_http(flow.loads | flow.stores)

    def _close(self, run: list[cst.BaseStatement], rest: Sequence[cst.BaseStatement]) -> list[cst.BaseStatement]:
        start = 0
        while start < len(run) and self._is_light(run[start], run[start + 1 :]):
            start += 1
        head, body = run[:start], run[start:]
        if not body or not self._worth(body):
            return [self._expressions(s) for s in run]
        made = self._method(body, _loads(rest).union(*self._later))
        return [*head, *made] if made is not None else [self._expressions(s) for s in run]

    def _is_light(self, statement: cst.BaseStatement, later: Sequence[cst.BaseStatement]) -> bool:
        """A plain assignment that the run does not go on with stays where it is."""
        small = only(statement)
        if not isinstance(small, cst.Assign) or isinstance(small.value, cst.Call | cst.Await):
            return False
        flow = flow_of(text_of_block([statement]))
        used = flow_of(text_of_block(later)).loads if later else frozenset()
        return not self.kinds.is_database(flow.loads) and flow.stores.isdisjoint(used)

    def _worth(self, run: Sequence[cst.BaseStatement]) -> bool:
        flow = flow_of(text_of_block(run))
        return self.kinds.is_database(flow.loads) or (flow.statements >= SMALL and any(only(s) is None for s in run))

    def _method(self, run: list[cst.BaseStatement], later: frozenset[str]) -> list[cst.BaseStatement] | None:
        comments = [line for line in run[0].leading_lines if line.comment]  # type: ignore[attr-defined]
        first = run[0].with_changes(leading_lines=comments)
        code = text_of_block([first, *run[1:]])
        found = interface(self.function, code, later)
        if found is None:
            return None
        inputs, outputs = found
        if not self.kinds.handles.isdisjoint([*inputs, *outputs]) or is_idle(run, self.connections):
            return self._reopened(run, later)
        name, new = self._name(self._run_name(code, outputs), code)
        self.calls += 1
        if new:
            self.methods.append(Method(name, method_text(name, inputs, code, outputs, self.function.types)))
        call = f"{self.owner}.{name}({', '.join(inputs)})"
        text = f"{', '.join(outputs)} = {call}" if outputs else call
        made = cst.parse_statement(text + "\n")
        return [made.with_changes(leading_lines=[cst.EmptyLine(indent=False)] if _spaced(run[0]) else [])]

    def _reopened(self, run: list[cst.BaseStatement], later: frozenset[str]) -> list[cst.BaseStatement]:
        """A run that shares connections with others, with its own; nothing where it only opens or closes them."""
        if is_closing(run, self.kinds) or is_idle(run, self.connections):
            self.dropped += 1
            return []
        own = with_own_connections(run, self.kinds, self.connections)
        made = self._method(own, later - self.kinds.handles) if own else None
        if made is None:
            raise Entangled
        return made

    def _name(self, wanted: str, code: str) -> tuple[str, bool]:
        """(name, whether it is new): as wanted, as the statement says more closely, or with the name of the view."""
        said = (sql_name(code), precise_name(code), verb_name(code))
        return self.names.give(wanted, code, *said, f"{wanted}_for_{self.title}" if wanted != self.title else "")

    def _run_name(self, code: str, outputs: Sequence[str]) -> str:
        bare = _SESSION_VERB.fullmatch(code.strip())
        if bare:
            return {"commit": "save", "flush": "save", "rollback": "undo"}[bare[1]]
        named = sql_name(code)
        if named and (flow_of(code).statements == 1 or named.startswith("count_")):
            return named
        writes = any(
            word in code
            for word in (".add(", ".commit(", ".delete(", "INSERT", "UPDATE", "DELETE", "insert ", "update ")
        )
        if writes or not outputs:
            return self.title
        if len(outputs) == 1:
            return (
                f"find_{snake(outputs[0])}"
                if self.kinds.is_database(flow_of(code).loads)
                else f"make_{snake(outputs[0])}"
            )
        joined = "_and_".join(snake(name) for name in outputs)
        return f"load_{joined}" if len(joined) < LONG else f"load_{self.title}"

    def _enter(self, statement: cst.BaseStatement) -> cst.BaseStatement:
        """A statement that stays: its blocks are cut, its expressions lose their queries."""
        if isinstance(statement, cst.FunctionDef | cst.ClassDef):
            return statement
        if isinstance(statement, cst.SimpleStatementLine):
            return self._expressions(statement)
        return _Blocks(self).visit(statement)

    def _expressions(self, statement: cst.BaseStatement) -> cst.BaseStatement:
        if isinstance(statement, cst.FunctionDef | cst.ClassDef):
            return statement
        used = flow_of(text_of_block([statement])).loads
        if not self.kinds.handles.isdisjoint(used) or not (self.kinds.database - self.kinds.alone).isdisjoint(used):
            raise Entangled
        return self.chains(statement)  # type: ignore[return-value]

    def chains(self, node: cst.CSTNode) -> cst.CSTNode:
        """Queries inside expressions, replaced by calls."""
        return replace_chains(node, lambda name: name in self.kinds.database, self._query)

    def _query(self, chain: cst.BaseExpression) -> cst.BaseExpression | None:
        reads: dict[str, str] = {}
        bare = self._hoist(chain, reads)
        code = code_of(bare)
        loads = flow_of(f"({code})\n").loads
        if self.kinds.is_http(loads):
            return None
        inputs = sorted((loads & self.function.locals) - reads.keys())
        name, new = self._name(query_name(code, self.title), code)
        self.calls += 1
        if new:
            text = method_text(name, [*inputs, *reads], f"return {code}", [], self.function.types).replace(
                "-> None:", "-> Any:", 1
            )
            self.methods.append(Method(name, text))
        arguments = [(item, item) for item in inputs] + list(reads.items())
        return cst.parse_expression(call_text(self.owner, name, arguments))

    def _hoist(self, chain: cst.BaseExpression, reads: dict[str, str]) -> cst.CSTNode:
        """The chain with what it reads from the request as parameters."""

        def replace(node: cst.BaseExpression) -> cst.BaseExpression | None:
            code = code_of(node)
            name = parameter_name(code)
            while name in self.function.locals or reads.get(name, code) != code:
                name += "_value"
            reads[name] = code
            return cst.Name(name)

        return replace_chains(chain, lambda name: name in self.kinds.http, replace)


class _Blocks(cst.CSTTransformer):
    """Cuts the blocks of one compound statement, and the expressions in its heads."""

    def __init__(self, extractor: Extractor) -> None:
        super().__init__()
        self._extractor = extractor

    def visit(self, statement: cst.BaseStatement) -> cst.BaseStatement:
        """The statement with its parts cut."""
        return statement.visit(self)  # type: ignore[return-value]

    def on_visit(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, cst.IndentedBlock | cst.BaseExpression | cst.SimpleStatementSuite)

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        if isinstance(original_node, cst.IndentedBlock):
            body = [s for s in original_node.body if isinstance(s, cst.BaseStatement)]
            return original_node.with_changes(body=self._extractor.block(body) or [cst.parse_statement("pass\n")])
        if isinstance(original_node, cst.BaseExpression):
            if root_name(original_node) in self._extractor.kinds.handles:
                raise Entangled
            return self._extractor.chains(original_node)
        return updated_node


def _loads(statements: Sequence[cst.BaseStatement]) -> frozenset[str]:
    return flow_of(text_of_block(statements)).loads if statements else frozenset()


def _ends(statement: cst.BaseStatement) -> list[cst.BaseStatement]:
    """What control may reach after a part of the statement: the handlers of a try, and what follows them."""
    if not isinstance(statement, cst.Try):
        return []
    return [statement.with_changes(body=cst.IndentedBlock([cst.SimpleStatementLine([cst.Pass()])]))]


def _without_empty_end(statement: cst.BaseStatement) -> list[cst.BaseStatement]:
    """A try whose `finally` only closed what is closed elsewhere now has none, and is none where it catches nothing."""
    if not isinstance(statement, cst.Try) or statement.finalbody is None:
        return [statement]
    if code_of(statement.finalbody.body).strip() != "pass":
        return [statement]
    if statement.handlers:
        return [statement.with_changes(finalbody=None)]
    return [each for each in statement.body.body if isinstance(each, cst.BaseStatement)]


def _spaced(statement: cst.BaseStatement) -> bool:
    lines: Sequence[cst.EmptyLine] = getattr(statement, "leading_lines", ())
    return any(line.comment is None for line in lines)
