"""Who acts: roles that a spec names."""

import re
from collections.abc import Iterable

from archwright.design.intake.names import Rules, word_name
from archwright.design.intake.nouns import singular
from archwright.design.intake.spec.language import parts
from archwright.kit.names import snake
from archwright.kit.words import words

_GENERIC = words("""user system visitor guest anyone everyone developer application app frontend backend someone person
public they it owner creator member_of authenticated_user authorized_user registered_user logged_in_user end_user
anonymous_user unauthenticated_user multiple role all other specific different appropriate""")
_KNOWN = re.compile(
    r"\b(admin(?:istrator)?s?|super ?admins?|managers?|moderators?|editors?|authors?|reviewers?|accountants?"
    r"|teachers?|students?"
    r"|instructors?|doctors?|patients?|nurses?|receptionists?|cashiers?|clerks?|operators?|agents?|staff|librarians?|supervisors?"
    r"|sellers?|buyers?|vendors?|customers?|employees?|approvers?|viewers?|auditors?|organi[sz]ers?|drivers?)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\broles?\b\s*(?:\([^)]*\)\s*)?(?:set\s*)?(?:such as|including|include|are|\u2014|\u2013|-|:"
    r"|\()\s*:?\s*([^.;)=]*)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:[\"“`']([A-Z][\w ]{1,24}?)[\"”`']|\b(?:with|the|an?|have|has)\s+([A-Z][a-z]+(?: [A-Z][a-z]+)?))\s+roles?\b"
)


def roles_in(texts: Iterable[str], rules: Rules) -> tuple[str, ...]:
    """Roles in order of first sight: those of a list, those called roles, and well-known actors that may do things."""
    found: dict[str, None] = {}
    for text in texts:
        for named in _LISTED.finditer(text):
            listed = [each for each in parts(named[1].replace("/", ", ")) if each]
            for each in listed if len(listed) > 1 else []:
                _keep(each, found, rules)
        for named in _SAID.finditer(text):
            _keep(named[1] or named[2], found, rules)
        if re.search(r"\b(MUST|can|may|allow|only|restrict)", text):
            for known in _KNOWN.finditer(text):
                if _acts(text, known.start(), known.end()):
                    _keep(known[0], found, rules)
    return tuple(_without_twins(list(found)))


def _acts(text: str, begin: int, end: int) -> bool:
    before, after = text[max(0, begin - 70) : begin], text[end : end + 25]
    may = re.match(r"\s*(MUST|must|can|may|to\b|role|users?\b|only|should)", after)
    given = re.search(
        r"(allow|permit|let|enable|only|to|by)\s+(only\s+)?(the\s+)?(authori[sz]ed\s+)?$", before, re.IGNORECASE
    )
    return bool(may and (given or not before.strip() or before.rstrip().endswith((":", ".")))) or bool(
        re.search(r"restrict.*\bto\s+$", before, re.IGNORECASE)
    )


def _keep(raw: str, found: dict[str, None], rules: Rules) -> None:
    bare = re.sub(
        r"^(?:and|or|the|an?|at least|only|with|users?|\d+|multiple)\s+",
        "",
        raw.strip(" `\"'“”.:"),
        flags=re.IGNORECASE,
    )
    name = singular(snake(re.sub(r"\s*(\(|\bwith\b|\band must\b|\bMUST\b).*", "", bare)))
    if name and len(name.split("_")) < 4 and name not in _GENERIC and re.fullmatch(r"[a-z][a-z_]*", name):
        found.setdefault(word_name(name, rules))


def _without_twins(names: list[str]) -> list[str]:
    """`admin` and `administrator` are one: the word that was heard first stays."""
    kept: list[str] = []
    for name in names:
        if not any(name != each and (name.startswith(each) or each.startswith(name)) for each in kept):
            kept.append(name)
    return kept


def spoken_roles(text: str, roles: Iterable[str]) -> tuple[str, ...]:
    """Which of the roles a sentence names."""
    plain = re.sub(r"[^a-z]+", "_", text.lower())
    found = []
    for role in roles:
        stem = "admin" if role.startswith("admin") else role
        if re.search(rf"(?:^|_){stem}(?:istrator)?s?(?:_|$)", plain):
            found.append(role)
    return tuple(found)
