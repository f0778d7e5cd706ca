"""Test files: one for each resource, one behaviour a test."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import indent

from archwright.build.exchanges.bindings import Binding, Learned, learn, used
from archwright.build.exchanges.bodies import sent_text
from archwright.build.exchanges.calls import call
from archwright.build.exchanges.checks import checks
from archwright.build.exchanges.choose import Candidate, candidates
from archwright.build.exchanges.names import action, resource, sentence
from archwright.model.parts import TextFile
from archwright.model.replay import Recording

FOLDER = "tests/integration"


@dataclass(frozen=True)
class Test:
    """A test with its place and name."""

    path: str
    name: str
    candidate: Candidate

    @property
    def id(self) -> str:
        """As pytest names it."""
        return f"{self.path}::{self.name}"


def replay_tests(recording: Recording, *, keep: frozenset[str] | None = None, most: int = 40) -> tuple[TextFile, ...]:
    """Tests of at most `most` exchanges.

    Without `keep` every way to reach an exchange is a test of its own; run them, and call again with the pytest ids of
    those that passed ("tests/integration/test_x.py::test_y"): each exchange keeps its shortest way, or goes.
    """
    learned = learn(recording)
    tests = _named(recording, learned, most)
    if keep is not None:
        tests = _shortest([test for test in tests if test.id in keep])
    paths = sorted({test.path for test in tests})
    return tuple(_file(path, [test for test in tests if test.path == path], recording, learned) for path in paths)


def _named(recording: Recording, learned: Learned, most: int) -> list[Test]:
    known: Counter[str] = Counter()
    tests = []
    for candidate in candidates(recording, learned, most):
        exchange = recording.exchanges[candidate.target]
        before = tuple(recording.exchanges[index] for index in candidate.before)
        path = f"{FOLDER}/test_{resource(exchange.request.path)}.py"
        name = f"test_{sentence(exchange, before)}"
        known[path + name] += 1
        again = known[path + name]
        tests.append(Test(path, name if again == 1 else f"{name}_{again}", candidate))
    return tests


def _shortest(tests: list[Test]) -> list[Test]:
    found: dict[int, Test] = {}
    for test in tests:
        found.setdefault(test.candidate.target, test)
    return list(found.values())


def _file(path: str, tests: Sequence[Test], recording: Recording, learned: Learned) -> TextFile:
    subject = path.rpartition("test_")[2].removesuffix(".py").replace("_", " ")
    shared = _shared(tests, recording, learned)
    blocks = [
        f'"""What the app answers about {subject}, as it did before it was moved."""\n',
        "from fastapi.testclient import TestClient\n",
        *(f"\ndef {name}(client: TestClient) -> None:\n    {code}\n" for code, name in shared.items()),
        *(_function(test, recording, learned, shared) for test in tests),
    ]
    return TextFile(path, "\n".join(blocks))


def _shared(tests: Sequence[Test], recording: Recording, learned: Learned) -> dict[str, str]:
    """Requests that several tests make first: code -> name of the function that makes them."""
    often: Counter[str] = Counter()
    names: dict[str, str] = {}
    given = {binding.exchange for binding in learned.values()}
    for test in tests:
        for step in test.candidate.before:
            if step not in given and not any(used(recording, learned, step)):
                code = call(recording.exchanges[step].request, {})
                often[code] += 1
                names[code] = action(recording.exchanges[step].request)
    return _unique({code: names[code] for code, count in often.items() if count > 1})


def _unique(names: dict[str, str]) -> dict[str, str]:
    known: Counter[str] = Counter()
    unique = {}
    for code, name in names.items():
        known[name] += 1
        unique[code] = name if known[name] == 1 else f"{name}_{known[name]}"
    return unique


def _function(test: Test, recording: Recording, learned: Learned, shared: dict[str, str]) -> str:
    steps = (*test.candidate.before, test.candidate.target)
    requests = [recording.exchanges[step].request for step in steps]
    variables = _variables(recording, learned, steps)
    before = [line for step in steps[:-1] for line in _step(step, recording, variables, shared)]
    names = {value: name for value, (name, _) in variables.items()}
    sent = "\n".join(sent_text(request) for request in requests)
    body = [*before, *([""] if before else []), f"answer = {call(requests[-1], names)}", ""]
    body += checks(recording.exchanges[steps[-1]].reply, sent)
    return f"\ndef {test.name}(client: TestClient) -> None:\n" + indent("\n".join(body), "    ") + "\n"


def _variables(recording: Recording, learned: Learned, steps: Sequence[int]) -> dict[str, tuple[str, Binding]]:
    """Value -> name of its variable and where it comes from."""
    found = {value: binding for step in steps for value, binding in used(recording, learned, step)}
    names = _unique({value: binding.name for value, binding in found.items()})
    return {value: (names[value], binding) for value, binding in found.items()}


def _step(
    step: int, recording: Recording, variables: dict[str, tuple[str, Binding]], shared: dict[str, str]
) -> Iterator[str]:
    code = call(recording.exchanges[step].request, {value: name for value, (name, _) in variables.items()})
    given = [(name, binding) for name, binding in variables.values() if binding.exchange == step]
    if not given:
        yield f"{shared[code]}(client)" if code in shared else code
    elif len(given) == 1:
        yield f"{given[0][0]} = {code}.json(){given[0][1].subscript}"
    else:
        yield f"given = {code}.json()"
        yield from (f"{name} = given{binding.subscript}" for name, binding in given)
