"""The switches of the blueprint with their words, and which of them cannot stand together."""

from dataclasses import dataclass

Choice = str
Row = dict[str, Choice]
When = dict[str, tuple[Choice, ...]]

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
    "auth.routes": ("true", "false"),
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


@dataclass(frozen=True)
class Clash:
    """`switch` cannot be one of `refused` where all of `when` holds; `fix`: what the refusal names as the way out."""

    when: When
    switch: str
    refused: tuple[Choice, ...]
    instead: Choice
    fix: str

    def holds(self, row: Row) -> bool:
        """Whether the row contradicts itself so."""
        return row[self.switch] in self.refused and all(row[name] in words for name, words in self.when.items())


_NO_LOGIN: When = {"auth": ("none",)}
_NO_PASSWORDS: When = {"auth": ("yes",), "auth.passwords": ("false",)}
_NO_ROUTES: When = {"auth": ("yes",), "auth.routes": ("false",)}
_NO_UPDATE: When = {"entity.actions": ("no_update", "read_only")}
_TENANTS: When = {"tenancy": ("Workspace",), "entity.tenant": ("left",)}

# The first six are of switches without a meaning: a page can say them all the same.
CLASHES = (
    Clash(_NO_LOGIN, "roles", ("two",), "none", "`auth: true`"),
    Clash(_NO_LOGIN, "tenancy", ("Workspace",), "none", "`auth: true`"),
    Clash(_NO_LOGIN, "entity.owner", ("owner",), "none", "`auth: true`"),
    Clash(_NO_LOGIN, "entity.access", ("user", "mixed"), "public", "`auth: true`"),
    Clash(_NO_LOGIN, "entity.access", ("role",), "public", "`auth: true`"),
    Clash({"tenancy": ("none",)}, "entity.tenant", ("false",), "left", "`tenancy: {by: Organization}`"),
    Clash({"auth": ("yes",), "roles": ("none",)}, "entity.access", ("role",), "user", "`roles: {admin: []}`"),
    *(Clash(_NO_ROUTES, f"auth.{name}", ("true",), "false", "`routes: false`") for name in ("sessions", "api_keys")),
    Clash(_NO_ROUTES, "auth.oauth", ("one",), "none", "`routes: false`"),
    *(
        Clash(where, f"auth.{name}", ("true",), "false", fix)
        for where, fix in ((_NO_ROUTES, "`routes: false`"), (_NO_PASSWORDS, "`passwords: false`"))
        for name in ("verify_email", "reset_password")
    ),
    Clash({**_NO_PASSWORDS, "auth.oauth": ("none",)}, "auth.issuers", ("none",), "one", "`issuers`"),
    Clash({**_NO_PASSWORDS, "auth.oauth": ("none",)}, "auth.sessions", ("true",), "false", "`oauth`"),
    Clash({"policies.wrap": ("true",)}, "policies.lists", ("plain",), "named", "`lists: named`"),
    Clash({"auth": ("yes",), "auth.sessions": ("true",)}, "cors", ("star",), "one", "`https://app.example.com`"),
    Clash({"stack.database": ("sqlite",)}, "deploy", ("[kubernetes, docker]",), "[]", "`stack: {database: postgres}`"),
    Clash(_TENANTS, "entity.access", ("public",), "user", "`tenant: false`"),
    Clash(_NO_UPDATE, "entity.lock", ("true",), "false", "update]`"),
    Clash(_NO_UPDATE, "entity.put", ("true",), "false", "update]`"),
    Clash({"entity.actions": ("read_only",)}, "entity.bulk", ("true",), "false", "create]`"),
)


def settled(row: Row, asked: frozenset[str] = frozenset()) -> Row:
    """The row with what cannot stand together put right; what was asked for stays where it can."""
    found = dict(row)
    asked = _with_needs(found, asked)
    for _ in range(4):  # one thing put right may be another's contradiction
        for name, (needed, words) in NEEDS.items():
            if found[needed] not in words:
                found[name] = SWITCHES[name][0]
        for clash in CLASHES:
            if clash.holds(found):
                found |= _way_out(clash, asked)
    return found


def _with_needs(row: Row, asked: frozenset[str]) -> frozenset[str]:
    """What was asked for, and in the row what that needs to mean something."""
    found = set(asked)
    for _ in range(2):  # a tenant needs tenancy, and that a login
        for needed, words in [NEEDS[name] for name in sorted(found) if name in NEEDS]:
            if needed not in found:
                found.add(needed)
                row[needed] = row[needed] if row[needed] in words else words[0]
    return frozenset(found)


def _way_out(clash: Clash, asked: frozenset[str]) -> Row:
    if clash.switch in asked:
        for name, words in reversed(clash.when.items()):
            if name not in asked:
                return {name: next(word for word in SWITCHES[name] if word not in words)}
    return {clash.switch: clash.instead}
