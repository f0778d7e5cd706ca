"""Filling a step with plausible values: path arguments, query, form, JSON, files, headers."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from archwright.prove.child.journey.draft import Draft, body_of, quoted
from archwright.prove.child.journey.memory import Memory
from archwright.prove.child.journey.needs import Need
from archwright.prove.child.journey.pages import Form
from archwright.prove.child.journey.signatures import seal
from archwright.prove.child.journey.steps import Step
from archwright.prove.child.journey.values import PASSWORD, USER, as_text, value_for
from archwright.prove.child.journey.vocabulary import Vocabulary

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
_PARAMETER = re.compile(r"<(?:(?P<converter>\w+)(?:\((?P<args>[^)]*)\))?:)?(?P<name>\w+)>")
_UNKNOWN = {"int": "9999", "float": "9999.5", "uuid": "00000000-0000-4000-8000-00000000ffff", "path": "no/such"}
_UUID = "11111111-2222-4333-8444-555555555555"
_GENERIC = ("name", "title", "content", "username", "email", "password", "price", "quantity", "description")
_SKIPPED_HEADERS = {"authorization", "content-type", "content-length", "host", "user-agent", "accept", "cookie"}


_ENCODED = {
    "loads": json.dumps({key: value_for(key) for key in _GENERIC}),
    "b64decode": base64.b64encode(_PNG).decode(),
    "fromisoformat": "2024-05-01",
}


class Filler:
    """Uses what has been learned so far."""

    def __init__(self, memory: Memory, words: Vocabulary) -> None:
        self.memory = memory
        self._words = words
        self.person = (USER, PASSWORD)

    def path(self, step: Step, known: bool = True, pick: int = 0) -> str:
        """A concrete path. `known` False: of something that is not there; `pick` chooses among the things seen."""
        arguments = self.arguments(step, pick)

        def fill(found: re.Match[str]) -> str:
            converter, name = found["converter"] or "string", found["name"]
            text = str(arguments[name]) if known else _UNKNOWN.get(converter, "nosuch9999")
            return text if converter == "path" else quoted(text)

        return _PARAMETER.sub(fill, step.rule.rule)

    def arguments(self, step: Step, pick: int = 0) -> dict[str, Any]:
        """Values for the arguments of a rule."""
        return {
            found["name"]: self._argument(
                step, found["converter"] or "string", found["args"] or "", found["name"], pick
            )
            for found in _PARAMETER.finditer(step.rule.rule)
        }

    def _argument(self, step: Step, converter: str, args: str, name: str, pick: int) -> Any:
        seen = self._seen(step.endpoint, name)
        if converter == "int":
            seen = [each for each in seen if str(each).isdigit()]
        if seen:
            return seen[min(pick, len(seen) - 1)]
        if converter == "any" and args:
            return args.split(",", maxsplit=1)[0].strip(" '\"")
        made: dict[str, Any] = {
            "int": 1,
            "float": 2.5,
            "uuid": _UUID,
            "path": "note.txt",
        }
        if converter in made:
            return made[converter]
        constants = step.need.keys["path"].get(name)
        if constants:
            return constants[min(pick, len(constants) - 1)]
        value = value_for(name)
        return 1 if value in ("alpha", "") and name.endswith("id") else value

    def _seen(self, endpoint: str, name: str) -> list[Any]:
        """Values of that argument in links to the same place, under that key in JSON answers, in links elsewhere."""
        kept = self.memory.arguments
        own = [each[name] for each in kept.get(endpoint, ()) if name in each]
        others = [each[name] for place, all_ in kept.items() if place != endpoint for each in all_ if name in each]
        keys = [
            name,
            *(["id", "_id"] if re.search("id$|key$", name.lower()) else []),
            "code" if "code" in name else name,
        ]
        if re.search("short|slug|code|hash", name):
            keys += [key for key in self.memory.ids if re.search("short|slug|code", key)]
        learned = [value for key in keys for value in self.memory.ids.get(key, ())]
        if re.search("id$", name.lower()) and not learned:
            learned = [value for key, values in self.memory.ids.items() if re.search("id$", key) for value in values]
        return list(dict.fromkeys([*own, *learned, *others]))

    def drafts(self, step: Step, client: int, label: str, path: str = "") -> list[Draft]:
        """The plausible requests of a step: with JSON, a form or files; without a body when nothing is read."""
        base = Draft(step.method, path or self.path(step), client, label)
        base.arguments = {} if path else self.arguments(step)
        self._query_and_headers(base, step)
        if step.method == "GET" or (step.method == "DELETE" and not step.need.takes_json):
            return [base]
        found = []
        if step.need.takes_json:
            found.append(self._with_json(base.copy(label), step.need))
        forms = self.memory.forms_to(base.path) if step.method == "POST" else []
        shapes: list[Form | None] = [*forms] or [None]
        filled = [self._with_form(base.copy(label), step, form) for form in shapes]
        filled = [draft for draft in filled if draft.form or draft.files]
        found += filled
        if step.need.raw and not filled and not found:
            found.append(self._with_json(base.copy(label), step.need))
        for draft in found:
            self._be_the_person(draft)
        return found or [base]

    def authorize(self, draft: Draft, need: Need) -> Draft:
        """Tokens learned by this client, in the places the source reads them from."""
        token = self.memory.tokens.get(draft.client)
        if token and "Authorization" not in draft.headers:
            draft.headers["Authorization"] = f"Bearer {token}"
            for name in need.keys["header"]:
                if re.search("token|key|auth", name.lower()) and name.lower() not in _SKIPPED_HEADERS:
                    draft.headers[name] = token
        elif need.basic and "Authorization" not in draft.headers:
            draft.credentials(*self.person)
        draft.seal = draft.seal or need.seal
        return seal(draft)

    def _query_and_headers(self, draft: Draft, step: Step) -> None:
        for key, values in step.need.keys["query"].items():
            token = self.memory.tokens.get(draft.client) if "token" in key else None
            draft.query[key] = token or self._value(key, step.need, values)
        if step.method in ("GET", "DELETE"):
            for key, values in step.need.keys["values"].items():
                draft.query[key] = self._value(key, step.need, values)
        for key, values in step.need.keys["header"].items():
            if key.lower() not in _SKIPPED_HEADERS:
                draft.headers[key] = str(values[0] if values else value_for(key)) or "alpha"

    def _value(self, key: str, need: Need, values: list[Any]) -> Any:
        """By its name first: a constant in the source is as often the odd case as the usual one."""
        usable = [each for each in values if isinstance(each, (str, int, float)) and each != ""]
        if values and isinstance(values[0], list):
            return values[0]
        cast, key = need.casts.get(key, ""), key.rsplit(".", 1)[-1]
        value = _ENCODED.get(cast) or value_for(key, cast)
        if value == "alpha" and usable:
            return usable[0]
        if re.search(r"id$", key.lower()) and self._seen("", key):
            return self._seen("", key)[0]
        return value

    def _with_json(self, draft: Draft, need: Need) -> Draft:
        keys = {key: self._value(key, need, values) for key, values in need.keys["json"].items()}
        columns = [column for model in need.models for column in self._words.columns.get(model, ())]
        if not keys:
            keys = {key: value_for(key) for key in (columns or _GENERIC)}
        draft.json, draft.has_json = body_of(keys), True
        return draft

    def _with_form(self, draft: Draft, step: Step, seen: Form | None) -> Draft:
        """With the fields of a form that was seen; without one, with the keys that the view reads."""
        fields: dict[str, Any] = {}
        for source in ("form", "values"):
            for key, values in step.need.keys[source].items():
                if seen is None or not seen.is_complete or (key in seen.fields and key not in seen.submits):
                    fields[key] = self._value(key, step.need, values)
        for name, (kind, value) in seen.fields.items() if seen else ():
            if kind == "file":
                draft.files[name] = self._upload(name)
            elif kind == "submit":
                if not any(other in fields for other in (seen.submits if seen else ())):
                    fields[name] = value or ""
            elif kind in ("hidden", "select", "radio", "checkbox"):
                fields[name] = value if value is not None else as_text(True) if kind == "checkbox" else ""
            elif value or name not in fields:
                fields[name] = value or value_for(name, step.need.casts.get(name) or kind)
        for key in step.need.keys["file"] if seen is None or draft.files else ():
            draft.files[key] = self._upload(key)
            fields.pop(key, None)
        draft.form = fields or None
        return draft

    def _upload(self, key: str) -> tuple[str, str, bytes]:
        allowed = self._words.extensions
        if re.search("ima?ge?|photo|pic|avatar|logo", key.lower()) or (
            allowed and allowed[0] in ("png", "jpg", "jpeg")
        ):
            return "pic.png", "image/png", _PNG
        if "csv" in key.lower() or allowed[:1] == ["csv"]:
            return "data.csv", "text/csv", b"name,age\nAda,36\nBob,41\n"
        if allowed and "txt" not in allowed and re.fullmatch(r"\w{2,5}", allowed[0]):
            return f"file.{allowed[0]}", "application/octet-stream", b"sample bytes"
        return "note.txt", "text/plain", b"hello from the recording\n"

    def _be_the_person(self, draft: Draft) -> None:
        """Where a password is asked for, the name beside it is that of the person."""
        for bag in (draft.form, draft.json):
            if isinstance(bag, dict) and any(re.search("pass|pwd", key.lower()) for key in bag):
                names = [key for key in bag if re.search(r"user|^login$|^name$|nick", key.lower())]
                names = names or [key for key in bag if "mail" in key.lower()]
                for key in names:
                    bag[key] = self.person[0]
                for key in bag:
                    if re.search("pass|pwd|confirm|repeat", key.lower()):
                        bag[key] = self.person[1]
