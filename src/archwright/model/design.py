"""The design: blueprint draft, decisions, ladder, risks, questions and pictures, each backed by facts."""

from dataclasses import dataclass
from typing import Literal

from archwright.model.draft import BlueprintDraft
from archwright.model.place import Gap, Place
from archwright.model.ported import Rung

LadderName = Literal["wire-compatible", "declared differences", "new contract", "async"]


@dataclass(frozen=True)
class Evidence:
    """A fact that something rests on, in a few words, and where it stands."""

    what: str
    place: Place


@dataclass(frozen=True)
class Option:
    """One way to go, with what it gives and what it costs."""

    name: str
    gains: str
    costs: str


@dataclass(frozen=True)
class Decision:
    """One decision for this app. `slug` is stable; `number` is given when all decisions are in order.

    `chosen` is the name of one of the `options`.
    """

    slug: str
    title: str
    context: str
    evidence: tuple[Evidence, ...]
    options: tuple[Option, ...]
    chosen: str
    because: str
    consequences: tuple[str, ...]
    specialist: str = ""
    number: int = 0

    @property
    def path(self) -> str:
        """Where the record stands in the backend."""
        return f"docs/decisions/{self.number:04d}-{self.slug}.md"


@dataclass(frozen=True)
class Step:
    """A change of the wire that is offered and off by default."""

    id: str
    title: str
    before: str
    after: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class LadderRung:
    """One rung: its gate, the endpoints that stand on it by floor ("mounted", "layered" ...), and the steps offered."""

    name: LadderName
    gate: str
    standing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Risk:
    """Something that can hurt. `weight` ranks it, more is worse."""

    id: str
    title: str
    why: str
    mitigation: str
    weight: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Choice:
    """One answer to a question, and what follows from it."""

    name: str
    consequence: str


@dataclass(frozen=True)
class Question:
    """Something the code cannot tell. Nothing waits for the answer: `default` is used until there is one."""

    id: str
    question: str
    options: tuple[Choice, ...]
    default: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def consequence(self) -> str:
        """What follows from the default."""
        return next(option.consequence for option in self.options if option.name == self.default)


@dataclass(frozen=True)
class RouteRow:
    """One route before and after. `rung` is None while nothing is ported."""

    rule: str
    methods: tuple[str, ...]
    endpoint: str
    view: str
    place: Place
    operation: str
    module: str = ""
    rung: Rung | None = None
    reason: str = ""


@dataclass(frozen=True)
class Diagrams:
    """Mermaid texts; "" when there is nothing to draw."""

    system: str = ""
    entities: str = ""
    login: str = ""


@dataclass(frozen=True)
class Design:
    """What `design` gives. `blueprint` is the text of the draft."""

    draft: BlueprintDraft
    blueprint: str
    routes: tuple[RouteRow, ...]
    decisions: tuple[Decision, ...]
    ladder: tuple[LadderRung, ...]
    risks: tuple[Risk, ...]
    questions: tuple[Question, ...]
    diagrams: Diagrams
    gaps: tuple[Gap, ...] = ()
