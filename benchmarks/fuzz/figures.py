"""What schemathesis says of its runs, counted."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import schemathesis
import schemathesis.checks
import schemathesis.specs.openapi.checks  # it adds its own

# Every check there is of one answer; beside them each is timed.
CHECKS = frozenset(schemathesis.checks.CHECKS.get_all_names())
PHASES = ("examples", "coverage", "fuzzing", "stateful")


@dataclass
class Figures:
    """`judged`: how often each check was asked; `failed`: how often it said no. `reached`: operation -> ever done.

    `dropped`: how often the one no was overruled that is none (hooks.py).
    """

    cases: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    reached: dict[str, bool] = field(default_factory=dict)
    dropped: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def total(self) -> int:
        return sum(self.cases.values())

    @property
    def server_errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if status.startswith("5"))

    @property
    def done(self) -> str:
        """How many operations did something for somebody, of how many."""
        return f"{sum(self.reached.values())}/{len(self.reached)}"

    @property
    def clean(self) -> bool:
        return not (self.failed or self.errors or self.server_errors)

    @property
    def holds(self) -> bool:
        """Nothing failed. What was never asked holds nothing."""
        asked = self.judged.keys() >= CHECKS and all(self.cases[phase] for phase in PHASES)
        return asked and self.clean

    def add(self, name: str, events: Path) -> None:
        """One run, sent by one person."""
        for kind, event in _events(events):
            if kind == "EngineFinished":
                self.seconds += event["running_time"]
            elif kind in {"NonFatalError", "FatalError"}:
                self.errors.append(json.dumps(event)[:300])
            elif kind == "ScenarioFinished":
                self._scenario(name, event["phase"], event["recorder"])

    def told(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "cases": self.total,
            "cases_by_phase": {phase: self.cases[phase] for phase in PHASES},
            "cases_by_person": dict(self.people),
            "answers": dict(sorted(self.statuses.items())),
            "server_errors": self.server_errors,
            "operations_done": self.done,
            "operations_never_done": sorted(name for name, done in self.reached.items() if not done),
            "checks": {name: {"judged": self.judged[name], "failed": self.failed[name]} for name in self.judged},
            "failures": sum(self.failed.values()),
            "dropped": self.dropped,
            "errors": self.errors,
            "seconds": round(self.seconds, 1),
            "holds": self.holds,
        }

    def _scenario(self, who: str, phase: str, recorder: dict[str, Any]) -> None:
        count = len(recorder.get("cases", ()))
        self.cases[phase] += count
        self.dropped += sum(recorder.get("filtered_failures", {}).values())
        self.people[who] += count
        for name, interaction in recorder.get("interactions", {}).items():
            answer, case = interaction.get("response"), recorder["cases"].get(name)
            if answer:
                self.statuses[str(answer["status_code"])] += 1
            if answer and case and case["value"]["method"] == interaction["request"]["method"]:
                self._reached(case["value"], answer["status_code"])
        for verdicts in recorder.get("checks", {}).values():
            named = [verdict for verdict in verdicts if verdict["name"] in CHECKS]
            self.judged.update(verdict["name"] for verdict in named)
            self.failed.update(verdict["name"] for verdict in named if verdict["status"] != "success")

    def _reached(self, case: dict[str, Any], status: int) -> None:
        operation = f"{case['method']} {case['path']}"
        if case.get("meta", {}).get("phase", {}).get("data", {}).get("scenario") != "unspecified_http_method":
            self.reached[operation] = self.reached.get(operation, False) or status < 400


def _events(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield from json.loads(line).items()
