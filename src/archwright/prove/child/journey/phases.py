"""The journey, phase by phase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archwright.model.replay import Reply
from archwright.prove.child.journey.draft import Draft
from archwright.prove.child.journey.insist import insist
from archwright.prove.child.journey.needs import Need
from archwright.prove.child.journey.steps import Step
from archwright.prove.child.journey.wrong import send_wrong

if TYPE_CHECKING:
    from archwright.prove.child.journey.driver import Driver

PERSON, NOBODY, SECOND, INSIDER = 0, 1, 2, 3


def run(driver: Driver, steps: list[Step]) -> None:
    """Everything, in the order a careful tester would take."""
    _look_around(driver, steps)
    _register(driver, steps)
    _log_in(driver, steps)
    _work(driver, steps)
    send_wrong(driver, steps)
    staying = [step for step in steps if not (step.logs_out or step.deletes)]
    staying.sort(key=lambda step: not (step.logs_in or step.registers))
    insist(driver, staying, (PERSON, INSIDER, NOBODY), tries=12, reserve=30)
    _delete(driver, steps)
    insist(driver, [step for step in steps if step.deletes], (PERSON, INSIDER, NOBODY), tries=8, reserve=15)
    _log_out(driver, steps)
    _outside(driver, steps)
    _again(driver, steps)
    _top_up(driver, steps)


def _again(driver: Driver, steps: list[Step]) -> None:
    """With what is left, once more from the login on."""
    staying = [step for step in steps if not (step.logs_out or step.deletes)]
    if any(driver.missing(step) for step in staying) and driver.room() > 5:
        for step in staying:
            if step.logs_in:
                driver.fire(step, PERSON, "log in again")
        insist(driver, staying, (PERSON, NOBODY, INSIDER), tries=25, reserve=0)


def _pages(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step.method == "GET" and not step.has_arguments]


def _look_around(driver: Driver, steps: list[Step]) -> None:
    for step in _pages(steps):
        if not step.logs_out:
            driver.send(Draft("GET", driver.filler.path(step), NOBODY, "anonymous"))


def _register(driver: Driver, steps: list[Step]) -> None:
    for step in steps:
        if step.registers:
            _page_of(driver, step, steps)
            driver.fire(step, PERSON, "register")


def _log_in(driver: Driver, steps: list[Step]) -> None:
    """As the person made up; then with the words written in the code, as an insider (or the person, if that failed)."""
    entries = [step for step in steps if step.logs_in]
    is_in = [_enter(driver, step, steps, PERSON) for step in entries]
    made_up = driver.filler.person
    people = [*driver.words.users, *(pair for step in steps for pair in _paired(step.need.credentials))]
    people += [pair for step in entries for pair in _compared(step.need, made_up)]
    for person in dict.fromkeys(people):
        driver.filler.person = person
        client = INSIDER if any(is_in) else PERSON
        came_in = [_enter(driver, step, steps, client) for step in entries]
        if client == PERSON and any(came_in):
            driver.is_in = True
            return
    driver.is_in = any(is_in)
    driver.filler.person = made_up


def _enter(driver: Driver, step: Step, steps: list[Step], client: int) -> bool:
    """Whether the login seems to have worked."""
    _page_of(driver, step, steps, client)
    replies = driver.fire(step, client, "log in")
    return client in driver.memory.tokens or any(is_welcome(reply, step) for reply in replies)


def is_welcome(reply: Reply, step: Step) -> bool:
    """Whether a login seems to have worked."""
    headers = dict(reply.headers)
    if reply.status in (302, 303):
        return step.rule.rule not in headers.get("location", "")
    return reply.status in (200, 201) and "set-cookie" in headers and "html" not in headers.get("content-type", "")


def _paired(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    names = [value for name, value in words if "pass" not in name and "pwd" not in name]
    secrets = [value for name, value in words if "pass" in name or "pwd" in name]
    return list(zip(names, secrets))  # noqa: B905 - not in older Pythons


def _compared(need: Need, otherwise: tuple[str, str]) -> list[tuple[str, str]]:
    """Names and passwords that a login view compares the form with."""
    names: list[str] = []
    words: list[str] = []
    for source in ("form", "json", "values", "query"):
        for key, values in need.keys[source].items():
            texts = [value for value in values if isinstance(value, str) and value]
            words += texts if re.search("pass|pwd|pin|secret|code", key.lower()) else []
            names += texts if re.search("user|login|name|mail", key.lower()) else []
    size = max(len(names), len(words))
    names += [names[-1] if names else otherwise[0]] * (size - len(names))
    words += [words[-1] if words else otherwise[1]] * (size - len(words))
    return list(zip(names, words))  # noqa: B905 - not in older Pythons


def _work(driver: Driver, steps: list[Step]) -> None:
    quiet = [step for step in steps if not (step.logs_out or step.deletes or step.registers or step.logs_in)]
    for method in ("POST", "GET", "PUT", "PATCH"):
        for step in quiet:
            if step.method == method:
                if method == "POST":
                    _page_of(driver, step, steps)
                driver.fire(step, PERSON, {"POST": "create", "GET": "read"}.get(method, "update"))
    _links(driver)
    for step in _pages(quiet):
        if step.need.has("query"):
            driver.send(Draft("GET", driver.filler.path(step), PERSON, "read plainly"))


def _page_of(driver: Driver, step: Step, steps: list[Step], client: int = PERSON) -> None:
    """The form's page first: it has the hidden fields."""
    if any(other.method == "GET" and other.rule.rule == step.rule.rule for other in steps):
        driver.send(Draft("GET", driver.filler.path(step), client, "page of the form"))


def _links(driver: Driver) -> None:
    for link in driver.memory.links[:15]:
        if not any(word in link.lower() for word in ("logout", "signout", "delete", "remove", "/static/")):
            driver.send(Draft("GET", link, PERSON, "link"))


def _delete(driver: Driver, steps: list[Step]) -> None:
    for step in steps:
        if step.deletes and not step.logs_out:
            driver.fire(step, PERSON, "delete")
    for step in _pages(steps)[:6]:
        if not step.logs_out:
            driver.send(Draft("GET", driver.filler.path(step), PERSON, "after deleting"))


def _log_out(driver: Driver, steps: list[Step]) -> None:
    leaving = [step for step in steps if step.logs_out]
    for step in leaving:
        driver.fire(step, PERSON, "log out")
    driver.memory.tokens.pop(PERSON, None)
    for step in _pages(steps)[:4] if leaving else []:
        driver.send(Draft("GET", driver.filler.path(step), PERSON, "after logging out"))


def _outside(driver: Driver, steps: list[Step]) -> None:
    """What the framework answers by itself."""
    if not steps:
        return
    first = steps[0]
    path = driver.filler.path(first)
    unused = [method for method in ("PATCH", "DELETE", "PUT", "POST") if method not in (first.rule.methods or ())]
    if unused:
        driver.send(Draft(unused[0], path, NOBODY, "wrong method"))
    driver.send(Draft("GET", "/no-such-page-anywhere", NOBODY, "unknown path"))
    driver.send(Draft("HEAD", path, NOBODY, "head"))
    driver.send(Draft("OPTIONS", path, NOBODY, "options"))
    for step in _pages(steps):
        if len(step.rule.rule) > 1:
            rule = step.rule.rule
            driver.send(Draft("GET", rule[:-1] if rule.endswith("/") else rule + "/", NOBODY, "other slash"))
            break


def _top_up(driver: Driver, steps: list[Step], least: int = 14) -> None:
    """A small application still gets asked enough: odd queries, another client, what only the framework knows."""
    paths = [driver.filler.path(step) for step in steps if step.method == "GET"][:3] or ["/"]
    probes = [Draft("GET", f"{path}?page=2&odd=%C3%A9", SECOND, "odd query") for path in paths]
    probes += [Draft("GET", path, SECOND, "another client") for path in paths]
    probes += [Draft(method, path, SECOND, "head") for method in ("HEAD", "OPTIONS") for path in paths]
    probes += [Draft(method, "/no-such-page-anywhere", SECOND, "unknown path") for method in ("POST", "HEAD", "PUT")]
    probes += [Draft("GET", "//", SECOND, "double slash"), Draft("TRACE", paths[0], SECOND, "wrong method")]
    for probe in probes:
        if len(driver.exchanges) < min(least, driver.limit):
            driver.send(probe)
