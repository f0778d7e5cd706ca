"""Rules of the application as steps of the journey: method, rule, and what the view behind it needs."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from archwright.prove.child.cover import Cover, OwnFunction
from archwright.prove.child.journey.harvest import Harvest
from archwright.prove.child.journey.needs import Need
from archwright.prove.child.journey.vocabulary import Vocabulary

if TYPE_CHECKING:
    Views = dict[tuple[str, int], list[tuple[int, dict[str, Any]]]]

_REGISTER = r"regist|sign_?-?up|create_?(user|account)|add_?user|/users?/?$|new_?user|/accounts?$|cadastr|inscri"
_LOGIN = r"log_?-?in|sign_?-?in|/auth|authenticat|token|session|entrar"
_LOGOUT = r"log_?-?out|sign_?-?out|sair"
_DELETE = r"delete|remove|clear|reset|destroy|drop|purge"


class Step:
    """One method of one rule."""

    def __init__(self, rule: Any, method: str, functions: list[OwnFunction], need: Need) -> None:
        self.rule = rule
        self.method = method
        self.endpoint: str = rule.endpoint
        self.functions = functions
        self.need = need
        words = f"{rule.rule} {rule.endpoint}".lower()
        self.has_arguments = bool(rule.arguments)
        self.logs_out = bool(re.search(_LOGOUT, words))
        self.registers = method == "POST" and bool(re.search(_REGISTER, words)) and not self.has_arguments
        self.logs_in = method in ("POST", "GET") and bool(re.search(_LOGIN, words)) and not self.registers
        self.logs_in = self.logs_in and (method == "POST" or need.basic) and not self.logs_out
        self.deletes = method == "DELETE" or bool(re.search(_DELETE, words))

    @property
    def name(self) -> str:
        """For labels."""
        return f"{self.method} {self.rule.rule}"


def steps_of(app: Any, cover: Cover, words: Vocabulary, facts: dict[str, Any], root: str) -> list[Step]:
    """All of them, those without arguments first, in a fixed order."""
    harvest = Harvest(cover.functions(), words)
    views = _by_place(facts, root)
    steps = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.rsplit(".", 1)[-1] == "static" or rule.websocket:
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            functions = _for_method(cover.of_endpoint.get(rule.endpoint, []), method)
            steps.append(Step(rule, method, functions, _need(functions, harvest, views)))
    return sorted(steps, key=lambda step: (len(step.rule.arguments), step.rule.rule, step.method, step.endpoint))


def _for_method(functions: list[OwnFunction], method: str) -> list[OwnFunction]:
    """Of a class, only the method that answers."""
    verbs = {"get", "post", "put", "patch", "delete"} - {method.lower()}
    return [each for each in functions if "." not in each.name or each.name.rsplit(".", 1)[-1] not in verbs]


def _by_place(facts: dict[str, Any], root: str) -> Views:
    """The views that were studied, each with its number."""
    found: Views = {}
    for number, view in enumerate(facts.get("views", ())):
        place = view["place"]
        found.setdefault((os.path.join(root, place["file"]), place["line"]), []).append((number, view))
    return found


def _need(functions: list[OwnFunction], harvest: Harvest, views: Views) -> Need:
    need = Need()
    same: dict[int, dict[str, Any]] = {}
    for function in functions:
        need.merge(harvest.need(function.node))
        for line in function.head:
            same.update(views.get((function.file, line), ()))
    for number in sorted(same):
        _add_facts(need, same[number])
    return need


def _add_facts(need: Need, view: dict[str, Any]) -> None:
    for read in view.get("reads", ()):
        if read["key"] and read["source"] in need.keys:
            need.add(read["source"], read["key"])
            if read.get("cast") in ("int", "float"):
                need.casts[read["key"]] = read["cast"]
        elif read["source"] == "json":
            need.body = True
