"""A spec -> its blueprint."""

import re
from dataclasses import replace
from functools import partial
from pathlib import PurePath

from archwright.design.intake.ledger import Ledger
from archwright.design.intake.names import Rules, app_name, entity_name
from archwright.design.intake.settle import settled
from archwright.design.intake.spec.attributes import Described, describe
from archwright.design.intake.spec.entities import Making
from archwright.design.intake.spec.language import Things
from archwright.design.intake.spec.links import Linking
from archwright.design.intake.spec.questions import questions
from archwright.design.intake.spec.requirements import Asked, Requirements
from archwright.design.intake.spec.roles import roles_in
from archwright.design.intake.spec.scenarios import budgets, scenarios
from archwright.design.intake.spec.sections import Entry, Spec, read_spec
from archwright.kit.errors import ArchwrightError
from archwright.model.blueprint import Access, Auth, Blueprint, Entity, Operation, Role
from archwright.model.intake import Intake, Source

_NAMED = re.compile(
    r"\s*(?:\*\*|`)*\s*([A-Za-z][^:*`\u2013\u2014\n]{0,60}?)\s*(?:`|\*\*)*\s*(?:\([^)]*\))?\s*(?:\*\*)?\s*"
    r"(?::\**|\s[\u2013\u2014-]\s|$)\s*(.*)",
    re.DOTALL,
)
# Entity -> its entry, what is said of it, and all words for it.
Named = dict[str, tuple[Entry, str, list[str]]]
_FILLER = re.compile(
    r"\b(application|app|system|web|platform|mvp|feature|backend|the|an?|of|for|with|and|multi-user|intelligent)\b",
    re.I,
)


def draft_spec(source: Source, rules: Rules) -> Intake:
    """Entities, requirements and actors. Raises ArchwrightError when there are none."""
    ledger, spec = Ledger(source.name), read_spec(source.text)
    named = _named(spec, rules, ledger)
    requirements = [each for each in spec.of("requirement") if _says_something(each)]
    if not named:
        raise _no_entities(source, spec)
    things = Things([(words, name) for name, (_, _, all_words) in named.items() for words in all_words])
    linking = Linking(things, rules)
    described: dict[str, Described] = {}
    for name, (entry, body, _) in named.items():
        described[name] = describe(entry, body, name, things, rules)
        linking.hear(name, " . ".join([body, *(child.text for child in entry.below)]), described[name])
        _tell_attributes(name, entry, described[name], ledger)
    linking.decide(described)
    roles = roles_in([*(each.text for each in requirements), *(each.text for each in spec.of("scenario"))], rules)
    reader = Requirements(things, described, roles, rules, ledger.tell)
    for entry in requirements:
        reader.read(entry)
    held = tuple(role for role in roles if role not in {"public", "user", "owner"})
    making = Making(reader.asked, _login(named, described, reader.asked, held), held, rules, ledger)
    drafted = _blueprint(_name(spec, source), named, described, reader.asked, making)
    drafted = replace(drafted, budgets=budgets(spec, ledger))
    lines = {name: entry.line for name, (entry, _, _) in named.items()} | reader.asked.lines
    blueprint = settled(drafted, lines, ledger)
    asked, left = questions(spec, blueprint, source.name)
    for line, text in left:
        ledger.tell(line, text, "this needs clarification: at most three questions are asked at once")
    total, run = scenarios(spec, blueprint, things, ledger)
    carried = (
        ("entities", len(blueprint.entities)),
        ("requirements", reader.asked.carried),
        ("of all requirements", len(requirements)),
        ("operations", len(blueprint.operations)),
        ("scenarios", run),
        ("of all scenarios", total),
    )
    return Intake(blueprint, ledger.gaps(), asked, carried)


def _named(spec: Spec, rules: Rules, ledger: Ledger) -> Named:
    """Entity -> its entry, what is said of it, and all words for it."""
    found: Named = {}
    for entry in spec.of("entity"):
        match = _NAMED.match(re.sub(r"^\[(.*?)\]", r"\1", entry.raw) if not entry.raw.startswith("**[") else "")
        if not match or "[" in match[1] or len(match[1].split()) > 6:
            continue
        words = [each.strip() for each in re.split(r"\s*/\s*|\s+or\s+", match[1]) if each.strip()]
        name = entity_name(words[0], rules, tuple(found))
        body = " ".join(re.sub(r"\*\*|__|`", "", match[2]).split())
        if len(words) > 1:
            ledger.tell(entry.line, f"`{match[1]}`", f"several words for one thing: it is `{name}` here")
        found[name] = (entry, body, words)
    return found


def _says_something(entry: Entry) -> bool:
    return (
        bool(re.search(r"FR[-_ ]?\d|\b(MUST|SHALL|SHOULD|must|shall|should|can|may)\b", entry.text))
        and "[specific" not in entry.text
    )


def _tell_attributes(name: str, entry: Entry, described: Described, ledger: Ledger) -> None:
    for line, phrase in described.strange:
        ledger.tell_common(line, f"`{phrase}` of `{name}`", "more than the name of a field: not understood")
    for label in described.examples:
        ledger.tell_common(entry.line, f"`{name}.{label}`", "its values are given as examples: these are all it takes")


def _blueprint(name: str, named: Named, described: dict[str, Described], asked: Asked, making: Making) -> Blueprint:
    auth = making.auth
    entities = tuple(
        making.entity(each, described[each], partial(making.ledger.tell, entry.line))
        for each, (entry, _, _) in named.items()
    )
    if auth and auth.entity not in named:
        entities = (making.user(), *entities)
    tenant = asked.tenant if auth and asked.tenant in named and asked.tenant != auth.entity else ""
    return Blueprint(
        name=name,
        auth=auth,
        roles=tuple(Role(role) for role in making.roles) if auth else (),
        tenant=tenant,
        entities=tuple(_of_tenant(each, tenant) for each in entities),
        operations=tuple(_guarded(each, auth) for each in asked.operations),
    )


def _of_tenant(entity: Entity, tenant: str) -> Entity:
    if entity.name == tenant:
        return replace(entity, actions=(), access=(), owner="")
    return replace(entity, tenant=bool(tenant))


def _guarded(operation: Operation, auth: Auth | None) -> Operation:
    return operation if auth else replace(operation, access=Access(("public",)))


def _login(named: Named, described: dict[str, Described], asked: Asked, roles: tuple[str, ...]) -> Auth | None:
    """How one logs in, when anything asks for it."""
    user = next((name for name in ("User", "Account", "Member") if name in named), "")
    return _auth(user, described, asked) if asked.login or roles or asked.own or asked.tenant else None


def _auth(user: str, described: dict[str, Described], asked: Asked) -> Auth:
    fields = described[user].fields if user else {}
    login = "username" if "email" not in fields and "username" in fields else "email"
    return Auth(
        entity=user or "User",
        login=login,
        min_password=min(max(asked.min_password, 1), 128) if asked.min_password else 12,
        reset_password="reset_password" in asked.auth and login == "email",
        verify_email="verify_email" in asked.auth and login == "email",
        api_keys="api_keys" in asked.auth,
    )


def _name(spec: Spec, source: Source) -> str:
    title = re.sub(r"\(.*?\)", "", spec.title)
    short = " ".join(_FILLER.sub(" ", title).split())
    path = PurePath(source.name)
    return app_name(short or title or (path.parent.name if path.stem == "spec" else path.stem))


def _no_entities(source: Source, spec: Spec) -> ArchwrightError:
    first = next(iter(spec.of("entity")), None)
    if first:
        return ArchwrightError("This spec is still its template.", where=f"{source.name}:{first.line}",
                               hint="Name the entities: `- **Task**: what it is, key attributes include: title, "
                                   "due date`.")  # fmt: skip
    hint = (
        "Add a section `### Key Entities` with a line for each: `- **Task**: key attributes include: title, due date`."
    )
    return ArchwrightError("This text names no entities.", where=f"{source.name}:1", hint=hint)
