"""Functional requirements -> what they ask of the blueprint; what asks for nothing that it has a word for is told."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from archwright.design.intake.names import Rules, word_name
from archwright.design.intake.nouns import singular
from archwright.design.intake.spec.attributes import Described, length_in
from archwright.design.intake.spec.language import DEEDS, Things, actions_in, choices_in, parts
from archwright.design.intake.spec.roles import spoken_roles
from archwright.design.intake.spec.sections import Entry
from archwright.kit.names import snake
from archwright.model.blueprint import ACTIONS, Access, Action, Bounds, Field, Operation, Shape

_NUMBER = re.compile(r"\W*(?:FR|REQ|NFR)[-_ ]?\d+[a-z]?\W*", re.IGNORECASE)
_LOGIN = re.compile(
    r"\b(sign|log)[ -]?(in|up|on)\b|\blogin\b|\bregister (an |for an )?account|\bcreate (an )?accounts?\b"
    r"|authenticat|credentials",
    re.I,
)
_ABOUT_LOGIN = re.compile(r"\bpasswords?\b|\bsession|\btokens?\b|\blog ?out\b|\bsign ?out\b|hash", re.IGNORECASE)
_SCREEN = re.compile(
    r"\b(ui|interface|button|screen|page|click|drag|display\w*|show\w*|visual|browser|responsive|message|icon|layout|theme|modal"
    r"|indicator|view|animation|color|colour|dashboard|widget|toast|keyboard|mobile|offline|navigation)\b",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"\b(performance|within \d+|concurrent users|uptime|backup|scal|availability|retain|retention|encrypt|comply)", re.I
)
_OUTSIDE = re.compile(
    r"\b(notif\w*|e-?mails?|sms|webhook|integrat\w*|alert\w*|remind\w*|schedul\w*|automatic\w*|import\w*|calculat\w*)\b",
    re.I,
)


@dataclass
class Asked:
    """What all requirements together ask for."""

    actions: dict[str, set[Action]] = field(default_factory=dict)
    access: dict[tuple[str, Action], set[str]] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)
    operations: list[Operation] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    filters: dict[str, list[str]] = field(default_factory=dict)
    sorts: dict[str, list[str]] = field(default_factory=dict)
    flags: dict[str, set[str]] = field(default_factory=dict)
    pages: int = 0
    login: bool = False
    min_password: int = 0
    auth: set[str] = field(default_factory=set)
    tenant: str = ""
    carried: int = 0


@dataclass(frozen=True)
class Sentence:
    """One requirement: `label` is its number, `entity` what it is about, "" for nothing that is stored."""

    text: str
    entity: str
    label: str
    line: int


class Requirements:
    """Reads them one after the other; `tell` gets the line, the number and why it is not carried over."""

    def __init__(
        self,
        things: Things,
        described: dict[str, Described],
        roles: tuple[str, ...],
        rules: Rules,
        tell: Callable[[int, str, str], None],
    ) -> None:
        self.things, self.described, self.roles, self.rules, self.tell = things, described, roles, rules, tell
        self.asked = Asked()
        self.last = ""

    def read(self, entry: Entry) -> None:
        """One requirement."""
        number = _NUMBER.match(entry.text)
        label = number[0].strip(" *:.-\u2014\u2013[]()") if number else " ".join(entry.text.split()[:5])
        text = entry.text[number.end() :] if number else entry.text
        text = " ".join([text, *(child.text for child in entry.below)])
        plain = re.sub(r"\[NEEDS CLARIFICATION[^\]]*\]", "", text)
        listing = re.search(r"\b(filter|sort|search|pagina)", plain, re.IGNORECASE)
        spoken = self.things.first(re.split(r"\bby\b", _object(plain))[0] if listing else _object(plain))
        entity = spoken or (self.last if listing else "")
        steps = (self._kept, self._auth, self._policies, self._lists, self._facts, self._acts)
        sentence = Sentence(plain, entity, label, entry.line)
        heard = [step(sentence) for step in steps]
        self.last = spoken or self.last
        if any(heard):
            self.asked.carried += 1
        else:
            self.tell(entry.line, label, self._reason(plain, entity))

    def _reason(self, text: str, entity: str) -> str:
        if _OUTSIDE.search(text) and not _SCREEN.search(text.split(",", maxsplit=1)[0]):
            return "it happens by itself or elsewhere: write it in a service"
        if _RUN.search(text):
            return "it is about running, not about what is stored or asked"
        if _SCREEN.search(text):
            return "it is about what is seen on a screen"
        return "no rule of a blueprint says this: write it in a service" if entity else "no entity is named in it"

    def _kept(self, said: Sentence) -> bool:
        """What a backend does anyway, and roles, which are read before."""
        text = said.text
        listed = re.search(r"\broles?\b", text, re.IGNORECASE) and len(spoken_roles(text, self.roles)) > 1
        return bool(listed) or bool(
            re.search(r"\bpersist\w*|missing required|required fields|unique identifiers?\b", text, re.I)
        )

    def _auth(self, said: Sentence) -> bool:
        text, entity = said.text, said.entity
        asked = self.asked
        login = bool(_LOGIN.search(text))
        about = bool(_ABOUT_LOGIN.search(text))
        if login:
            asked.login = True
        if re.search(r"reset (their |a |the )?(forgotten )?password|password reset|forgot", text, re.IGNORECASE):
            asked.auth.add("reset_password")
        if (
            re.search(r"(verif|confirm)\w* (their |the |an? )?e-?mail|e-?mail (verification|confirmation)", text, re.I)
            and "format" not in text
        ):
            asked.auth.add("verify_email")
        if re.search(r"\bAPI keys?\b", text):
            asked.auth.add("api_keys")
        if "password" in text.lower() and (least := length_in(text).low or _least(text)):
            asked.min_password = int(least)
        if re.search(r"\b(OAuth|SSO|Google|GitHub|Facebook|single sign|magic link|two-factor|2FA|MFA)\b", text):
            self.tell(said.line, said.label, "a login elsewhere or a second factor needs its addresses: see `auth`")
        asked.login = asked.login or bool(asked.auth) or (about and "password" in text.lower())
        return login or (about and (not entity or "password" in text.lower() or entity == "User"))

    def _policies(self, said: Sentence) -> bool:
        text, entity = said.text, said.entity
        asked, low, heard = self.asked, text.lower(), False
        about = {entity} if entity else set(self.described)
        for words, flag in (
            (r"audit|log(s|ging)? (of )?all|track (all )?changes|change history|history of changes", "audit"),
            (r"soft[- ]?delet|recycle bin|trash|restore deleted", "soft_delete"),
            (r"optimistic|concurrent (edit|update|modif)|conflicting (edit|update)", "versioned"),
            (r"bulk (creat|add|import)|multiple \w+ at once", "bulk"),
        ):
            if re.search(words, low):
                for each in about:
                    asked.flags.setdefault(each, set()).add(flag)
                heard = True
        if page := re.search(r"(?:default (?:of|:)?\s*)?(\d+)\s+(?:\w+\s+)?per page|page size of (\d+)", low):
            asked.pages = int(page[1] or page[2])
        tenants = re.search(r"multi-?tenan|isolate data between|between (companies|tenants|organi[sz]ations)", low)
        if tenants:
            asked.tenant = entity or asked.tenant
            heard = heard or bool(entity)
        if (
            entity
            and not tenants
            and re.search(r"\b(their own|own (data|tasks|records|items)|other users?'?s?|another user'?s?)\b", low)
        ):
            asked.own.add(entity)
            heard = True
        return heard or bool(page) or bool(re.search(r"paginat", low) and entity)

    def _lists(self, said: Sentence) -> bool:
        text, entity = said.text, said.entity
        if entity not in self.described:
            return False
        heard = False
        for words, store in ((r"filter\w*", self.asked.filters), (r"sort\w*|order\w*(?= by)", self.asked.sorts)):
            found = re.search(rf"\b(?:{words})\b.*?\bby\b(.*?)(?:\b(?:filter|sort|search)\w*\b|$)", text, re.I)
            for name in self._members(found[1], entity) if found else []:
                store.setdefault(entity, []).append(name)
                heard = True
        found = re.search(r"\bsearch\w*\b(.*)", text, re.IGNORECASE)
        for name in self._members(found[1], entity) if found else []:
            each = self.described[entity].fields.get(name)
            if each and each.type in {"str", "text", "email"}:
                self.described[entity].fields[name] = replace(each, search=True)
                heard = True
        return heard

    def _members(self, text: str, entity: str) -> list[str]:
        """The fields and relations that a list of words names; the words themselves come first."""
        described = self.described[entity]
        known = {**dict.fromkeys(described.fields), **dict.fromkeys(described.relations)}
        found = []
        for item in parts(text):
            words = snake(re.sub(r"\(.*?\)|\b(range|level|the|or|their|its)\b", " ", item))
            best = next(
                (name for name in known if words and (name == words or name.startswith(words) or words.endswith(name))),
                "",
            )
            best = best or next((name for name in known if words and singular(words).endswith(singular(name))), "")
            if not best and re.search(r"creat|date added", words):
                best = "created_at"
            found += [best] if best and best not in found else []
        return found

    def _facts(self, said: Sentence) -> bool:
        """Choices, lengths, uniqueness and what is required of a field."""
        text, entity = said.text, said.entity
        if entity not in self.described:
            return False
        fields, heard = self.described[entity].fields, False
        for name, each in list(fields.items()):
            words = name.replace("_", r"[\s_]")
            near = re.search(rf"\b{words}s?\b[^().,]{{0,25}}?(?:\(|: )([^()]*)\)?", text, re.IGNORECASE)
            inside = near[1] if near else ""
            made = each
            choices = choices_in(inside) if each.type in {"str", "enum"} else ()
            if choices and not re.search(r"required|optional|unique|max|char", inside):
                values = tuple(snake(value) if " " in value else value for value in choices)
                made = replace(made, type="enum", choices=values, bounds=Bounds())
            if each.type in {"str", "text"} and length_in(inside) != Bounds():
                made = replace(made, bounds=length_in(inside))
            if "optional" in inside:
                made = replace(made, optional=True)
            if re.search(
                rf"\bunique\s+(?:\w+\s+)?{words}s?\b|\b{words}s?\b[^.]{{0,30}}\bunique\b", text, re.IGNORECASE
            ):
                made, heard = replace(made, unique="all", default=None), True
            heard = heard or made != each
            fields[name] = made
        return heard

    def _acts(self, said: Sentence) -> bool:
        text, entity = said.text, said.entity
        if entity not in self.described or re.search(r"\b(prevent|must not|cannot|may not)\b", text, re.IGNORECASE):
            return False
        head = re.split(
            r"\b(?:when|if|after|before|based on|so that|including|with|containing|by)\b", _object(text), maxsplit=1
        )[0]
        deed = self._deed(head, said)
        actions = [] if deed else actions_in(self.things.without(head))
        may = re.search(
            r"\b(allow|able to|can|may|users?|provide|support|restrict|enable|permit|let|manage)\b", text, re.IGNORECASE
        )
        if not may or not (actions or deed):
            return deed
        roles = spoken_roles(text, self.roles)
        for action in actions:
            self.asked.actions.setdefault(entity, set()).add(action)
            if action in {"list", "read"}:
                self.asked.actions[entity] |= {"list", "read"}
            self.asked.access.setdefault((entity, action), set()).update(roles or {"user"})
        return bool(actions) or deed

    def _deed(self, head: str, said: Sentence) -> bool:
        """What is neither create, read, update nor delete."""
        text, entity = said.text, said.entity
        marked = re.search(r"\bmark\w*\s+.{0,40}?\bas\s+(?:either\s+)?[`\"'“]?([a-z]\w+)", text, re.IGNORECASE)
        verb = re.search(rf"\b({DEEDS})(?:e?s|ing)?\b", head, re.IGNORECASE)
        if marked:
            word, path = snake(marked[1]), f"{snake(marked[1])}"
            name = f"mark_{snake(entity)}_{word}"
        elif verb and snake(verb[1]) in {"assign", "tag", "rate"} and self._members(head, entity):
            self.asked.actions.setdefault(entity, set()).add("update")
            return True
        elif (
            verb
            and snake(verb[1]) not in snake(entity)
            and re.search(
                r"\b(allow|able to|can|may|restrict|enable|permit|let|support|provide)\b", text, re.IGNORECASE
            )
        ):
            word = path = snake(verb[1])
            name = f"{word}_{snake(entity)}"
        else:
            return False
        whole = word in {"export", "import", "download"}
        made = self._operation(name, path, said, whole=whole)
        if all(each.name != made.name for each in self.asked.operations):
            self.asked.operations.append(made)
            self.asked.lines[made.name] = said.line
        return True

    def _operation(self, name: str, path: str, said: Sentence, *, whole: bool) -> Operation:
        slug = self.rules.slug(said.entity)
        plural = self.rules.plural(slug)
        reading = whole and not path.startswith("import")
        return Operation(
            name=word_name(name, self.rules),
            method="GET" if reading else "POST",
            path=f"/{plural}/{path}" if whole else f"/{plural}/{{{slug}}}/{path.replace('_', '-')}",
            access=Access(spoken_roles(said.text, self.roles) or ("user",)),
            input=Shape(fields=(Field("file", "file"),)) if whole and not reading else Shape(),
            output=Shape() if whole else Shape(entity=said.entity),
            status=204 if whole else 200,
            doc=f"{said.label}: {' '.join(said.text.split())}"[:160],
        )


def _object(text: str) -> str:
    """What something is done to: the sentence without who may do it."""
    rest = re.sub(
        r"^.{0,120}?\b(?:MUST|SHALL|SHOULD|must|shall|should|can|may)\b(?: only)?(?: NOT| not)?\s+", "", text, count=1
    )
    allowed = re.match(
        r"(?:support\w* |provide\w* )?(?:only )?(?:allow|enable|let|permit)\w*\s+[^,;]{0,60}?\s+to\s+|be able to\s+",
        rest,
        re.I,
    )
    return rest[allowed.end() :] if allowed else rest


def _least(text: str) -> Decimal | None:
    found = re.search(r"(?:at least|minimum(?: of| length of)?|min\.?|≥)\s*(\d+)", text, re.IGNORECASE)
    return Decimal(found[1]) if found else None


def actions_of(entity: str, asked: Asked) -> tuple[Action, ...]:
    """The actions that were asked for, all when nothing is said."""
    said = asked.actions.get(entity)
    if not said or not said & {"create", "read"}:
        return ACTIONS
    # What can be made can be seen.
    return tuple(action for action in ACTIONS if action in said | {"list", "read"})
