"""The journey, phase by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archwright.prove.child.journey.draft import Draft
from archwright.prove.child.journey.wrong import send_wrong
from archwright.prove.child.journey.steps import Step

if TYPE_CHECKING:
    from archwright.prove.child.journey.driver import Driver

PERSON, NOBODY = 0, 1


def run(driver: Driver, steps: list[Step]) -> None:
    """Everything, in the order a careful tester would take."""
    _look_around(driver, steps)
    _register(driver, steps)
    _log_in(driver, steps)
    _work(driver, steps)
    send_wrong(driver, steps)
    _delete(driver, steps)
    _log_out(driver, steps)
    _outside(driver, steps)


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
    entries = [step for step in steps if step.logs_in]
    for step in entries:
        _page_of(driver, step, steps)
        driver.fire(step, PERSON, "log in")
    people = list(driver.words.users)
    for step in steps:
        people += _paired(step.need.credentials)
    for person in dict.fromkeys(people):
        driver.filler.person = person
        for step in entries:
            _page_of(driver, step, steps)
            driver.fire(step, PERSON, "log in as written in the code")


def _paired(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    names = [value for name, value in words if "pass" not in name and "pwd" not in name]
    secrets = [value for name, value in words if "pass" in name or "pwd" in name]
    return list(zip(names, secrets))


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


def _page_of(driver: Driver, step: Step, steps: list[Step]) -> None:
    """The form's page first: it has the hidden fields."""
    if any(other.method == "GET" and other.rule.rule == step.rule.rule for other in steps):
        driver.send(Draft("GET", driver.filler.path(step), PERSON, "page of the form"))


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
