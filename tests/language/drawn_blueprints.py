"""Blueprints drawn at random, as complete as `load` makes them."""

import string
from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from archwright.language.complete.entities import default_sort
from archwright.language.complete.policies import jwks_of
from archwright.language.line.bounds import LENGTHS
from archwright.language.plurals import plural
from archwright.language.words import entity_trouble, field_trouble, snake
from archwright.model.blueprint import (
    ACTIONS,
    Access,
    Auth,
    Blueprint,
    Bounds,
    Budgets,
    Check,
    Declared,
    Default,
    Entity,
    Evolution,
    Field,
    Issuer,
    Limits,
    Listing,
    OAuthLogin,
    Operation,
    Rate,
    Relation,
    Role,
    Shape,
    Stack,
    Wire,
)

LOWER = string.ascii_lowercase
names = st.text(LOWER, min_size=3, max_size=8).filter(lambda name: not field_trouble(name)[0])
entity_names = st.from_regex(r"[A-Z][a-z]{2,6}([A-Z][a-z]{2,5})?", fullmatch=True).filter(
    lambda name: not entity_trouble(name)[0]
)
letters = string.ascii_letters + string.digits + " .,:;#'\"\\/-_?!{}[]()=|&*%@`~äß→"
docs = st.text(letters, max_size=30).map(str.strip)
texts = st.text(letters, max_size=12)
whole = st.integers(-(10**6), 10**6)
NEWEST = Listing(default_sort="-created_at")
PATTERNS = ("", "^[a-z]+$", r"^\d{3}/\d+$", r"^(a|b), c$")


@st.composite
def bounds_of(draw, kind):
    if kind in LENGTHS:
        low = draw(st.none() | st.integers(0, 20).map(Decimal))
        return Bounds(low, Decimal(draw(st.sampled_from([LENGTHS[kind], 30, 100]))))
    if kind == "text":
        return Bounds(draw(st.none() | st.just(Decimal(1))), draw(st.none() | st.just(Decimal(5000))))
    if kind not in {"int", "float", "decimal"}:
        return Bounds()
    low, high = sorted(draw(st.lists(whole, min_size=2, max_size=2, unique=True)))
    some = draw(st.sampled_from([(True, True), (True, False), (False, True), (False, False)]))
    low_bound, high_bound = (Decimal(low) if some[0] else None), (Decimal(high) if some[1] else None)
    return Bounds(low_bound, high_bound, some[0] and draw(st.booleans()), some[1] and draw(st.booleans()))


@st.composite
def literals(draw, kind, choices):
    if kind == "enum":
        return draw(st.sampled_from(choices))
    return draw(
        {
            "int": whole,
            "float": st.floats(-1e9, 1e9, allow_nan=False).map(lambda each: each + 0.0),
            "decimal": whole.map(lambda each: str(Decimal(each) / 100)),
            "bool": st.booleans(),
            "date": st.dates().map(str),
            "datetime": st.datetimes().map(lambda each: each.isoformat()),
            "time": st.times().map(str),
            "uuid": st.uuids().map(str),
            "json": st.sampled_from(["[]", "{}", '{"a": [1, "b"]}', "null", '"x"']),
        }.get(kind, texts)
    )


@st.composite
def fields(draw, name, *, stored=True, tenant=False):
    kind = draw(st.sampled_from(["str", "text", "email", "url", "int", "float", "decimal", "bool", "date", "datetime",
                                 "time", "uuid", "json", "enum", "file"]))  # fmt: skip
    bounds = draw(bounds_of(kind))
    choices = (
        tuple(draw(st.lists(names | st.just("in stock"), min_size=1, max_size=4, unique=True)))
        if kind == "enum"
        else ()
    )
    renamed = (("formerly", choices[0]),) if choices and draw(st.booleans()) else ()
    precision, scale = draw(st.sampled_from([(12, 2), (8, 4), (38, 2)])) if kind == "decimal" else (0, 0)
    default = None
    if bounds == Bounds() and draw(st.booleans()):
        default = Default("literal", draw(literals(kind, choices)))
        if kind in {"date", "datetime"} and draw(st.booleans()):
            default = Default("today" if kind == "date" else "now")
    textual = kind in LENGTHS or kind == "text"
    field = Field(
        name, kind, draw(st.booleans()), bounds, precision, scale, choices,
        draw(st.sampled_from(PATTERNS)) if textual else "",
        default, doc=draw(docs), evolution=Evolution(renamed_values=renamed) if stored else Evolution(),
    )  # fmt: skip
    return flagged(draw, field, textual, tenant) if stored else of_the_wire(draw, field)


def of_the_wire(draw, field):
    from dataclasses import replace

    called = draw(st.sampled_from(["", "userId", "x-y", 'a "b"']))
    return replace(field, sent_as=called, omittable=not (field.optional or field.default) and draw(st.booleans()))


def plain(field):
    return field.type not in ("file", "json")


def flagged(draw, field, textual, tenant):
    from dataclasses import replace

    way = draw(st.sampled_from(["", "unique", "index", "hidden", "readonly", "fixed", "search", "computed"]))
    if way == "computed":
        return replace(field, computed=True, default=None, pattern="")
    if way == "unique" and field.default is None and field.type != "json":
        return replace(field, unique="tenant" if tenant else "all")
    if way == "search" and textual:
        return replace(field, search=True)
    if way == "index" and field.type != "json":
        field = replace(field, index=True)
    if way in {"hidden", "readonly", "fixed"}:
        field = replace(field, **{way: True})
    if way == "readonly" and not field.default:
        field = replace(field, optional=True)
    return replace(
        field,
        evolution=Evolution(
            draw(st.sampled_from(["", f"old_{field.name}"])),
            draw(st.none() | literals(field.type, field.choices)),
            draw(st.booleans()),
            draw(st.sampled_from(["", 'CAST("a" AS INTEGER)', "trim(b) || '\\'"])),
            field.evolution.renamed_values,
        ),
    )


@st.composite
def relations(draw, name, target, *, first):
    if draw(st.integers(0, 3)) == 0 and not first:
        return Relation(name, target, many=True, doc=draw(docs))
    optional = draw(st.booleans())
    on_delete = draw(st.sampled_from(["restrict", "cascade", "set null"] if optional else ["restrict", "cascade"]))
    way = draw(st.sampled_from(["", "readonly", "fixed"]))
    optional = optional or way == "readonly"
    return Relation(name, target, False, optional, on_delete, draw(st.sampled_from(["", "all"])), way == "readonly",
                    way == "fixed", draw(docs), Evolution(draw(st.sampled_from(["", f"old_{name}"]))))  # fmt: skip


@st.composite
def blueprints(draw):
    """Small, but of every kind."""
    auth = draw(auths()) if draw(st.booleans()) else None
    tenant = "Workspace" if auth and draw(st.booleans()) else ""
    roles = tuple(draw(st.sampled_from([(), (Role("member"), Role("boss", ("member",)))]))) if auth else ()
    known = draw(st.lists(entity_names, max_size=3, unique_by=lambda each: each.lower()))
    plurals = {plural(snake(each)) for each in known}
    if len(plurals) < len(known) or {"User", "Workspace"} & set(known):
        known = []
    made = (
        [Entity("Workspace", "workspace", "workspaces", "workspaces", (name_field(),), actions=(), listing=NEWEST)]
        if tenant
        else []
    )
    if auth:
        made.append(user(tenant))
    for name in known:
        made.append(draw(entities(name, [each.name for each in made], auth, roles, tenant)))
    return Blueprint(
        name=draw(names),
        stack=draw(
            st.builds(Stack, st.sampled_from(["postgres", "neon"]), st.sampled_from(["sqlalchemy", "sqlmodel"]))
        ),
        auth=auth,
        roles=roles,
        tenant=tenant,
        entities=tuple(made),
        operations=tuple(
            draw(operations(f"op_{each.slug}", each, auth, roles)) for each in made if draw(st.booleans())
        ),
        wire=draw(wires()),
        limits=draw(limits()),
        cors=draw(st.sampled_from([(), ("*",), ("https://a.example", "http://localhost:3000")])) if not auth else (),
        idempotency=draw(st.booleans()),
        metrics=draw(st.booleans()),
        traces=draw(st.booleans()),
        deploy=draw(st.sampled_from([(), ("docker",), ("docker", "github"), ("client", "kubernetes")])),
        budgets=draw(st.builds(Budgets, st.integers(0, 5000), st.integers(0, 900), st.integers(0, 9))),
        allow_data_loss=draw(st.booleans()),
    )


def name_field():
    return Field("name", "str", bounds=Bounds(Decimal(1), Decimal(120)))


def user(tenant):
    email = Field("email", "email", bounds=Bounds(high=Decimal(254)), unique="all")
    name = Field("name", "str", optional=True, bounds=Bounds(Decimal(1), Decimal(120)))
    return Entity("User", "user", "users", "users", (email, name), actions=(), listing=NEWEST, tenant=bool(tenant))


@st.composite
def auths(draw):
    passwords = draw(st.booleans())
    issuers = (
        Issuer("other", "https://id.example", jwks_of("https://id.example"), "them"),
        Issuer("own", "https://b.example", "https://b.example/keys", "us"),
    )
    oauth = (OAuthLogin("example", "https://a.example/a", "https://a.example/t", "https://a.example/u"),)
    sessions = passwords and draw(st.booleans())
    return Auth(
        passwords=passwords,
        min_password=draw(st.integers(8, 20)) if passwords else 12,
        access=timedelta(minutes=draw(st.integers(1, 120))),
        refresh=timedelta(days=draw(st.integers(1, 90))),
        scheme=draw(st.sampled_from(["Bearer", "Token"])),
        cookie="" if sessions else draw(st.sampled_from(["", "sid"])),
        sessions=sessions,
        api_keys=draw(st.booleans()),
        verify_email=passwords and draw(st.booleans()),
        reset_password=passwords and draw(st.booleans()),
        open_registration=draw(st.booleans()),
        issuers=issuers if not passwords or draw(st.booleans()) else (),
        oauth=oauth if draw(st.booleans()) else (),
    )


@st.composite
def entities(draw, name, others, auth, roles, tenant):  # noqa: PLR0917
    slug = snake(name)
    mine = bool(tenant) and draw(st.booleans())
    own = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    made = tuple(draw(fields(each, tenant=mine)) for each in own)
    linked = tuple(
        draw(relations(f"to_{snake(each)}", each, first=each == "User")) for each in others if draw(st.booleans())
    )
    owner = ""
    if auth and draw(st.booleans()):
        owner = "owner"
        linked = (*linked, Relation("owner", "User", readonly=True))
    actions = tuple(each for each in ACTIONS if draw(st.integers(0, 4)))
    words = [["user"], *([] if mine else [["public"]]), *[[role.name] for role in roles]] if auth else [["public"]]
    access = []
    for action in actions:
        mixed = [[owner, "boss"]] if owner and roles and action != "create" else []
        access.append((action, Access(tuple(draw(st.sampled_from(words + mixed))))))
    plain = [each.name for each in made if not (each.hidden or each.computed or each.type == "json")]
    stored = [each.name for each in made if not each.computed and each.type != "json"]
    timestamps = draw(st.booleans())
    listing = Listing(default_sort=default_sort(timestamps=timestamps))
    if "list" in actions and plain:
        listing = Listing(tuple(plain), (plain[0], "id"), draw(st.sampled_from([f"-{plain[0]}", listing.default_sort])),
                          tuple(each.name for each in linked), draw(st.integers(1, 100)), 100)  # fmt: skip
    group = ((stored[0], stored[1]),) if len(stored) > 1 and draw(st.booleans()) else ()
    rule = (Check("rule", f'"{stored[0]}" IS NOT NULL'),) if stored and draw(st.booleans()) else ()
    keys = [each.name for each in made if each.unique and not each.optional and each.type in {"str", "int"}]
    return Entity(
        name=name, slug=slug, plural=draw(st.sampled_from([plural(slug), f"all_{slug}"])),
        table=draw(st.sampled_from([plural(slug), f"table_{slug}"])), fields=made, relations=linked, actions=actions,
        access=tuple(access), listing=listing, unique=group, index=group, checks=rule, owner=owner, tenant=mine,
        timestamps=timestamps, soft_delete=draw(st.booleans()), versioned="update" in actions and draw(st.booleans()),
        audit=draw(st.booleans()), bulk="create" in actions and draw(st.booleans()),
        put="update" in actions and draw(st.booleans()), external_key=keys[0] if keys else "",
        seed=draw(st.integers(0, 50)), doc=draw(docs),
        evolution=Evolution(draw(st.sampled_from(["", f"Old{name}"])), None, draw(st.booleans())),
        split_from=draw(st.sampled_from(["", *others])),
    )  # fmt: skip


@st.composite
def operations(draw, name, entity, auth, roles):
    method = draw(st.sampled_from(["GET", "POST", "DELETE"]))
    output = draw(
        st.sampled_from(
            [
                Shape(),
                Shape(entity.name),
                Shape(kind="html"),
                Shape(kind="json"),
                Shape(entity.name, True),
                Shape(entity.name, other="html"),
                Shape(entity.name, True, other="file"),
                Shape(kind="text", other="file"),
                Shape(fields=(draw(fields("total", stored=False)),), relations=(Relation("found", entity.name),)),
            ]
        )
    )
    inputs = (
        Shape(fields=(draw(fields("note", stored=False)),)) if method == "POST" and draw(st.booleans()) else Shape()
    )
    file = any(each.type == "file" for each in inputs.fields)
    words = [["user"], ["public"], *[[role.name] for role in roles]] if auth else [["public"]]
    return Operation(
        name, method, f"/{entity.plural}/{{{entity.slug}}}/do-it", Access(tuple(draw(st.sampled_from(words)))), inputs,
        (draw(fields("how", stored=False).filter(plain)),) if draw(st.booleans()) else (), output,
        draw(st.sampled_from([200, 202])) if not output.empty else 204,
        draw(st.sampled_from([(), (Declared("gone", 410), Declared("no_way", 409, "It is 'done': already."))])),
        draw(st.sampled_from(["", f"{entity.slug}.done"])), draw(docs),
        file or (bool(inputs.fields) and draw(st.booleans())),
        *(draw(st.sampled_from([(), (draw(fields(each, stored=False).filter(plain)),)])) for each in ("token", "seen")),
    )  # fmt: skip


@st.composite
def wires(draw):
    wrap = draw(st.booleans())
    return Wire(
        draw(st.sampled_from(["", "/api/v1", "/v2"])), draw(st.sampled_from(["never", "always", "both"])),
        draw(st.sampled_from([400, 422])),
        draw(st.sampled_from(["envelope", "problem", "data", "fields", "detail", "message", "error"])),
        draw(st.sampled_from(["page", "data", "named"] + ([] if wrap else ["plain"]))),
        draw(st.sampled_from(["snake", "camel"])), wrap, draw(st.sampled_from([200, 204])),
        draw(st.sampled_from(["keyset", "offset", "number"])),
        draw(st.sampled_from(["uuid", "int"])), draw(st.sampled_from(["refuse", "ignore"])), draw(st.booleans()),
    )  # fmt: skip


@st.composite
def limits(draw):
    rates = st.none() | st.builds(
        Rate, st.integers(1, 1000), st.sampled_from([timedelta(seconds=1), timedelta(minutes=15), timedelta(days=1)])
    )
    return Limits(draw(rates), draw(rates), (), draw(st.sampled_from([1024, 1000, 1_048_576, 5 * 1024**2])))
