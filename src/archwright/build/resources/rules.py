"""Who may, as an expression of the written backend: an instance of `Rule` (app/core/access.py)."""

from archwright.model.blueprint import Access, Action, Entity

PUBLIC = "PUBLIC"
LOGGED_IN = "LOGGED_IN"
IMPORTS = ("from app.core.access import LOGGED_IN, PUBLIC, Rule",)


def rule(access: Access, *entities: Entity) -> str:
    """The rule; words that are no role are relations of one of the entities."""
    words = access.anyone_of
    if access.public:
        return PUBLIC
    if "user" in words:
        return LOGGED_IN
    columns = {each.name: each.column for entity in entities for each in entity.ones}
    parts = {
        "roles": [word for word in words if word not in columns],
        "columns": [columns[word] for word in words if word in columns],
    }
    return f"Rule({', '.join(f'{name}={_tuple(found)}' for name, found in parts.items() if found)})"


def named_by(access: Access, entity: Entity) -> tuple[str, ...]:
    """Columns of a row that name those who may."""
    return tuple(each.column for each in entity.ones if each.name in access.anyone_of)


def of_everyone(access: Access) -> bool:
    """Whether whoever is logged in may."""
    return access.public or "user" in access.anyone_of


def written_rules(entity: Entity) -> dict[Action, str]:
    """Of the actions that have a route. Nobody makes what must belong to somebody, even where that is public."""
    rules = {action: rule(entity.access_of(action), entity) for action in entity.actions}
    if rules.get("create") == PUBLIC and always_owned(entity):
        rules["create"] = LOGGED_IN
    return rules


def guarded(entity: Entity) -> bool:
    """Whether not everybody may do everything that has a route."""
    return bool(entity.actions) and (set(written_rules(entity).values()) != {PUBLIC} or bool(entity.owner))


def always_owned(entity: Entity) -> bool:
    """Whether each row has an owner."""
    return any(each.name == entity.owner and not each.optional for each in entity.ones)


def _tuple(words: list[str]) -> str:
    inner = ", ".join(f'"{word}"' for word in words)
    return f"({inner},)" if len(words) == 1 else f"({inner})"
