"""The draft as YAML: order kept, and beside each line where the source says it."""

from io import StringIO
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from archwright.model.draft import BlueprintDraft, EntityDraft, OperationDraft
from archwright.model.place import Place

Flow = TypeVar("Flow", CommentedMap, CommentedSeq)

_COLUMN = 48
_ACCESS = {"orm": "models", "sql": "raw SQL", "driver": "its driver", "memory": "module-level lists and dicts"}


def blueprint_text(draft: BlueprintDraft) -> str:
    """The text of blueprint.yaml; the same draft always gives the same bytes."""
    root = CommentedMap(archwright=1, name=draft.name)
    root.yaml_set_start_comment("A draft read from the source; the comment of a line says where it was found.")
    _head(root, draft)
    if draft.entities:
        root["entities"] = _entities(draft.entities)
    if draft.operations:
        root["operations"] = _operations(draft.operations)
    if draft.settings:
        root["settings"] = _settings(draft)
    return _dumped(root)


def _head(root: CommentedMap, draft: BlueprintDraft) -> None:
    root["stack"] = _flow(CommentedMap(database=draft.stack.database))
    said = [text for text in (_where(draft.stack.place), _ACCESS.get(draft.stack.access, "")) if text]
    _note(root, "stack", ", by ".join(said))
    root["auth"] = draft.auth.login
    if draft.auth.passwords:
        root["auth"] = _flow(CommentedMap(login=draft.auth.login, passwords=draft.auth.passwords))
    _note(root, "auth", _where(draft.auth.place))


def _entities(entities: tuple[EntityDraft, ...]) -> CommentedMap:
    written = CommentedMap()
    for entity in entities:
        written[entity.name] = _entity(entity)
        table = f", table {entity.table}" if entity.table and entity.table != entity.name else ""
        _note(written, entity.name, f"{entity.place}{table}")
    return written


def _entity(entity: EntityDraft) -> CommentedMap:
    written = CommentedMap()
    if entity.fields:
        written["fields"] = fields = CommentedMap()
        for field in entity.fields:
            fields[field.name] = field.spec
            _note(fields, field.name, _where(field.place))
    if entity.crud:
        written["crud"] = crud = CommentedMap()
        for each in entity.crud:
            crud[each.role] = each.route
            _note(crud, each.role, f"{each.place} {each.endpoint}" + (f", {each.access}" if each.access else ""))
    return written


def _operations(operations: tuple[OperationDraft, ...]) -> CommentedMap:
    written = CommentedMap()
    for operation in operations:
        written[operation.name] = _operation(operation)
        _note(written, operation.name, f"{operation.place} {operation.endpoint}")
    return written


def _operation(operation: OperationDraft) -> CommentedMap:
    routes = operation.routes
    written = CommentedMap(route=routes[0] if len(routes) == 1 else _flow(CommentedSeq(routes)))
    if operation.access:
        written["access"] = operation.access
    if operation.output:
        written["output"] = operation.output
    if operation.errors:
        written["errors"] = _flow(CommentedSeq(operation.errors))
    return written


def _settings(draft: BlueprintDraft) -> CommentedMap:
    written = CommentedMap()
    for setting in draft.settings:
        written[setting.name] = setting.spec
        _note(written, setting.name, ", ".join(text for text in (_where(setting.place), setting.note) if text))
    return written


def _note(owner: CommentedMap, key: str, text: str) -> None:
    if text:
        owner.yaml_add_eol_comment(text, key, column=_COLUMN)


def _where(place: Place | None) -> str:
    return str(place) if place else ""


def _flow(node: Flow) -> Flow:
    node.fa.set_flow_style()
    return node


def _dumped(root: CommentedMap) -> str:
    yaml = YAML()
    yaml.width = 4096
    target = StringIO()
    yaml.dump(root, target)
    return target.getvalue()
