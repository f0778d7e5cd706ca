"""What keeps the passwords: the hash in use, or none that could be seen."""

import re
from dataclasses import dataclass

from archwright.design.survey.login import is_password, package_names
from archwright.model.design import Evidence
from archwright.model.facts import Facts

_SCHEMES = (
    ("bcrypt", re.compile(r"bcrypt|hashpw|checkpw")),
    ("argon2", re.compile(r"argon2")),
    ("werkzeug", re.compile(r"(generate|check)_password_hash")),
    ("passlib", re.compile(r"passlib|(sha256|pbkdf2)_?\w*\.(hash|verify|encrypt)|pwd_context")),
    ("md5", re.compile(r"(^|\.)md5$")),
    ("sha", re.compile(r"(^|\.)sha(1|224|256|384|512)$")),
)
_PACKAGES = {
    "flask_bcrypt": "bcrypt",
    "bcrypt": "bcrypt",
    "passlib": "passlib",
    "flask_user": "passlib",
    "flask_security": "passlib",
    "argon2": "argon2",
}
# A method of the app's own that may hash: enough to not call the password plain.
_MAY_HASH = re.compile(r"hash|crypt|digest|(set|check|verify)_?pass|^werkzeug\.security|salt", re.IGNORECASE)
_COLUMN = re.compile(r"[A-Za-z_]+")
WEAK = frozenset({"md5", "sha"})


@dataclass(frozen=True)
class Passwords:
    """`scheme`: a hash, "own" for the app's own method, "plain" when nothing hashes, "none" when there are none."""

    scheme: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def stored_readable(self) -> bool:
        return self.scheme == "plain"


def find_passwords(facts: Facts) -> Passwords:
    """Looks at calls, packages and column names, in this order of trust."""
    stored = _stored(facts)
    calls = [(call, view) for view in facts.views for call in view.calls]
    for scheme, pattern in _SCHEMES:
        used = tuple(Evidence(f"{view.name} calls {call}", view.place) for call, view in calls if pattern.search(call))
        if used:
            return Passwords(scheme, used[:3])
    for package, scheme in _PACKAGES.items():
        if package in package_names(facts):
            return Passwords(scheme, stored)
    return _without_scheme(facts, stored)


def _without_scheme(facts: Facts, stored: tuple[Evidence, ...]) -> Passwords:
    if not stored:
        return Passwords("none")
    names = [call for view in facts.views for call in view.calls]
    names += [field.name for entity in facts.entities for field in entity.fields]
    names += sorted(package_names(facts))
    return Passwords("own" if any(_MAY_HASH.search(name) for name in names) else "plain", stored)


def _stored(facts: Facts) -> tuple[Evidence, ...]:
    columns = tuple(
        Evidence(f"{entity.name}.{field.name} is {field.type or 'stored'}", field.place)
        for entity in facts.entities
        for field in entity.fields
        if is_password(field.name)
    )
    inserts = tuple(
        Evidence("INSERT with a password column", query.place)
        for query in facts.queries
        if query.verb.lower() == "insert" and any(is_password(word) for word in _COLUMN.findall(query.sql))
    )
    return columns or inserts
