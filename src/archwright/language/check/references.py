"""Where an entity names its own fields: lists, unique, index, key, owner."""

from archwright.language.found import Found
from archwright.language.nodes import Path
from archwright.model.blueprint import Blueprint, Entity, Field

_OURS = ("id", "created_at", "updated_at")


def check_references(blueprint: Blueprint, found: Found) -> None:
    """Each name must be there, and be fit for what is asked of it."""
    for entity in blueprint.entities:
        if entity.name in found.root.names("entities"):
            _Entity(entity, found).check()
            _filled(entity, blueprint, found)
            if not (entity.fields or entity.relations or found.root.names("entities", entity.name, "fields")):
                fix = "Give it `fields:` with at least one line, as `name: str(1..120)`."
                found.at_key(("entities", entity.name), f"`{entity.name}` holds nothing.", fix)


def _filled(entity: Entity, blueprint: Blueprint, found: Found) -> None:
    """Where it must hold something that nobody gives, every create would be a conflict."""
    written = found.root.names("entities", entity.name, "fields")
    for name in blueprint.unfilled(entity):
        if name in written:
            fix = "Write a default or `?` behind its type, or leave create out of `actions`: an operation can fill it."
            path = ("entities", entity.name, "fields", name)
            found.at(path, f"No create could give `{name}` a value: it is readonly and must be there.", fix)


class _Entity:
    """The names of one entity."""

    def __init__(self, entity: Entity, found: Found) -> None:
        self.entity = entity
        self.found = found
        self.path: Path = ("entities", entity.name)
        self.fields = {field.name: field for field in entity.fields}
        self.relations = {relation.name: relation for relation in entity.relations}
        self.written = found.root.names(*self.path, "fields")
        self.ours = {each for each in _OURS if entity.timestamps or each == "id"}

    def check(self) -> None:
        entity = self.entity
        listing, path = entity.listing, (*self.path, "list")
        for index, name in enumerate(listing.filter):
            self._listed(name, (*path, "filter", index), "filtered by", relations=True)
        for index, name in enumerate(listing.sort):
            self._listed(name, (*path, "sort", index), "sorted by", relations=False)
        self._listed(listing.default_sort.removeprefix("-"), (*path, "default"), "sorted by", relations=False)
        for index, name in enumerate(listing.include):
            if name not in self.relations and name not in self.written:
                self._absent(name, (*path, "include", index), "relation", self.relations)
        self._pages(path)
        self._groups()
        self._key()
        self._routes()

    def _listed(self, name: str, path: Path, verb: str, *, relations: bool) -> None:
        field = self.fields.get(name)
        if field:
            self._usable(field, path, verb)
        elif name in self.relations:
            if not relations:
                fix = "Sort by a field of its own; an id has no order that means anything."
                self.found.at(path, f"`{name}` is a relation.", fix)
        elif name not in self.written and name not in self.ours:
            self._absent(name, path, "field", {*self.fields, *(self.relations if relations else ()), *self.ours})

    def _usable(self, field: Field, path: Path, verb: str) -> None:
        for is_so, why in ((field.hidden, "hidden"), (field.computed, "computed"), (field.type == "json", "json")):
            if is_so:
                trouble = f"`{field.name}` is {why}: nothing can be {verb} it."
                self.found.at(path, trouble, f"Remove it here, or `{why}` there.")
                return

    def _absent(self, name: str, path: Path, kind: str, known: object) -> None:
        names = [str(each) for each in known] if isinstance(known, dict | set) else []
        self.found.unknown(path, f"`{self.entity.name}` has no {kind} `{name}`.", name, {*names, *self.written})

    def _pages(self, path: Path) -> None:
        listing = self.entity.listing
        if listing.page > listing.max_page:
            trouble = f"A page of {listing.page} is more than the most, {listing.max_page}."
            self.found.at((*path, "page"), trouble, f"Add `max: {listing.page}`, or make `page` smaller.")

    def _groups(self) -> None:
        for key, groups in (("unique", self.entity.unique), ("index", self.entity.index)):
            for index, group in enumerate(groups):
                self._group(group, (*self.path, key, index), key)
                if group in groups[:index]:
                    self.found.at((*self.path, key, index), "This group is there twice.", "Remove one of the two.")

    def _group(self, group: tuple[str, ...], path: Path, key: str) -> None:
        if len(group) < 2:
            only = group[0] if group else "title"
            fix = f"Write `{only}: ..., {key}` at the field itself; a relation has its index anyway."
            self.found.at(path, f"One field alone is no group for `{key}`.", fix)
        for place, name in enumerate(group):
            field, relation = self.fields.get(name), self.relations.get(name)
            if name in group[:place]:
                self.found.at((*path, place), f"`{name}` is there twice.", "Remove one of the two.")
            elif field and (field.computed or field.type == "json"):
                self.found.at((*path, place), f"`{name}` is {field.type if not field.computed else 'computed'}.",
                              "Leave it out: the database cannot compare it.")  # fmt: skip
            elif relation and relation.many:
                self.found.at((*path, place), f"`{name}` is a relation to many.", "Leave it out: it has no column.")
            elif not field and not relation and name not in self.written and name not in self.ours:
                self._absent(name, (*path, place), "field", {*self.fields, *self.relations})

    def _key(self) -> None:
        name, path = self.entity.external_key, (*self.path, "key")
        field = self.fields.get(name)
        if not name or (not field and name in self.written and name not in self.relations):
            return
        if not field:
            self._absent(name, path, "field", self.fields)
        elif not field.unique or field.optional or field.hidden or field.computed:
            trouble = f"`{name}` cannot find a row: it is not unique, required and readable."
            self.found.at(path, trouble, f"Write `{name}: {field.type}, unique`, without `?`, hidden and computed.")
        elif field.type not in ("str", "email", "int", "uuid"):
            self.found.at(
                path, f"`{name}` cannot stand in a path.", f"Write `{name}: str(1..60), unique`, or int, uuid."
            )
        elif field.type not in {"str", "email", "int", "uuid"}:
            self.found.at(path, f"A {field.type} cannot stand in a path.", "Use a str, email, int or uuid.")

    def _routes(self) -> None:
        written = self.found.root.names(*self.path)
        for key, action in (("list", "list"), ("bulk", "create"), ("put", "update"), ("lock", "update")):
            on = key == "list" or getattr(self.entity, "versioned" if key == "lock" else key)
            if key in written and on and action not in self.entity.actions:
                trouble = f"`{key}` has nothing to act on: `{self.entity.name}` has no {action}."
                actions = ", ".join([*self.entity.actions, action])
                self.found.at_key((*self.path, key), trouble, f"Remove it, or write `actions: [{actions}]`.")
        if "actions" in written:
            nodes = self.found.root.value_of((*self.path, "actions")).items
            for index, node in enumerate(nodes):
                if any(node.value == other.value for other in nodes[:index]):
                    path = (*self.path, "actions", index)
                    self.found.at(path, f"`{node.value}` is there twice.", "Remove one of the two.")
