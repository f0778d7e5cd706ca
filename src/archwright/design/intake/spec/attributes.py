"""The sentence of an entity -> fields and relations."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from archwright.design.intake.names import Rules, field_name
from archwright.design.intake.nouns import singular
from archwright.design.intake.spec.language import Things, choices_in, parts, sentences
from archwright.design.intake.spec.sections import Entry
from archwright.kit.names import snake
from archwright.model.blueprint import Bounds, Default, Field, FieldType, Relation

_MARK = re.compile(
    r"\b(?:(?:key |main |core |required |mandatory )?(?:attributes|fields|properties|data)(?: are"
    r"| is)?(?: include| includes)?\s*[:=]?"
    r"|includ(?:es|ing|e)|contain(?:s|ing)|consist(?:s|ing) of|ha(?:s|ve|ving)|with|carries|carrying"
    r"|identified by|stor(?:es|ing)"
    r"|tracks?|tracking|holds|captures?|recording|comprises|specified by|defined by|described by|such as)\s*:?\s+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:and|or|with|an?|the|its?|their|any|some|optional(?:ly)?|required|mandatory|globally|unique|auto-generated|generated|system"
    r"|current|multiple|one or more|many|several|zero or more|list of|set of|collection of|references? to"
    r"|link(?:s)? to|linked"
    r"|associated|related|which|that|also|plus|basic|relevant|an?y relevant|a list of|up to \d+)\s+",
    re.IGNORECASE,
)
_NOT_FIELDS = re.compile(
    r"(unique )?(id|identifier|uuid|identity)|etc|and more|attributes?|key attributes?|relationships?|details"
    r"|metadata|info(rmation)?"
)
_TIMES = re.compile(
    r"(creat|updat|modif|last_updat|last_modif)\w*(_(at|on|date|time|timestamp|date_time|timestamps))?|timestamps?"
)
_TYPES: tuple[tuple[str, FieldType], ...] = (
    (r"(is|has|can)_.*|.*_flag|active(_status)?|enabled|verified|(completion|completed|read|active|grant|available|availability)_?status"
     r"|completed|done"
     r"|archived|published|available|favou?rite|visible", "bool"),
    (r"(.*_)?e_?mail(_address)?", "email"),
    (r"(.*_)?(date|day|deadline|birthday)(_of_\w+)?|(date)_of_.*|due", "date"),
    (r"(.*_)?(date_time|datetime|timestamp|time|at)|last_(login|seen|access)\w*|.*_date_and_time", "datetime"),
    (r"(.*_)?(price|amount|cost|total|balance|fee|salary|budget|rate|discount|tax|subtotal|value_in_\w+"
        r"|revenue)(_amount)?", "decimal"),
    (r"(.*_)?(count|quantity|quantities|number_of_.*|age|year|duration|position|order|priority_number|rating|score|size|level_number"
     r"|stock|capacity|points|sort_order|attempts|threshold|minutes|hours|days|pages|version_number)", "int"),
    (r"(.*_)?(description|notes?|content|body|comments?|text|message|details|bio|summary|reason|address"
        r"|instructions|terms)", "text"),
    (r"(.*_)?(url|link|website|web_address|uri)", "url"),
    (r"(.*_)?(image|photo|picture|avatar|file|attachment|logo|document|thumbnail)", "file"),
    (r"(.*_)?(items|lines|entries|records|counters|counts|selections|postings|documents|images|photos"
        r"|attachments|files|settings|preferences|options|old_new_values|values|metadata|history)", "json"),
    (r"(.*_)?(percentage|percent|latitude|longitude|weight|height|temperature|conversion_factor|factor)", "float"),
)  # fmt: skip
_SAID: tuple[tuple[str, FieldType], ...] = (
    (r"\bbool(ean)?\b|yes/no"
        r"|true/false", "bool"), (r"\bintegers?\b|\bwhole number", "int"), (r"\bdecimal\b", "decimal"),
    (r"\bdate ?time\b|\btimestamp\b|date/time|date and time", "datetime"), (r"\bdate\b", "date"),
    (r"\bnumber\b|\bnumeric\b", "float"), (r"\bemail\b", "email"), (r"\burl\b", "url"), (r"\buuid\b", "uuid"),
    (r"\bjson\b|\barray\b|\blist of\b", "json"), (r"\blong text\b|\bfree[- ]text\b|\btext\b|\bmarkdown\b", "text"),
    (r"\bstring\b", "str"),
)  # fmt: skip
_MANY = re.compile(r"multiple|one or more|many|several|zero or more|list of|set of|collection of|up to")
_OTHER = re.compile(r"(relationships?|relations?|associations?|constraints?|rules?|validation)\b", re.IGNORECASE)
_NAMED = re.compile(r"`?([A-Za-z][\w /-]{0,40}?)`?\s*(\([^)]*\))?\s*(?::|-|\u2013|\u2014|$)\s*(.*)")
_CHOSEN = re.compile(
    r"(.*_)?(status|type|kind|priority|level|role|state|category|mode|frequency|rule|action|method|channel|policy)"
    r"(_level|_type)?"
)


@dataclass
class Described:
    """What an entry says of its entity. `strange`: phrases that were not understood; `examples`: choices by example."""

    fields: dict[str, Field] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    backward: list[str] = field(default_factory=list)
    times: bool = False
    doc: str = ""
    strange: list[tuple[int, str]] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


def describe(entry: Entry, body: str, entity: str, things: Things, rules: Rules) -> Described:
    """`body` is what follows the name of the entity."""
    reader = _Reader(entity, things, rules)
    told = sentences(body)
    reader.found.doc = told[0][:200] if told else ""
    for sentence in told:
        mark = _MARK.search(sentence)
        if mark and not _relational(sentence[: mark.start()]):
            for phrase in parts(sentence[mark.end() :]):
                reader.attribute(phrase, entry.line)
    for child in entry.below:
        reader.child(child)
    return reader.found


def _relational(before: str) -> bool:
    return bool(re.search(r"\b(associated|related|linked)$", before.strip(), re.IGNORECASE))


class _Reader:
    """Phrases of one entity, each a field or a relation."""

    def __init__(self, entity: str, things: Things, rules: Rules) -> None:
        self.entity, self.things, self.rules = entity, things, rules
        self.found = Described()

    def child(self, child: Entry) -> None:
        """A bullet below the entity: a list of attributes, one of them, or something else about it."""
        text = child.text
        label = re.match(r"(?:key |main )?(attributes|fields|properties)\s*:?\s*(.*)", text, re.IGNORECASE)
        if label:
            for phrase in parts(label[2]) if label[2] else []:
                self.attribute(phrase, child.line)
            for below in child.below:
                self.child(below)
        elif not _OTHER.match(text):
            self._one(text, child.line)

    def _one(self, text: str, line: int) -> None:
        named = _NAMED.match(text)
        if named:
            aside = " ".join(filter(None, [(named[2] or "").strip("()"), named[3]]))
            self.attribute(f"{named[1]} ({aside})", line)
            return
        for phrase in parts(text):
            self.attribute(phrase, line)

    def attribute(self, phrase: str, line: int) -> None:
        """One phrase of an enumeration."""
        aside = " ".join(re.findall(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", phrase))
        bare, lead = _without_lead(re.sub(r"\s*\(.*?\)+", "", phrase).strip(" `'\"*."))
        if re.search(r"date(/| and )time$", bare, re.IGNORECASE):
            bare, aside = re.sub(r"(/| and )time$", "", bare, flags=re.IGNORECASE), f"{aside} timestamp"
        name = snake(bare.replace("/", " "))
        if not name or _NOT_FIELDS.fullmatch(name.replace("_", " ")):
            return
        if _TIMES.fullmatch(name) or re.search(r"(creat|updat|modif)\w+.*timestamps?$", name.replace("_", " ")):
            self.found.times = True
        elif len(name.split("_")) > 4 or not re.search(r"[a-z]", name):
            self.found.strange.append((line, phrase))
        elif not self._relation(name, f"{lead} {aside}"):
            self._field(name, aside, f"{lead} {aside}")

    def _relation(self, name: str, said: str) -> bool:
        """Whether the words name an entity: `assigned user`, `category reference`, `tags`."""
        core = re.sub(r"_(reference|references|id|ids|link|info|document)$", "", name)
        words = core.split("_")
        heard = (self.things.whole(" ".join(words[at:])) for at in range(len(words)))
        target = next((each for each in heard if each), "")
        if not target or (target == self.entity and len(words) == 1):
            return False
        if (_MANY.search(said) or singular(core) != core) and target != self.entity:
            self.found.backward.append(target)
            return True
        label = field_name(core, self.rules)
        optional = "optional" in said or target == self.entity
        self.found.relations[label] = Relation(label, target, optional=optional)
        return True

    def _field(self, name: str, aside: str, said: str) -> None:
        label, kind = field_name(name, self.rules), type_of(name, aside)
        choices = _choices(name, kind, aside)
        if choices:
            kind = "enum"
            if re.match(r"\s*(e\.g|for example|such as)", aside, re.IGNORECASE):
                self.found.examples.append(label)
        made = Field(label, kind, choices=choices, optional=bool(re.search(r"optional|if any|when |if ", said)))
        if re.search(r"\bunique\b", said):
            made = replace(made, unique="all")
        if kind in {"str", "text"}:
            made = replace(made, bounds=length_in(aside))
        if kind == "bool" and not made.optional:
            made = replace(made, default=Default("literal", name.startswith(("active", "enabled", "is_active"))))
        self.found.fields.setdefault(label, made)


def _without_lead(bare: str) -> tuple[str, str]:
    """`an optional due date` -> "due date", and what stood before it."""
    lead = ""
    while taken := _LEAD.match(bare):
        lead += taken[0].lower()
        bare = bare[taken.end() :]
    return bare, lead


def _choices(name: str, kind: FieldType, aside: str) -> tuple[str, ...]:
    """The values that stand in brackets behind a name, when it is one that has values."""
    if re.search(r"\b(optional|required|unique|max|min|default|stored|string|text)\b", aside):
        return ()
    chosen = _CHOSEN.fullmatch(name) or "/" in aside or "`" in aside
    if singular(name) != name or not chosen or kind not in {"str", "text", "bool", "int"}:
        return ()
    return tuple(snake(each) if " " in each else each for each in choices_in(aside))


def type_of(name: str, aside: str = "") -> FieldType:
    """What is said of it, or what its name suggests."""
    for words, kind in _SAID:
        if re.search(words, aside, re.IGNORECASE) and not re.search(rf"not (an? )?(?:{words})", aside, re.IGNORECASE):
            return kind
    return next((kind for words, kind in _TYPES if re.fullmatch(words, name)), "str")


def length_in(text: str) -> Bounds:
    """`max 200 characters`, `3-50 characters`."""
    both = re.search(r"(\d+)\s*(?:-|\u2013|to|and)\s*(\d+)\s*(?:char|letter)", text, re.IGNORECASE)
    if both:
        return Bounds(Decimal(both[1]), Decimal(both[2]))
    most = re.search(
        r"(?:max(?:imum)?|up to|at most|limit(?:ed)? (?:of|to)|≤"
        r"|<=)\s*(?:length\s*)?(?:of\s*)?(\d[\d,]*)\s*(?:char|letter)?",
        text,
        re.I,
    )
    least = re.search(
        r"(?:min(?:imum)?|at least|≥|>=)\s*(?:length\s*)?(?:of\s*)?(\d+)\s*(?:char|letter)", text, re.IGNORECASE
    )
    high = Decimal(most[1].replace(",", "")) if most else None
    return Bounds(Decimal(least[1]) if least else None, high)
