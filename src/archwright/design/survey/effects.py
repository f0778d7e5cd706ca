"""What a view does to stored data: select, insert, update, delete."""

from typing import Literal

from archwright.model.facts import Facts, Query, Route, View

Effect = Literal["select", "insert", "update", "delete"]

_VERBS: dict[str, Effect] = {
    "select": "select",
    "insert": "insert",
    "replace": "insert",
    "update": "update",
    "delete": "delete",
}
_CALLS: dict[str, Effect] = {
    "add_all": "insert",
    "insert_one": "insert",
    "insert_many": "insert",
    "bulk_save_objects": "insert",
    "append": "insert",
    "update_one": "update",
    "update_many": "update",
    "replace_one": "update",
    "find_one_and_update": "update",
    "delete_one": "delete",
    "delete_many": "delete",
    "find_one_and_delete": "delete",
    "remove": "delete",
    "all": "select",
    "first": "select",
    "first_or_404": "select",
    "get_or_404": "select",
    "find_one": "select",
    "paginate": "select",
}
_SESSION_CALLS: dict[str, Effect] = {"add": "insert", "delete": "delete", "merge": "update"}
_BY_METHOD: dict[str, Effect] = {"POST": "insert", "PUT": "update", "PATCH": "update", "DELETE": "delete"}
# These belong to lists as much as to stores, so they count only on a name known to be a store.
_LIST_WORDS = frozenset({"append", "remove"})
WRITES: frozenset[Effect] = frozenset({"insert", "update", "delete"})


def effects(view: View, route: Route, facts: Facts) -> frozenset[Effect]:
    """What calling the route may do to the data, as far as its own body shows."""
    found = {_VERBS[query.verb.lower()] for query in queries_in(view, facts) if query.verb.lower() in _VERBS}
    stores = _stores(facts)
    found.update(effect for call in view.calls if (effect := _of_call(call, stores)))
    if "commit" in _last_words(view) and not found & WRITES:
        # An insert needs an `add` and a delete a `delete`: what is only committed was changed in place.
        found.add("update")
    found.update(_of_memory(view, route, facts))
    return frozenset(found)


def queries_in(view: View, facts: Facts) -> tuple[Query, ...]:
    """The raw SQL written inside the view."""
    return tuple(
        query
        for query in facts.queries
        if query.place.file == view.place.file and view.place.line <= query.place.line <= view.end_line
    )


def _of_call(call: str, stores: frozenset[str]) -> Effect | None:
    base, _, word = call.rpartition(".")
    if word in _SESSION_CALLS and base.split(".")[-1].rstrip("()") in {"session", "db_session", "Session"}:
        return _SESSION_CALLS[word]
    if ".query." in call or (word == "query" and base):
        return _CALLS.get(word, "select")
    if word in _LIST_WORDS:
        return _CALLS[word] if base in stores else None
    return _CALLS.get(word) if base else None


def _of_memory(view: View, route: Route, facts: Facts) -> set[Effect]:
    """A view that writes a module-level store tells by its method what kind of write it is."""
    stores = _stores(facts)
    written = any(view.name in state.writers for state in facts.states if state.name in stores)
    return {_BY_METHOD.get(method, "update") for method in route.methods[-1:]} if written else set()


def _stores(facts: Facts) -> frozenset[str]:
    memory = [entity for entity in facts.entities if entity.kind == "memory"]
    return frozenset(entity.table for entity in memory) | frozenset(entity.name for entity in memory)


def _last_words(view: View) -> frozenset[str]:
    return frozenset(call.rpartition(".")[2] for call in view.calls)
