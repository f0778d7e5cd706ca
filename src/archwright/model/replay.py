"""Recorded requests and answers, and how two of them compare."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """One concrete request. `path` with query string, as sent. `body` raw bytes. `endpoint` is the original's, "" when
    no rule matched. `client` numbers the cookie jar it is sent with."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    endpoint: str = ""
    client: int = 0
    label: str = ""


@dataclass(frozen=True)
class Reply:
    """One answer, headers lower-cased in order of arrival. `error` is the exception's last line, for people only."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    error: str = ""


@dataclass(frozen=True)
class Exchange:
    """A request with the original's reply. `comparable` is False when the original itself answered otherwise the second
    time: it is sent all the same, because later answers may rest on it."""

    request: Request
    reply: Reply
    comparable: bool = True


@dataclass(frozen=True)
class Recording:
    """A driven original: exchanges in order, and which statements of its views ran.

    `stand_ins`: what was replaced to make it run offline ("env OPENAI_API_KEY", "mongo -> mongomock").
    `covered`: view name -> (statement lines run, statement lines). `left_out`: exchanges that are
    not comparable, because two runs of the original did not answer the same. `isolation`: how the child was kept apart.
    """

    exchanges: tuple[Exchange, ...] = ()
    covered: tuple[tuple[str, int, int], ...] = ()
    stand_ins: tuple[str, ...] = ()
    seconds: float = 0.0
    left_out: int = 0
    isolation: str = ""
    mode: str = "main"


@dataclass(frozen=True)
class Difference:
    """One unequal place: which exchange, what aspect ("status", "header location", "body" ...), both sides short."""

    index: int
    endpoint: str
    method: str
    path: str
    aspect: str
    expected: str
    actual: str


@dataclass(frozen=True)
class Declared:
    """An answer that is meant to differ: the original broke there, and a named improvement mended what broke it.

    `improvement`: its name; `places`: where it was made in the code behind the request, any of which mended it.
    `before` and `after`: both answers, short.
    """

    index: int
    endpoint: str
    request: str
    before: str
    after: str
    improvement: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Replay:
    """A recording replayed on a backend. `requests` counts those that have to be equal, `declared` lists those that are
    meant to differ and do; `trouble` is set when the backend did not even start. A difference's `index` is the place of
    its exchange in the recording."""

    requests: int
    equal: int
    differences: tuple[Difference, ...] = field(default=())
    trouble: str = ""
    seconds: float = 0.0
    declared: tuple[Declared, ...] = ()
