"""Insisting: views with statements that did not run get more tries, aimed at the conditions in the way."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archwright.model.replay import Reply
from archwright.prove.child.journey.draft import Draft
from archwright.prove.child.journey.pages import Form
from archwright.prove.child.journey.signatures import signed
from archwright.prove.child.journey.steps import Step
from archwright.prove.child.journey.values import PASSWORD

if TYPE_CHECKING:
    from archwright.prove.child.journey.driver import Driver

_BAGS = ("path", "form", "values", "json", "query", "file", "header", "cookie")


def insist(driver: Driver, steps: list[Step], clients: tuple[int, ...], tries: int, reserve: int) -> None:
    """At most `tries` for each step; `reserve` requests are left for later phases."""
    for step in steps:
        if driver.missing(step):
            _Insistence(driver, step, clients).run(tries, reserve)


class _Insistence:
    """Tries for one step. What works becomes the base of the next tries."""

    def __init__(self, driver: Driver, step: Step, clients: tuple[int, ...]) -> None:
        self._driver = driver
        self._step = step
        self._clients = clients
        self._size = step.need.size
        self._in_vain: list[tuple[int, str]] = []
        self._base = driver.filler.drafts(step, clients[0], "insist")[0]
        self._waiting = _candidates(driver, step, self._base, clients)

    def run(self, tries: int, reserve: int) -> None:
        """Until everything ran, nothing is left to try, or six tries in a row failed in the same way."""
        while tries > 0 and self._driver.room() > reserve and self._driver.missing(self._step):
            draft = next(self._waiting, None)
            if draft is None or self._is_hopeless():
                return
            tries -= draft.label != "signed"
            self._try(draft)

    def _is_hopeless(self) -> bool:
        return len(self._in_vain) >= 6 and len(set(self._in_vain)) == 1 and self._in_vain[0][0] not in (200, 302)

    def _try(self, draft: Draft) -> None:
        driver, step = self._driver, self._step
        before, known = len(driver.missing(step)), driver.outcomes(step)
        _as_newcomer(driver, step, draft)
        reply = driver.send(driver.filler.authorize(draft, step.need), again=draft.label == "again")
        if reply is None:
            return
        _enter_too(driver, step, draft, reply)
        if draft.label == "signed":
            self._sealed(draft, driver.outcomes(step) - known != set())
        elif len(driver.missing(step)) < before:
            self._begin_again(draft)
        elif step.need.size > self._size:
            self._begin_again(driver.filler.drafts(step, self._base.client, "insist")[0])
        else:
            self._in_vain.append((reply.status, reply.error[:24]))

    def _sealed(self, draft: Draft, is_new: bool) -> None:
        """A signature that is answered otherwise than all before is the right one: from now on all are made so."""
        if is_new:
            self._step.need.seal = draft.seal
            base = self._driver.filler.drafts(self._step, self._base.client, "insist")[0]
            self._waiting = _candidates(self._driver, self._step, base, self._clients)

    def _begin_again(self, base: Draft) -> None:
        self._size = self._step.need.size
        self._in_vain.clear()
        self._waiting = itertools.chain(_candidates(self._driver, self._step, base, self._clients), self._waiting)


def _enter_too(driver: Driver, step: Step, draft: Draft, reply: Reply) -> None:
    """A newcomer got in where the person did not: the person does the same."""
    goes_on = reply.status in (302, 303) and step.rule.rule not in dict(reply.headers).get("location", "")
    if step.logs_in and not driver.is_in and goes_on:
        driver.is_in = True
        draft.client = 0
        driver.send(draft)


def _as_newcomer(driver: Driver, step: Step, draft: Draft) -> None:
    """Who is logged in already cannot try a login; and a try that works must not stand in the way of the next."""
    if step.logs_in or step.registers:
        driver.newcomers += 1
        draft.client = 10 + driver.newcomers
        if any("csrf" in key for key in draft.form or {}):
            driver.send(Draft("GET", draft.path, draft.client, "page of the form"))
            form = driver.memory.form(draft.path)
            fresh = {key: value for key, (_, value) in form.fields.items() if "csrf" in key} if form else {}
            draft.form = {**(draft.form or {}), **fresh}


def _candidates(driver: Driver, step: Step, base: Draft, clients: tuple[int, ...]) -> Iterator[Draft]:
    """The likeliest first: values compared with in the conditions, then the usual suspects, then other people."""
    keys = _by_relevance(driver, step)
    yield from driver.filler.drafts(step, base.client, "insist")
    yield from signed(base, step.need, driver.words.secrets())
    for source, key, values in keys:
        learned = [] if source == "path" else driver.memory.ids.get(key.rsplit(".", 1)[-1], [])[-2:]
        for value in [*values, *_choices(driver, base, key), *learned]:
            yield _with(base, source, key, value)
    form = driver.memory.form(base.path)
    if form is not None and base.form:
        yield from _by_other_buttons(base, form)
    if step.has_arguments:
        for pick in (1, 2):
            other = base.copy("insist")
            other.path = driver.filler.path(step, pick=pick)
            yield other
    yield base.copy("again")
    for source, key, _ in keys:
        without = base.copy("insist")
        without.drop(source, key)
        yield without
    for source, key, _ in keys:
        for value in _suspects(source, key.rsplit(".", 1)[-1]):
            yield _with(base, source, key, value)
    yield from _by_others(base, clients)


def _by_other_buttons(base: Draft, form: Form) -> Iterator[Draft]:
    for name in form.submits[1:]:
        pressed = base.copy("insist")
        others = {key: value for key, value in (base.form or {}).items() if key not in form.submits}
        pressed.form = {**others, name: form.choices[name][0]}
        yield pressed


def _by_others(base: Draft, clients: tuple[int, ...]) -> Iterator[Draft]:
    for client in clients[1:]:
        other = base.copy("insist")
        other.client = client
        other.headers.pop("Authorization", None)
        yield other


def _with(base: Draft, source: str, key: str, value: Any) -> Draft:
    draft = base.copy("insist")
    if source == "file":
        draft.files[key] = value if isinstance(value, tuple) else (str(value), "application/octet-stream", b"sample")
    elif source in ("form", "values") and draft.has_json and draft.form is None:
        draft.set("json", key, value)
    else:
        draft.set(source, key, value)
    return draft


def _by_relevance(driver: Driver, step: Step) -> list[tuple[str, str, list[Any]]]:
    """Keys named in the conditions around what is missing come first."""
    guards = " ".join(_guards(driver, step))
    found = [(source, key, values) for source in _BAGS for key, values in step.need.keys[source].items()]
    form = driver.memory.form(driver.filler.path(step))
    known = {key for _, key, _ in found}
    found += [("form", name, []) for name in (form.fields if form else ()) if name not in known and "csrf" not in name]
    return sorted(found, key=lambda each: (each[1].rsplit(".", 1)[-1] not in guards, not each[2]))


def _guards(driver: Driver, step: Step) -> Iterator[str]:
    for function, statements in driver.missing_by_function(step):
        lines = {statement.node.lineno for statement in statements}
        for node in ast.walk(function.node):
            if isinstance(node, (ast.If, ast.While, ast.Try, ast.For)):
                inside = {each.lineno for each in ast.walk(node) if isinstance(each, ast.stmt)}
                if lines & inside:
                    yield ast.unparse(node.test) if isinstance(node, (ast.If, ast.While)) else ast.unparse(node)


def _choices(driver: Driver, draft: Draft, key: str) -> list[str]:
    form = driver.memory.form(draft.path)
    return form.choices.get(key, [])[:6] if form else []


def _suspects(source: str, key: str) -> Iterator[Any]:
    name = key.lower()
    if source == "file":
        yield "", "application/octet-stream", b""
        yield "tool.exe", "application/octet-stream", b"MZ"
        yield "data.csv", "text/csv", b"name,age\nAda,36\nBob,41\n"
        yield "note.txt", "text/plain", b"hello\n"
        return
    yield ""
    if re.search("pass|pwd", name):
        yield from ("wrong-word", "abc", PASSWORD.lower())
    elif "mail" in name:
        yield from ("not-an-address", "second@example.com")
    elif re.search("user|login|name", name):
        yield from ("somebody", "x", "admin")
    elif re.search("id$", name):
        yield from (9999, 2)
    elif re.search("date|time", name):
        yield from ("2024-13-45", "2023-01-01", "2030-12-31")
    else:
        yield from ("not a number", 0, -1, 100000, "x" * 300)
