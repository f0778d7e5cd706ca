"""The original, parsed: modules, their top-level statements, and where each name of a module comes from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from archwright.model.facts import Facts
from archwright.model.place import Place
from archwright.port.code import code_of, decorators, dotted
from archwright.port.flatten import flatten
from archwright.port.late_imports import lifted
from archwright.port.names import bound_names, free_names

OLD_EXTENSIONS = "flask.ext"


@dataclass(frozen=True)
class External:
    """A name imported from outside the app: `module` and the `name` in it ("" for the module itself).

    `submodules`: what `import a.b` names in full, since it binds only `a`.
    """

    module: str
    name: str = ""
    submodules: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.module}.{self.name}" if self.name else self.module


@dataclass(frozen=True)
class Own:
    """A name defined in a module of the app ("" as name: the module itself)."""

    module: str
    name: str


Origin = External | Own


@dataclass(frozen=True)
class Surrounding:
    """What imports are read against. `top`: the name of the root where it is a package itself."""

    package: str
    own: frozenset[str]
    top: str = ""

    def inside(self, module: str) -> str:
        """The module as the app's modules are called here."""
        if not self.top or module in self.own or module.partition(".")[0] != self.top:
            return module
        return module.removeprefix(self.top).lstrip(".") or "__init__"


@dataclass(frozen=True, eq=False)
class Statement:
    """One top-level statement. `tail` marks what stood under the main guard; `line` is that of the
    `def` or `class`, 0 when it is not known."""

    module: str
    index: int
    node: cst.BaseStatement
    code: str
    tail: bool = False
    line: int = 0

    @cached_property
    def binds(self) -> frozenset[str]:
        """Names the statement binds at module level."""
        return bound_names(self.code)

    @cached_property
    def uses(self) -> frozenset[str]:
        """Names the statement takes from its module."""
        return free_names(self.code)


@dataclass(frozen=True, eq=False)
class Module:
    """One file of the app. `name` is dotted, relative to the root."""

    name: str
    path: str
    statements: tuple[Statement, ...]
    imports: Mapping[str, Origin]
    stars: tuple[str, ...] = field(default=())
    around: Surrounding | None = None

    def binder(self, name: str) -> Statement | None:
        """The last statement that binds `name`, as functions see it."""
        for statement in reversed(self.statements):
            if name in statement.binds and not is_import(statement.node):
                return statement
        return None


@dataclass(frozen=True, eq=False)
class Source:
    """All modules of the app; `main` is the name of the entry module."""

    root: Path
    main: str
    modules: Mapping[str, Module]

    def __iter__(self) -> Iterator[Statement]:
        for module in self.modules.values():
            yield from module.statements

    def place_of(self, module: str, code: str) -> Place:
        """Where a piece of code stands first in its module; the whole file when it cannot be found."""
        path = self.modules[module].path
        lines = code.strip().splitlines() or [""]
        text = (self.root / path).read_text("utf-8", errors="replace")
        at = text.find(lines[0])
        return Place(path, text.count("\n", 0, at) + 1 if at >= 0 else 0)

    def origin(self, module: str, name: str, asked: frozenset[Own] = frozenset()) -> Origin | None:
        """Where `name`, used in `module`, comes from; follows imports between the app's own modules.

        `asked`: what led here, as modules may import from each other in a ring.
        """
        here = self.modules[module]
        if here.binder(name):
            return Own(module, name)
        found = here.imports.get(name)
        asked |= {Own(module, name)}
        if isinstance(found, Own) and found.name and found.module in self.modules and found not in asked:
            return self.origin(found.module, found.name, asked) or found
        if found is None:
            found = self._through_star(here, name, asked)
        return found

    def _through_star(self, here: Module, name: str, asked: frozenset[Own]) -> Origin | None:
        for star in here.stars:
            if star in self.modules and Own(star, name) not in asked:
                origin = self.origin(star, name, asked)
                if origin:
                    return origin
        outside = [star for star in here.stars if star not in self.modules]
        return External(outside[-1], name) if len(outside) == 1 else None


def is_import(node: cst.BaseStatement) -> bool:
    """Whether the statement only imports."""
    return isinstance(node, cst.SimpleStatementLine) and all(
        isinstance(part, cst.Import | cst.ImportFrom) for part in node.body
    )


def load(facts: Facts) -> Source:
    """Parses every module of the app that study could read. Raises cst.ParserSyntaxError for the entry only."""
    root = Path(facts.root)
    names = {
        _module_name(file.path): file.path
        for file in facts.files
        if file.path.endswith(".py") and file.parser != "none"
    }
    modules = {name: _read(root, path, name, frozenset(names)) for name, path in names.items()}
    modules = {name: _with_late_imports(module, modules) for name, module in modules.items()}
    return Source(root, _module_name(facts.entry), modules)


def _module_name(path: str) -> str:
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _read(root: Path, path: str, name: str, own: frozenset[str]) -> Module:
    wrapper = MetadataWrapper(cst.parse_module((root / path).read_bytes()), unsafe_skip_copy=True)
    tree, places = wrapper.module, wrapper.resolve(PositionProvider)
    nodes = list(flatten(tree.body))
    statements = tuple(
        Statement(name, index, node, tree.code_for_node(node), tail, _line(node, places))
        for index, (node, tail) in enumerate(nodes)
    )
    package = name.removesuffix("__init__") if path.endswith("__init__.py") else name.rpartition(".")[0]
    imports: dict[str, Origin] = {}
    stars: list[str] = []
    surrounding = Surrounding(package, own, root.name if "__init__" in own else "")
    for node, _ in nodes:
        _collect_imports(node, surrounding, imports, stars)
    return Module(name, path, statements, imports, tuple(stars), surrounding)


def _with_late_imports(module: Module, modules: Mapping[str, Module]) -> Module:
    """The module with what its functions import from the app or from Flask imported by the module: there is no ring
    of imports left that they would have to break, once the code stands in layers."""
    around, imports = module.around, dict(module.imports)
    bound = {name for statement in module.statements for name in statement.binds if not is_import(statement.node)}
    assert around is not None

    def lift(node: cst.ImportFrom, ringed: bool) -> bool:
        found: dict[str, Origin] = {}
        stars: list[str] = []
        _from_import(node, around, found, stars)
        if stars or not all(_is_liftable(name, origin, imports, bound) for name, origin in found.items()):
            return False
        owners = {origin.module for origin in found.values() if isinstance(origin, Own)}
        if ringed and any(_imports(modules[owner], module.name) for owner in owners if owner in modules):
            return False
        imports.update(found)
        return True

    statements = tuple(_without_late_imports(statement, lift) for statement in module.statements)
    return replace(module, statements=statements, imports=imports)


def _is_liftable(name: str, origin: Origin, imports: Mapping[str, Origin], bound: set[str]) -> bool:
    ours = isinstance(origin, Own) or origin.module.partition(".")[0].partition("_")[0] == "flask"
    return ours and name not in bound and imports.get(name, origin) == origin


def _imports(module: Module, other: str) -> bool:
    return other in module.stars or any(isinstance(o, Own) and o.module == other for o in module.imports.values())


def _without_late_imports(statement: Statement, lift: Callable[[cst.ImportFrom, bool], bool]) -> Statement:
    if not isinstance(statement.node, cst.FunctionDef | cst.ClassDef) or "import " not in statement.code:
        return statement
    node = lifted(statement.node, lambda found: lift(found, not decorators(statement.node)))
    return statement if node is statement.node else replace(statement, node=node, code=code_of(node))


def _line(node: cst.CSTNode, places: Mapping[cst.CSTNode, CodeRange]) -> int:
    return places[node].start.line if node in places else 0


def _collect_imports(node: cst.CSTNode, around: Surrounding, imports: dict[str, Origin], stars: list[str]) -> None:
    for small in _import_nodes(node):
        if isinstance(small, cst.Import):
            for alias in small.names:
                _plain_import(alias, around.own, imports)
        else:
            _from_import(small, around, imports, stars)


def _import_nodes(node: cst.CSTNode) -> list[cst.Import | cst.ImportFrom]:
    found: list[cst.Import | cst.ImportFrom] = []

    class Finder(cst.CSTVisitor):
        def visit_Import(self, node: cst.Import) -> None:  # noqa: N802
            found.append(node)

        def visit_ImportFrom(self, node: cst.ImportFrom) -> None:  # noqa: N802
            found.append(node)

        def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: ARG002, N802
            return False

        def visit_ClassDef(self, node: cst.ClassDef) -> bool:  # noqa: ARG002, N802
            return False

    node.visit(Finder())
    return found


def _plain_import(alias: cst.ImportAlias, own: frozenset[str], imports: dict[str, Origin]) -> None:
    named = dotted(alias.name)
    bound = alias.evaluated_alias or named.partition(".")[0]
    target = named if alias.evaluated_alias else bound
    before = imports.get(bound)
    known = before.submodules if isinstance(before, External) else ()
    more = (named,) if not alias.evaluated_alias and "." in named else ()
    imports[bound] = Own(target, "") if target in own else External(target, "", (*known, *more))


def _from_import(node: cst.ImportFrom, around: Surrounding, imports: dict[str, Origin], stars: list[str]) -> None:
    own, module = around.own, _modern(_absolute(node, around))
    if isinstance(node.names, cst.ImportStar):
        stars.append(module)
        return
    for alias in node.names:
        name = alias.evaluated_name
        bound = alias.evaluated_alias or name
        inner = name if module in ("", "__init__") else f"{module}.{name}"
        if module == OLD_EXTENSIONS:
            imports[bound] = External(f"flask_{name}")
        elif inner in own:
            imports[bound] = Own(inner, "")
        elif module in own:
            imports[bound] = Own(module, name)
        else:
            imports[bound] = External(module, name)


def _modern(module: str) -> str:
    """`flask.ext.login` is `flask_login`: the alias that old Flask offered."""
    return module.replace(f"{OLD_EXTENSIONS}.", "flask_", 1) if module.startswith(f"{OLD_EXTENSIONS}.") else module


def _absolute(node: cst.ImportFrom, around: Surrounding) -> str:
    named = dotted(node.module) if node.module else ""
    if not node.relative:
        return around.inside(named)
    parts = around.package.split(".") if around.package else []
    parts = parts[: len(parts) - (len(node.relative) - 1)]
    return ".".join([*parts, *([named] if named else [])]) or "__init__" * bool(around.top)
