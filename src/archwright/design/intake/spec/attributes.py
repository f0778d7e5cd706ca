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
    r"\b(?:(?:key |main |core |required |mandatory )?(?:attributes|fields|properties|data)(?: are| is)?(?: include| includes)?\s*[:=]?"
    r"|includ(?:es|ing|e)|contain(?:s|ing)|consist(?:s|ing) of|ha(?:s|ve|ving)|with|carries|carrying|identified by|stor(?:es|ing)"
    r"|tracks?|tracking|holds|captures?|recording|comprises|specified by|defined by|described by|such as)\s*:?\s+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:and|or|an?|the|its?|their|any|some|optional(?:ly)?|required|mandatory|globally|unique|auto-generated|generated|system"
    r"|current|multiple|one or more|many|several|zero or more|list of|set of|collection of|references? to|link(?:s)? to|linked"
    r"|associated|related|which|that|also|plus|basic|relevant|an?y relevant|a list of|up to \d+)\s+",
    re.IGNORECASE,
)
_NOT_FIELDS = re.compile(
    r"(unique )?(id|identifier|uuid|identity)|etc|and more|attributes?|key attributes?|relationships?|details|metadata|info(rmation)?"
)
_TIMES = re.compile(r"(creat|updat|modif|last_updat|last_modif)\w*(_(at|on|date|time|timestamp|date_time|timestamps))?|timestamps?")
_TYPES: tuple[tuple[str, FieldType], ...] = (
    (r"(is|has|can)_.*|.*_flag|active(_status)?|enabled|verified|(completion|completed|read|active|grant)_?status|completed|done"
     r"|archived|published|available|favou?rite|visible", "bool"),
    (r"(.*_)?e_?mail(_address)?", "email"),
    (r"(.*_)?(date|day|deadline|birthday)(_of_\w+)?|(date)_of_.*|due", "date"),
    (r"(.*_)?(date_time|datetime|timestamp|time|at)|last_(login|seen|access)\w*|.*_date_and_time", "datetime"),
    (r"(.*_)?(price|amount|cost|total|balance|fee|salary|budget|rate|discount|tax|subtotal|value_in_\w+|revenue)(_amount)?", "decimal"),
    (r"(.*_)?(count|quantity|quantities|number_of_.*|age|year|duration|position|order|priority_number|rating|score|size|level_number"
     r"|stock|capacity|points|sort_order|attempts|threshold|minutes|hours|days|pages|version_number)", "int"),
    (r"(.*_)?(description|notes?|content|body|comments?|text|message|details|bio|summary|reason|address|instructions|terms)", "text"),
    (r"(.*_)?(url|link|website|web_address|uri)", "url"),
    (r"(.*_)?(image|photo|picture|avatar|file|attachment|logo|document|thumbnail)", "file"),
    (r"(.*_)?(images|photos|attachments|files|settings|preferences|options|old_new_values|values|metadata|history)", "json"),
    (r"(.*_)?(percentage|percent|latitude|longitude|weight|height|temperature|conversion_factor|factor)", "float"),
)  # fmt: skip
_SAID: tuple[tuple[str, FieldType], ...] = (
    (r"\bbool(ean)?\b|yes/no|true/false", "bool"), (r"\bintegers?\b|\bwhole number", "int"), (r"\bdecimal\b", "decimal"),
    (r"\bdate ?time\b|\btimestamp\b|date/time|date and time", "datetime"), (r"\bdate\b", "date"),
    (r"\bnumber\b|\bnumeric\b", "float"), (r"\bemail\b", "email"), (r"\burl\b", "url"), (r"\buuid\b", "uuid"),
    (r"\bjson\b|\barray\b|\blist of\b", "json"), (r"\blong text\b|\bfree[- ]text\b|\btext\b|\bmarkdown\b", "text"),
    (r"\bstring\b", "str"),
)  # fmt: skip
_CHOSEN = re.compile(r"(.*_)?(status|type|kind|priority|level|role|state|category|mode|frequency|rule|action|method|channel|policy)(_level|_type)?")


@dataclass
class Described:
    """What an entry says of its entity. `strange` are phrases that were not understood, `examples` choices by example."""

    fields: dict[str, Field] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    backward: list[str] = field(default_factory=list)
    times: bool = False
    doc: str = ""
    strange: list[tuple[int, str]] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


def describe(entry: Entry, body: str, entity: str, things: Things, rules: Rules) -> Described:
    """`body` is what follows the name of the entity."""
    found = Described()
    told = sentences(body)
    found.doc = told[0][:200] if told else ""
    for sentence in told:
        mark = _MARK.search(sentence)
        if mark and not _relational(sentence[: mark.start()]):
            for phrase in parts(sentence[mark.end() :]):
                _attribute(phrase, entry.line, entity, things, rules, found)
    for child in entry.below:
        _child(child, entity, things, rules, found)
    return found


def _relational(before: str) -> bool:
    return bool(re.search(r"\b(associated|related|linked)$", before.strip(), re.IGNORECASE))


def _child(child: Entry, entity: str, things: Things, rules: Rules, found: Described) -> None:
    text = child.text
    label = re.match(r"(?:key |main )?(attributes|fields|properties)\s*:?\s*(.*)", text, re.IGNORECASE)
    if label or re.match(r"(relationships?|relations?|associations?|constraints?|rules?|validation)\b", text, re.IGNORECASE):
        for phrase in parts(label[2]) if label and label[2] else []:
            _attribute(phrase, child.line, entity, things, rules, found)
        for below in child.below if label else []:
            _child(below, entity, things, rules, found)
        return
    named = re.match(r"`?([A-Za-z][\w /-]{0,40}?)`?\s*(\([^)]*\))?\s*(?::|-|–|—|$)\s*(.*)", text)
    if named:
        _attribute(f"{named[1]} ({' '.join(filter(None, [(named[2] or '').strip('()'), named[3]]))})",
                   child.line, entity, things, rules, found)  # fmt: skip
    else:
        for phrase in parts(text):
            _attribute(phrase, child.line, entity, things, rules, found)


def _attribute(phrase: str, line: int, entity: str, things: Things, rules: Rules, found: Described) -> None:
    aside = " ".join(re.findall(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", phrase))
    bare = re.sub(r"\s*\(.*?\)+", "", phrase).strip(" `'\"*.")
    lead, before = "", ""
    while before != bare:
        before = bare
        if taken := _LEAD.match(bare):
            lead += taken[0].lower()
            bare = bare[taken.end() :]
    said = f"{lead} {aside}"
    many = bool(re.search(r"multiple|one or more|many|several|zero or more|list of|set of|collection of|up to", lead))
    if re.search(r"date(/| and )time$", bare, re.IGNORECASE):
        bare, aside = re.sub(r"(/| and )time$", "", bare, flags=re.IGNORECASE), f"{aside} timestamp"
    name = snake(bare.replace("/", " "))
    if not name or _NOT_FIELDS.fullmatch(name.replace("_", " ")):
        return
    if _TIMES.fullmatch(name) or re.search(r"(creat|updat|modif)\w+.*timestamps?$", name.replace("_", " ")):
        found.times = True
        return
    if len(name.split("_")) > 4 or not re.search(r"[a-z]", name):
        found.strange.append((line, phrase))
        return
    if not _relation(bare, name, said, entity, things, rules, found, many=many):
        _field(name, bare, aside, said, rules, found)


def _relation(
    bare: str, name: str, said: str, entity: str, things: Things, rules: Rules, found: Described, *, many: bool
) -> bool:
    """Whether the words name an entity: `assigned user`, `category reference`, `tags`."""
    core = re.sub(r"_(reference|references|id|ids|link|info|document)$", "", name)
    words = core.split("_")
    target = next((things.whole(" ".join(words[at:])) for at in range(len(words)) if things.whole(" ".join(words[at:]))), "")
    if not target or (target == entity and len(words) == 1):
        return False
    several = many or singular(core) != core
    if several and target != entity:
        found.backward.append(target)
        return True
    optional = "optional" in said or target == entity
    label = field_name(core, rules)
    found.relations[label] = Relation(label, target, optional=optional)
    return True


def _field(name: str, bare: str, aside: str, said: str, rules: Rules, found: Described) -> None:
    label = field_name(name, rules)
    kind, choices = type_of(name, aside), ()
    listed = choices_in(aside) if not re.search(r"\b(optional|required|unique|max|min|default|stored|string|text)\b", aside) else ()
    if listed and (_CHOSEN.fullmatch(name) or "/" in aside or len(listed) > 2) and kind not in {"date", "datetime", "decimal"}:
        kind, choices = "enum", tuple(snake(each) if " " in each else each for each in listed)
        if re.match(r"\s*(e\.g|for example|such as)", aside, re.IGNORECASE):
            found.examples.append(label)
    made = Field(label, kind, choices=choices, optional=bool(re.search(r"optional|if any|when |if ", said)))
    if re.search(r"\bunique\b", said):
        made = replace(made, unique="all")
    made = replace(made, bounds=length_in(aside)) if kind in {"str", "text"} else made
    if kind == "bool" and not made.optional:
        made = replace(made, default=Default("literal", name.startswith(("active", "enabled", "is_active"))))
    found.fields.setdefault(label, made)


def type_of(name: str, aside: str = "") -> FieldType:
    """What is said of it, or what its name suggests."""
    for words, kind in _SAID:
        if re.search(words, aside, re.IGNORECASE) and not re.search(rf"not (an? )?(?:{words})", aside, re.IGNORECASE):
            return kind
    return next((kind for words, kind in _TYPES if re.fullmatch(words, name)), "str")


def length_in(text: str) -> Bounds:
    """`max 200 characters`, `3-50 characters`."""
    both = re.search(r"(\d+)\s*(?:-|–|to|and)\s*(\d+)\s*(?:char|letter)", text, re.IGNORECASE)
    if both:
        return Bounds(Decimal(both[1]), Decimal(both[2]))
    most = re.search(r"(?:max(?:imum)?|up to|at most|limit(?:ed)? (?:of|to)|≤|<=)\s*(?:length\s*)?(?:of\s*)?(\d[\d,]*)\s*(?:char|letter)?", text, re.I)
    least = re.search(r"(?:min(?:imum)?|at least|≥|>=)\s*(?:length\s*)?(?:of\s*)?(\d+)\s*(?:char|letter)", text, re.IGNORECASE)
    high = Decimal(most[1].replace(",", "")) if most else None
    return Bounds(Decimal(least[1]) if least else None, high)
