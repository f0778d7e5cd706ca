"""A recorded answer as assertions: status, headers, and what the body says, without what varies."""

from collections.abc import Iterator

from archwright.build.exchanges.bodies import NOTHING, header, json_of, media_type
from archwright.build.exchanges.pages import key_texts
from archwright.build.exchanges.stable import value_varies, varies
from archwright.model.replay import Reply

WHOLE = 500
SHORT = 120
KEYS = 5


def checks(reply: Reply, sent: str) -> Iterator[str]:
    """Assertions about `answer`. `sent`: everything the client sent in this test."""
    yield f"assert answer.status_code == {reply.status}"
    kind = header(reply, "content-type")
    if kind and reply.body:
        yield f'assert answer.headers["content-type"] == {kind!r}'
    location = header(reply, "location")
    if location:
        if not varies(location, sent):
            yield f'assert answer.headers["location"] == {location!r}'
        return
    yield from _body(reply, sent)


def _body(reply: Reply, sent: str) -> Iterator[str]:
    value = json_of(reply)
    text = reply.body.decode("utf-8", "replace")
    if value is not NOTHING:
        yield from _json(value, sent)
    elif media_type(reply) == "text/html" and "<" in text:
        yield from (f"assert {fragment!r} in answer.text" for fragment in key_texts(text, sent))
    elif media_type(reply).startswith("text/") and len(text) <= SHORT and not varies(text, sent):
        yield f"assert answer.text == {text!r}"
    elif not reply.body:
        yield 'assert answer.content == b""'


def _json(value: object, sent: str) -> Iterator[str]:
    if not value_varies(value, sent) and len(repr(value)) <= WHOLE:
        yield f"assert answer.json() == {value!r}"
    elif isinstance(value, dict):
        yield from _keys(value, "answer.json()", sent)
    elif isinstance(value, list):
        yield f"assert len(answer.json()) == {len(value)}"
        if value and isinstance(value[0], dict):
            yield from _keys(value[0], "answer.json()[0]", sent)


def _keys(value: dict[str, object], found: str, sent: str) -> Iterator[str]:
    yield f"assert set({found}) == {{{', '.join(repr(key) for key in sorted(value))}}}"
    known = [key for key, inner in value.items() if not value_varies(inner, sent) and len(repr(inner)) <= SHORT]
    yield from (f"assert {found}[{key!r}] == {value[key]!r}" for key in known[:KEYS])
