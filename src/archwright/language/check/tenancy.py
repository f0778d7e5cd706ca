"""Tenancy: someone belongs to a tenant, and nothing is per tenant without one."""

from archwright.language.found import Found
from archwright.model.blueprint import Blueprint, Entity, Field, Relation


def check_tenancy(blueprint: Blueprint, found: Found) -> None:
    """With and without."""
    if blueprint.tenant and not blueprint.auth:
        found.at_key(("tenancy",), "Nobody belongs to a tenant: there is no login.", "Add `auth: true`.")
    if blueprint.auth and blueprint.tenant == blueprint.auth.entity:
        fix = "Name what users belong to, as `Organization`; for rows of a user's own use `access: owner`."
        found.at(("tenancy", "by"), f"`{blueprint.tenant}` is the user.", fix)
    for entity in blueprint.entities:
        _per_tenant(entity, blueprint, found)
        _public(entity, found)
        path = ("entities", entity.name, "tenant")
        if "tenant" in found.root.names("entities", entity.name):
            if not blueprint.tenant:
                found.at_key(path, "There is no tenancy.", "Add `tenancy: {by: Organization}`, or remove this.")
            elif entity.name == blueprint.tenant:
                found.at_key(path, "A tenant does not belong to itself.", "Remove this.")
            elif blueprint.auth and entity.name == blueprint.auth.entity and not entity.tenant:
                found.at(path, "It is by the user that a request has a tenant.", "Remove this.")


def _public(entity: Entity, found: Found) -> None:
    written = found.root.names("entities", entity.name, "access")
    for action, access in entity.access if entity.tenant else ():
        if access.public:
            path = ("entities", entity.name, "access", *([action] if written else []))
            fix = "Write `user`, or `tenant: false` below the entity when its rows are for everybody."
            found.at(path, "Without a login there is no tenant whose rows could be shown.", fix)


def _per_tenant(entity: Entity, blueprint: Blueprint, found: Found) -> None:
    both: tuple[Field | Relation, ...] = (*entity.fields, *entity.relations)
    for each in both:
        if each.unique != "tenant":
            continue
        path = ("entities", entity.name, "fields", each.name)
        offset = found.place(path, "unique")
        if not blueprint.tenant:
            fix = "Write `unique`, or add `tenancy: {by: Organization}`."
            found.at(path, "`unique per tenant` needs tenants.", fix, offset=offset)
        elif not entity.tenant:
            found.at(path, f"`{entity.name}` belongs to no tenant.", "Write `unique`.", offset=offset)
