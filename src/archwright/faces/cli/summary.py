"""A build report on one screen."""

from collections.abc import Iterator

from archwright.model.evidence import Migrations, OnPostgres
from archwright.model.report import BuildReport

_SHOWN = 8


def summary(report: BuildReport) -> str:
    """The figures, then what did not move and why."""
    figures = _page_figures(report) if report.blueprint else _figures(report)
    return "".join(f"{line}\n" for line in (*figures, *_fallbacks(report), *_improvements(report), *_end(report)))


def _page_figures(report: BuildReport) -> Iterator[str]:
    page = report.blueprint
    assert page is not None
    yield f"blueprint   {page.entities} entities, {page.operations} operations, {page.routes} routes"
    if page.changes:
        yield f"changes     {page.changes} to the database, in the next migration"
    if page.carried_over:
        yield "proofs      of the last build: nothing has changed since"
    if report.proven:
        yield f"tests       {report.tests.passed} passed, {report.tests.failed} failed"
        yield f"migrations  {migrations_line(report.migrations)}"
        yield f"postgres    {postgres_line(report.migrations.postgres)}"
        if page.slots:
            yield f"to write    {len(page.slots)} of your own functions: {', '.join(page.slots[:_SHOWN])}"
    else:
        yield "proofs      not run (--no-prove): nothing is proven"
    yield f"files       {_counts(report)}"


def _counts(report: BuildReport) -> str:
    counts = {name.replace("_", " "): number for name, number in vars(report.files).items() if number}
    return ", ".join(f"{number} {name}" for name, number in counts.items()) or "nothing to do"


def _figures(report: BuildReport) -> Iterator[str]:
    routes, replay = report.routes, report.replay
    rungs = f"{routes.idiomatic} idiomatic, {routes.layered} layered, {routes.mounted} mounted"
    yield f"routes      {routes.total}: {rungs}"
    yield f"statements  {report.statements.moved} of {report.statements.total} moved out of Flask"
    if report.proven:
        yield f"replay      {replay.equal} of {replay.requests} answers are equal, {replay.rolled_back} views held down"
        if replay.declared:
            yield f"declared    {len(replay.declared)} more differ as listed: the original's SQL broke there"
        yield f"coverage    {replay.coverage:.0%} of the statements in views ran while recording"
        yield f"tests       {report.tests.passed} passed, {report.tests.failed} failed"
        yield f"migrations  {migrations_line(report.migrations)}"
        yield f"postgres    {postgres_line(report.migrations.postgres)}"
    else:
        yield "replay      not run (--no-prove): nothing is proven"
    yield f"files       {_counts(report)}"
    yield f"gaps        {len(report.gaps)}"


def migrations_line(done: Migrations | OnPostgres) -> str:
    """How far they went."""
    if done.fine:
        return "up, down, up again"
    return done.trouble.splitlines()[-1] if done.trouble else "none"


def postgres_line(done: OnPostgres) -> str:
    """The same there, and the tests, or why nothing was tried."""
    if done.skipped:
        return f"not tried: {done.skipped}"
    tests = f"tests not tried: {done.tests_skipped}"
    if not done.tests_skipped:
        tests = f"{done.tests.passed} tests passed, {done.tests.failed} failed"
    return f"{migrations_line(done)}; {tests}"


def _fallbacks(report: BuildReport) -> Iterator[str]:
    for each in report.fallbacks[:_SHOWN]:
        yield f"  stays on Flask: {each.route} ({each.place}): {each.reason}"
    if len(report.fallbacks) > _SHOWN:
        yield f"  and {len(report.fallbacks) - _SHOWN} more, see report.json"


def _improvements(report: BuildReport) -> Iterator[str]:
    for each in report.improvements[:_SHOWN]:
        declared = len(report.declared_by(each))
        yield f"  improved: {each.name} ({each.place}): {each.before} -> {each.after}{_differing(declared)}"


def _differing(declared: int) -> str:
    return f" [{declared} {'answer differs' if declared == 1 else 'answers differ'}]" if declared else ""


def _end(report: BuildReport) -> Iterator[str]:
    yield from (f"note        {note}" for note in report.notes[:_SHOWN])
    if len(report.notes) > _SHOWN:
        yield f"            and {len(report.notes) - _SHOWN} more: archwright plan shows them"
    if report.replay.trouble:
        yield f"the backend did not start: {report.replay.trouble.strip().splitlines()[-1]}"
    if report.files.conflicts:
        yield f"{report.files.conflicts} files were changed on both sides: archwright plan shows them, yours stay."
    yield f"{report.output} ({report.seconds.get('total', 0.0):.1f} s)"
