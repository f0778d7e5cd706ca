"""Words of the source: constants, form classes, columns, request parsers, file types, users written in the code."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from typing import Any


def dotted(node: ast.AST) -> str:
    """`a.b.c`; calls in between are looked through."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return dotted(node.func) if isinstance(node, ast.Call) else ""


class Vocabulary:
    """Collected over all files of the application. `living`: its module-level values now that it runs, and `config`."""

    def __init__(self, trees: list[ast.Module], living: dict[str, Any], config: dict[str, Any]) -> None:
        self._living = living
        self._config = config
        self.forms: dict[str, dict[str, str]] = {}
        self.columns: dict[str, list[str]] = {}
        self.parsers: dict[str, list[tuple[str, str]]] = {}
        self.extensions: list[str] = []
        self.users: list[tuple[str, str]] = []
        self.headers: list[str] = []
        self._named: dict[str, ast.expr] = {}
        self.text = "\n".join(ast.unparse(tree) for tree in trees)
        for tree in trees:
            self._module_level(tree)
            for node in ast.walk(tree):
                self._look(node)

    def texts(self, node: ast.AST) -> list[str]:
        """The strings of a list, tuple, set or dict display, or of a name for one."""
        return [value for value in self.constants(node) if isinstance(value, str)]

    def constants(self, node: ast.AST, depth: int = 0) -> list[Any]:
        """The plain values an expression stands for: one, those of a display, or those behind a module-level name."""
        if isinstance(node, ast.Constant):
            return [node.value]
        if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            return [value for each in node.elts for value in self.constants(each, depth)][:8]
        if isinstance(node, ast.Dict):
            return [value for each in node.keys if each is not None for value in self.constants(each, depth)][:8]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return [-value for value in self.constants(node.operand) if isinstance(value, (int, float))]
        if isinstance(node, ast.Name) and node.id in self._living:
            return _plain(self._living[node.id])
        if isinstance(node, ast.Name) and node.id in self._named and depth < 2:
            return self.constants(self._named[node.id], depth + 1)
        return _plain(self._setting(node))

    def _setting(self, node: ast.AST) -> Any:
        """`app.config["X"]`, `os.environ.get("X")`."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            holder, key = (node.func.value, node.args[0]) if node.func.attr == "get" else (node.func, node.args[0])
        elif isinstance(node, ast.Subscript):
            holder, key = node.value, node.slice
        else:
            return None
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
            return None
        name = dotted(holder)
        if name.endswith("config"):
            return self._config.get(key.value)
        return os.environ.get(key.value) if re.search("environ$|getenv$", name) else None

    def secrets(self) -> list[str]:
        """What signatures may be made with."""
        named = {**os.environ, **self._config, **self._living}
        found = [named[name] for name in sorted(named) if re.search("SECRET|KEY|TOKEN", name.upper())]
        texts = [each.decode("latin-1") if isinstance(each, bytes) else each for each in found]
        return list(dict.fromkeys(each for each in texts if isinstance(each, str) and len(each) > 3))

    def _module_level(self, tree: ast.Module) -> None:
        for node in tree.body:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._named[target.id] = node.value
                        self._users(target.id, node.value)

    def _users(self, name: str, value: ast.expr) -> None:
        """`users = {"ada": "pw"}`, `{"ada": {"password": "pw"}}`, `[{"username": "ada", "password": "pw"}]`."""
        if not re.search(r"user|account|cred|admin|login", name, re.IGNORECASE):
            return
        if isinstance(value, ast.Dict):
            for key, item in _pairs(value):
                if isinstance(item, ast.Constant) and isinstance(item.value, str):
                    self.users.append((key, item.value))
                elif isinstance(item, ast.Dict):
                    self._user(key, item)
        elif isinstance(value, (ast.List, ast.Tuple)):
            for item in value.elts:
                if isinstance(item, ast.Dict):
                    self._user("", item)

    def _user(self, name: str, record: ast.Dict) -> None:
        found = {key: item.value for key, item in _pairs(record) if isinstance(item, ast.Constant)}
        word = next((value for key, value in found.items() if re.search("pass|pwd|pw$", key)), None)
        name = next((str(value) for key, value in found.items() if re.search("user|login|mail", key)), name)
        if isinstance(word, str) and name:
            self.users.append((name, word))

    def _look(self, node: ast.AST) -> None:
        if isinstance(node, ast.ClassDef):
            self._class(node)
        elif isinstance(node, ast.Assign) and any("EXT" in ast.unparse(each).upper() for each in node.targets):
            words = [each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant)]
            self.extensions += [word.lstrip(".").lower() for word in words if isinstance(word, str)]
        elif isinstance(node, ast.Call) and dotted(node.func).endswith("add_argument") and node.args:
            self._argument(node)

    def _class(self, node: ast.ClassDef) -> None:
        for statement in node.body:
            if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
                continue
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if not isinstance(target, ast.Name):
                continue
            kind = dotted(statement.value).rsplit(".", 1)[-1] if isinstance(statement.value, ast.Call) else ""
            if kind.endswith("Field"):
                self.forms.setdefault(node.name, {})[target.id] = _field_kind(kind, statement.value)
            elif (kind in ("Column", "mapped_column") and target.id != "id") or (
                isinstance(statement, ast.AnnAssign) and any("Model" in ast.unparse(base) for base in node.bases)
            ):
                self.columns.setdefault(node.name, []).append(target.id)

    def _argument(self, call: ast.Call) -> None:
        key = call.args[0]
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
            return
        where = {word.arg: word.value for word in call.keywords}.get("location")
        places = self.texts(where) if where is not None else []
        known = {"json": "json", "form": "form", "args": "query", "files": "file", "headers": "header"}
        source = known.get(places[0] if places else "", "json")
        self.parsers.setdefault(dotted(call.func).rsplit(".", 1)[0], []).append((source, key.value.lstrip("-")))


def _field_kind(kind: str, value: ast.expr | None) -> str:
    """A text field that must hold an address says so by its validator."""
    words = ast.unparse(value) if value is not None else ""
    for validator, better in (("Email(", "EmailField"), ("URL(", "URLField"), ("NumberRange(", "IntegerField")):
        if validator in words:
            return better
    return kind


def _plain(value: Any) -> list[Any]:
    """A plain value, or the first few of a collection; nothing else."""
    if isinstance(value, (str, int, float, bool)):
        return [value]
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        return [each for each in list(value)[:8] if isinstance(each, (str, int, float, bool))]
    return []


def _pairs(display: ast.Dict) -> Iterator[tuple[str, ast.expr]]:
    for key, value in zip(display.keys, display.values):  # noqa: B905 - not in older Pythons
        if isinstance(key, ast.Constant):
            yield str(key.value), value
