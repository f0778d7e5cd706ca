"""Backends with logins, written once; what was run on them; and copies in which several things are broken at once."""

import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from written_backends import cases, copied, run, trouble, written

MEMBERS = """
archwright: 1
name: members
auth:
  passwords: {min: 8}
  api_keys: true
  sessions: true
  verify_email: true
  reset_password: true
roles: {reader: [], writer: [reader], admin: [writer]}
entities:
  Note:
    fields:
      title: str(1..120), unique
      reviewer: User?
    access: {list: owner | admin, read: owner | reviewer, create: writer, update: owner | reviewer, delete: admin}
  Post:
    fields:
      title: str(1..120)
    access: {list: public, read: public, create: user, update: owner | admin, delete: owner}
"""
NUMBERED = """
archwright: 1
name: numbered
auth: {passwords: {min: 8}, login: username, registration: closed, scheme: Token}
policies: {ids: int, case: camel, wrap: true, slash: always, errors: problem, lists: named, delete: 200, invalid: 400}
roles: {reader: [], admin: [reader]}
entities:
  User:
    fields:
      username: str(3..40), unique
      full_name: str(1..80)?
    soft_delete: true
    actions: [list, read, update]
    access: {list: admin, read: public, update: admin}
  NotePad:
    fields:
      the_title: str(1..200)
      main_reviewer: User?
    lock: true
    soft_delete: true
    put: true
    bulk: true
    access: {list: owner | admin, read: owner | admin, create: reader, update: owner | main_reviewer, delete: owner}
"""
TENANTS = """
archwright: 1
name: tenants
auth: true
roles: {member: [], admin: [member]}
tenancy: {by: Organization}
entities:
  Project:
    fields:
      name: str(1..120), unique per tenant
    access: member
  Task:
    fields:
      title: str(1..200), search
      project: Project, cascade
      assignee: User?
      labels: Label[]
    soft_delete: true
    lock: true
    bulk: true
    list: {filter: [assignee, project], sort: [created_at]}
    access: {read: user, create: user, update: owner | admin, delete: admin}
"""
FOREIGN = """
archwright: 1
name: foreign
auth:
  issuers:
    better: {url: "https://auth.example.com", audience: foreign}
  oauth:
    forge: {authorize: "https://forge.example/yes", token: "https://forge.example/token", userinfo: "https://forge.example/me"}
"""
# Users without an address: nobody can be told by one.
NAMED = (
    FOREIGN.replace("\nauth:", "\nauth:\n  login: username")
    + """
entities:
  User:
    fields: {username: "str(1..80), unique"}
"""
)


@cache
def backend(page: str) -> Path:
    """The folder of the backend of a page, until the process ends."""
    return written(page)


def failing(folder: Path, *options: str, **environment: str) -> list[str]:
    """The tests that fail, without their parameters."""
    bad = [case for case in cases(folder, *options, **environment) if trouble(case) is not None]
    return sorted({case.attrib["name"].partition("[")[0] for case in bad})


def broken(page: str, breaks: Iterable[tuple[str, str, str, str]]) -> tuple[list[str], list[str]]:
    """Which tests fail in a copy in which each (path, sound, worse, test) is broken; and which should."""
    breaks = list(breaks)
    tests = sorted({test for _, _, _, test in breaks})
    with tempfile.TemporaryDirectory() as name:
        folder = copied(backend(page), Path(name) / "copy")
        for path, sound, worse, _ in breaks:
            text = (folder / path).read_text()
            assert sound in text, (path, sound)
            (folder / path).write_text(text.replace(sound, worse, 1))
        return failing(folder, "-k", " or ".join(tests)), tests


def complaints(page: str) -> str:
    """What the tools say of a backend, "" when they have nothing to say."""
    said = [run(backend(page), *command) for command in (("mypy",), ("ruff", "check", "."), ("lint-imports",))]
    return "".join(done.stdout + done.stderr for done in said if done.returncode)
