"""A list or dictionary of records in memory becomes a table: what is in it outlives the process and its workers."""

from importlib.resources import files

import libcst as cst

from archwright.model.parts import Part, TextFile
from archwright.port.example import Example
from archwright.port.recipe import Original
from archwright.port.rewrite import Scope
from archwright.port.roles import Claim, Home
from archwright.port.source import Own, Source, Statement
from archwright.recipes._proven._stores import READERS, Store, stores

NAME = "memory-store-in-a-table"
SEED = "migrations/versions/0002_first_records.py"
_COLUMNS = {"str": "str", "int": "int", "float": "float", "bool": "bool"}
_SQL = {"str": "sa.String()", "int": "sa.Integer()", "float": "sa.Float()", "bool": "sa.Boolean()", "any": "sa.JSON()"}

EXAMPLES = (
    Example(
        "a dictionary of records is a table",
        "from flask import Flask, request\napp = Flask(__name__)\nTASKS = {'a': {'title': 'milk'}}\n"
        "@app.route('/tasks/<name>', methods=['PUT'])\n"
        "def put(name):\n    TASKS[name] = {'title': request.form['title']}\n    return TASKS\n",
        {
            "app/repositories/tasks.py": "TASKS = KeyedRecords(TasksRow)",
            "app/models/tasks.py": "key: Mapped[str] = mapped_column(unique=True)",
        },
    ),
)


def applies(source: Source) -> bool:
    """Whether there is a store that is understood."""
    return bool(stores(source))


def claim(statement: Statement, original: Original) -> Claim | None:
    """The line that makes the store."""
    store = _made_by(statement, stores(original.source))
    return Claim(Home("repositories", _table(store)), 9) if store else None


def rewrite(node: cst.CSTNode, original: cst.CSTNode, scope: Scope) -> cst.CSTNode | None:
    """The line itself, and in functions the places that hand the whole store on."""
    found = stores(scope.source)
    if isinstance(original, cst.SimpleStatementLine) and not scope.hidden:
        return _made(original, scope, found)
    if isinstance(node, cst.FunctionDef) and found:
        return node.visit(_Copying(scope, found))  # type: ignore[return-value]
    return None


def parts(original: Original) -> list[Part]:
    """The models, what the stores have in common, and what is in them at the start."""
    found = list(stores(original.source).values())
    if not found:
        return []
    texts: list[Part] = [TextFile(f"app/models/{_table(store)}.py", _model(store)) for store in found]
    records = files("archwright.recipes._proven").joinpath("records.txt").read_text("utf-8")
    texts.append(TextFile("app/repositories/records.py", records))
    filled = [store for store in found if store.first]
    return [*texts, TextFile(SEED, _seed(filled))] if filled else texts


def _made_by(statement: Statement, found: dict[Own, Store]) -> Store | None:
    owns = (Own(statement.module, name) for name in statement.binds)
    return next((found[own] for own in owns if own in found), None)


def _made(line: cst.SimpleStatementLine, scope: Scope, found: dict[Own, Store]) -> cst.CSTNode | None:
    small = line.body[0]
    target = small.targets[0].target if isinstance(small, cst.Assign) else None
    store = found.get(Own(scope.module, target.value)) if isinstance(target, cst.Name) else None
    if store is None:
        return None
    kind = "KeyedRecords" if store.shape == "dict" else "ListedRecords"
    scope.need("app.repositories.records", kind)
    scope.need(f"app.models.{_table(store)}", _class(store))
    scope.improve(NAME, cst.Module([line]).code.strip().splitlines()[0], f"the table {_table(store)}")
    return cst.parse_statement(f"{store.own.name} = {kind}({_class(store)})\n")


class _Copying(cst.CSTTransformer):
    """`return TASKS` hands on what is in the table now."""

    def __init__(self, scope: Scope, found: dict[Own, Store]) -> None:
        super().__init__()
        self._scope = scope
        self._found = found

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:  # noqa: ARG002, N802
        return updated_node.with_changes(value=self._copied(updated_node.value))

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:  # noqa: N802
        """Functions that only look take the store itself."""
        if isinstance(original_node.func, cst.Name) and original_node.func.value in READERS:
            return updated_node.with_changes(args=[
                new.with_changes(value=old.value) if self._is_store(old.value) else new
                for old, new in zip(original_node.args, updated_node.args, strict=True)
            ])  # fmt: skip
        return updated_node

    def leave_Return(self, original_node: cst.Return, updated_node: cst.Return) -> cst.Return:  # noqa: ARG002, N802
        value = updated_node.value
        return updated_node.with_changes(value=self._copied(value)) if value is not None else updated_node

    def leave_Element(self, original_node: cst.Element, updated_node: cst.Element) -> cst.Element:  # noqa: ARG002, N802
        return updated_node.with_changes(value=self._copied(updated_node.value))

    def leave_DictElement(  # noqa: N802
        self,
        original_node: cst.DictElement,  # noqa: ARG002
        updated_node: cst.DictElement,
    ) -> cst.DictElement:
        return updated_node.with_changes(value=self._copied(updated_node.value))

    def _copied(self, node: cst.BaseExpression) -> cst.BaseExpression:
        return cst.Call(cst.Attribute(node, cst.Name("copy"))) if self._is_store(node) else node

    def _is_store(self, node: cst.BaseExpression) -> bool:
        if not isinstance(node, cst.Name) or self._scope.is_local(node.value):
            return False
        origin = self._scope.source.origin(self._scope.module, node.value)
        return isinstance(origin, Own) and origin in self._found


def _table(store: Store) -> str:
    name = store.own.name.strip("_").lower()
    return f"{name}_records" if name in ("base", "records") else name


def _class(store: Store) -> str:
    return "".join(word.capitalize() for word in _table(store).split("_")) + "Row"


def _model(store: Store) -> str:
    any_ = any(kind == "any" for _, kind in store.fields)
    lines = [
        f'"""The table of {_table(store)}."""\n',
        "from typing import Any, ClassVar\n" if any_ else "from typing import ClassVar\n",
        "from sqlalchemy import JSON" if any_ else "",
        "from sqlalchemy.orm import Mapped, mapped_column\n",
        "from app.models.base import Base\n\n",
        f"class {_class(store)}(Base):",
        f'    """One of the {_table(store)}."""\n',
        f'    __tablename__ = "{_table(store)}"',
        f"    FIELDS: ClassVar = {tuple(name for name, _ in store.fields)}",
        *([f"    KEY: ClassVar = {store.key}"] if store.key else []),
        "\n    position: Mapped[int] = mapped_column(primary_key=True)",
        *([f"    key: Mapped[{store.key}] = mapped_column(unique=True)"] if store.key else []),
        *(f"    {name}: {_column(kind)}" for name, kind in store.fields),
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _column(kind: str) -> str:
    return f"Mapped[{_COLUMNS[kind]} | None]" if kind in _COLUMNS else "Mapped[Any] = mapped_column(JSON)"


def _seed(found: list[Store]) -> str:
    up, down = [], []
    for store in found:
        columns = [*([("key", store.key)] if store.key else []), *store.fields]
        names = ", ".join(f"sa.column({name!r}, {_SQL[kind]})" for name, kind in columns)
        rows = ", ".join(repr(dict(row)) for row in store.first)
        up.append(f"    op.bulk_insert(sa.table({_table(store)!r}, {names}), [{rows}])")
        down.append(f"    op.execute(sa.delete(sa.table({_table(store)!r})))")
    return (
        '"""What the prototype had in memory when it began."""\n\n'
        "from collections.abc import Sequence\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n"
        'revision: str = "0002"\ndown_revision: str | None = "0001"\n'
        "branch_labels: str | Sequence[str] | None = None\ndepends_on: str | Sequence[str] | None = None\n\n\n"
        f"def upgrade() -> None:\n{chr(10).join(up)}\n\n\ndef downgrade() -> None:\n{chr(10).join(down)}\n"
    )
