"""Every pair of words of the blueprint on a page: a small greedy cover, and the pages that it makes."""

import itertools
import random
from collections.abc import Iterator, Mapping

Choice = str
Row = dict[str, Choice]
Pair = tuple[str, Choice, str, Choice]

# Each switch of the language and its words. Those of `auth.`, `entity.` and so on stand where the page needs them.
SWITCHES: dict[str, tuple[Choice, ...]] = {
    "stack.database": ("sqlite", "postgres", "neon"),
    "stack.orm": ("sqlalchemy", "sqlmodel"),
    "stack.layout": ("layers", "domains"),
    "policies.prefix": ("/api/v1", "/api", '""'),
    "policies.slash": ("never", "always", "both"),
    "policies.invalid": ("422", "400"),
    "policies.errors": ("envelope", "problem", "data", "fields", "detail", "message", "error"),
    "policies.lists": ("page", "data", "plain", "named"),
    "policies.case": ("snake", "camel"),
    "policies.wrap": ("false", "true"),
    "policies.delete": ("204", "200"),
    "policies.pages": ("keyset", "offset", "number"),
    "policies.ids": ("uuid", "int"),
    "policies.unknown": ("refuse", "ignore"),
    "policies.docs": ("true", "false"),
    "auth": ("none", "yes"),
    "auth.login": ("email", "username"),
    "auth.entity": ("User", "Account"),
    "auth.passwords": ("{min: 12}", "{min: 16}", "false"),
    "auth.scheme": ("Bearer", "Token"),
    "auth.sessions": ("false", "true"),
    "auth.api_keys": ("false", "true"),
    "auth.verify_email": ("false", "true"),
    "auth.reset_password": ("false", "true"),
    "auth.registration": ("open", "closed"),
    "auth.issuers": ("none", "one"),
    "auth.oauth": ("none", "one"),
    "roles": ("none", "two"),
    "tenancy": ("none", "Workspace"),
    "limits.rate": ("600/m", "none"),
    "limits.login": ("10/m", "none"),
    "limits.body": ("1MB", "64KB"),
    "limits.routes": ("none", "one"),
    "cors": ("none", "one", "star"),
    "idempotency": ("false", "true"),
    "metrics": ("true", "false"),
    "traces": ("false", "true"),
    "deploy": ("[docker, github]", "[]", "[kubernetes, docker]", "[client]"),
    "entity.timestamps": ("true", "false"),
    "entity.soft_delete": ("false", "true"),
    "entity.lock": ("false", "true"),
    "entity.audit": ("false", "true"),
    "entity.bulk": ("false", "true"),
    "entity.put": ("false", "true"),
    "entity.seed": ("0", "3"),
    "entity.key": ("none", "code"),
    "entity.tenant": ("left", "false"),
    "entity.owner": ("none", "owner"),
    "entity.access": ("user", "public", "mixed", "role"),
    "entity.actions": ("all", "no_list", "no_update", "read_only"),
    "entity.include": ("none", "some"),
    "entity.search": ("none", "some"),
    "entity.computed": ("none", "some"),
    "entity.file": ("none", "some"),
    "entity.hidden": ("none", "some"),
    "entity.links": ("none", "some"),
    "entity.parent": ("required", "cascade", "set null", "itself"),
    "entity.unique": ("none", "group"),
    "operation": ("none", "plain", "row", "many", "errors"),
}
# A switch means something only when another one has one of these words.
NEEDS: dict[str, tuple[str, tuple[Choice, ...]]] = {
    **{name: ("auth", ("yes",)) for name in SWITCHES if name.startswith("auth.")},
    "roles": ("auth", ("yes",)),
    "tenancy": ("auth", ("yes",)),
    "limits.login": ("auth", ("yes",)),
    "entity.owner": ("auth", ("yes",)),
    "entity.tenant": ("tenancy", ("Workspace",)),
}


def settled(row: Row) -> Row:
    """The row with what cannot stand together put right: the later switch gives way."""
    found = dict(row)
    for name, (needed, words) in NEEDS.items():
        if found[needed] not in words:
            found[name] = SWITCHES[name][0]
    for fits, name, word in _clashes(found):
        if fits and found[name] != word:
            found[name] = word
    return found


def _clashes(row: Row) -> Iterator[tuple[bool, str, Choice]]:
    none = row["auth.passwords"] == "false"
    yield none and row["auth.oauth"] == "none", "auth.issuers", "one"
    yield none and row["auth.oauth"] == "none", "auth.sessions", "false"
    for name in ("auth.verify_email", "auth.reset_password"):
        yield none, name, "false"
    yield row["policies.wrap"] == "true" and row["policies.lists"] == "plain", "policies.lists", "named"
    yield row["auth.sessions"] == "true" and row["cors"] == "star", "cors", "one"
    yield row["stack.database"] == "sqlite" and "kubernetes" in row["deploy"], "deploy", "[docker, github]"
    yield row["roles"] == "none" and row["entity.access"] == "role", "entity.access", "user"
    yield row["auth"] == "none" and row["entity.access"] != "public", "entity.access", "public"
    scoped = row["tenancy"] != "none" and row["entity.tenant"] == "left"
    yield scoped and row["entity.access"] == "public", "entity.access", "user"
    yield row["entity.actions"] in {"no_update", "read_only"}, "entity.lock", "false"
    yield row["entity.actions"] in {"no_update", "read_only"}, "entity.put", "false"
    yield row["entity.actions"] == "read_only", "entity.bulk", "false"


def pairs_of(row: Mapping[str, Choice]) -> set[Pair]:
    """Every two words of a row, but for those of switches without a meaning there."""
    names = [name for name in SWITCHES if _counts(name, row)]
    return {(one, row[one], other, row[other]) for one, other in itertools.combinations(names, 2)}


def _counts(name: str, row: Mapping[str, Choice]) -> bool:
    needed = NEEDS.get(name)
    return needed is None or row[needed[0]] in needed[1]


def cover(seed: int = 7, tries: int = 60, barren: int = 400) -> list[Row]:
    """Rows until no row that is drawn has a pair that was not there before."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    seen: set[Pair] = set()
    rows: list[Row] = []
    wanted = _possible(draw)
    without = 0
    while wanted - seen and without < barren:
        drawn = [_drawn(draw, sorted(wanted - seen)) for _ in range(tries)]
        best = max(drawn, key=lambda row: len(pairs_of(row) - seen))
        fresh = pairs_of(best) - seen
        without = 0 if fresh else without + 1
        if fresh:
            rows.append(best)
            seen |= fresh
    return rows


def _possible(draw: random.Random) -> set[Pair]:
    """The pairs that some settled row holds: each is asked for by name, and stays or does not."""
    found: set[Pair] = set()
    for one, other in itertools.combinations(SWITCHES, 2):
        for pair in itertools.product(SWITCHES[one], SWITCHES[other]):
            for _ in range(12):
                row = _with(draw, {one: pair[0], other: pair[1]})
                if (one, pair[0], other, pair[1]) in pairs_of(row):
                    found.add((one, pair[0], other, pair[1]))
                    break
    return found


def _drawn(draw: random.Random, open_pairs: list[Pair]) -> Row:
    """A row around some pairs that are still to be had."""
    asked: Row = {}
    for one, word, other, second in draw.sample(open_pairs, min(12, len(open_pairs))):
        if asked.get(one, word) == word and asked.get(other, second) == second:
            asked |= {one: word, other: second}
    return _with(draw, asked)


def _with(draw: random.Random, asked: Row) -> Row:
    row = {name: draw.choice(words) for name, words in SWITCHES.items()} | asked
    for name in asked:
        needed = NEEDS.get(name)
        while needed and needed[0] not in asked:
            row[needed[0]] = needed[1][0]
            needed = NEEDS.get(needed[0])
    return settled(row)
