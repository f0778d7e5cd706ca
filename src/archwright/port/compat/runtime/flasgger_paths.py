"""The URLs of the application as Swagger describes them."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from werkzeug.routing import Rule

from app.core.compat.flasgger_texts import Described, Sanitizer, describe_view

ARGUMENT = re.compile(r"<(?:[^<>]*:)?([^<>]*)>")
OPTIONAL = ("tags", "consumes", "produces", "schemes", "security", "deprecated", "operationId", "externalDocs")
METHODS = ("get", "post", "put", "delete")


def describe(
    data: dict[str, Any],
    rules: Iterable[Rule],
    config: Mapping[str, Any],
    sanitizer: Sanitizer,
    classes: Mapping[str, Described],
) -> None:
    """Adds every URL that something is said about, and the kinds of values named there."""
    newer = str(data.get("openapi") or "").startswith("3")
    kinds = data.setdefault("components", {}).setdefault("schemas", {}) if newer else data.setdefault("definitions", {})
    for name, kind in classes.items():
        if kind.said:
            kinds.setdefault(name, {}).update({**kind.said, **({"description": kind.text} if kind.text else {})})
    ignored = set(config.get("ignore_verbs", ("HEAD", "OPTIONS")))
    for rule in rules:
        for verb in sorted((rule.methods or set()) - ignored):
            target = getattr(rule, "target", None)
            view = getattr(target, "endpoint", target)
            found = describe_view(view, rule.endpoint, verb.lower(), sanitizer) if view else Described()
            if found.said is not None:
                walk = Walk(kinds, f"{rule.endpoint.lower().replace('.', '_')}_{verb.lower()}", config, newer=newer)
                path = data["paths"].setdefault(_path(data, rule.rule), {})
                path.setdefault(verb.lower(), {}).update(walk.operation(found, verb.lower()))


def _path(data: Mapping[str, Any], rule: str) -> str:
    base = str(data.get("basePath") or "").rstrip("/")
    path = f"{data.get('swaggerUiPrefix', '')}{rule}"
    return ARGUMENT.sub(r"{\1}", path.removeprefix(base))


class Walk:
    """Takes the kinds of values out of what is said about one URL and method."""

    def __init__(self, kinds: dict[str, Any], place: str, config: Mapping[str, Any], *, newer: bool) -> None:
        self._kinds, self._place, self._config = kinds, place, config
        self._reference = "#/components/schemas/" if newer else "#/definitions/"
        self._newer = newer

    def operation(self, found: Described, verb: str) -> dict[str, Any]:
        """What Swagger says about it."""
        said = deepcopy(dict(found.said or {}))
        own = said.pop("definitions", None) or {}
        own = said.get("components", {}).get("schemas", {}) if self._newer else own[0] if isinstance(own, list) else own
        self._kinds.update(own)
        parameters = said.get("parameters") or (said.get(verb, {}).get("parameters", []) if verb in METHODS else [])
        responses = {str(code): value for code, value in (said.get("responses") or {}).items()}
        callbacks = {str(name): value for name, value in (said.get("callbacks") or {}).items()}
        body = said.get("requestBody") or {}
        self.take([*body.get("content", {}).values(), *callbacks.values()], keep=False)
        self.take(parameters, keep="responses" in said)
        self.take(responses.values())
        made = {
            "summary": found.summary or said.get("summary"),
            "description": found.text or said.get("description"),
            "requestBody": body,
            "callbacks": callbacks,
            "responses": responses,
            "parameters": parameters,
        }
        optional = {key: said[key] for key in self._config.get("optional_fields") or OPTIONAL if key in said}
        for key in {"produces", "consumes"} & optional.keys():
            optional[key] = list(optional[key]) if isinstance(optional[key], list | tuple) else [optional[key]]
        return {**{key: value for key, value in made.items() if value}, **optional}

    def take(self, items: Iterable[dict[str, Any]], *, keep: bool = True, depth: int = 0) -> None:
        """A schema with an `id` becomes a kind of its own, and a reference stays; `keep` off: only the reference."""
        for item in items:
            schema = item.get("schema")
            if isinstance(schema, dict):
                self._take_one(item, schema, keep, depth)
            self._take_items(item, keep, depth)

    def _take_one(self, item: dict[str, Any], schema: dict[str, Any], keep: bool, depth: int) -> None:
        name = schema.get("id")
        if name is not None:
            name = f"{self._place}_{name}" if self._config.get("prefix_ids") else name
            reference = {"$ref": f"{self._reference}{name}"}
            if depth:
                del item["schema"]
                item.update(reference)
            else:
                item["schema"] = reference
        self.take((schema.get("properties") or {}).values(), keep=keep, depth=depth + 1)
        self._take_items(schema, keep, depth)
        if name is not None and keep:
            self._kinds.setdefault(name, {}).update({key: value for key, value in schema.items() if key != "id"})

    def _take_items(self, source: dict[str, Any], keep: bool, depth: int) -> None:
        inner = source.get("items")
        if isinstance(inner, dict) and "schema" in inner:
            self.take([inner], keep=keep, depth=depth + 1)
