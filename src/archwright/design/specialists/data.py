"""Where data lives and how it is reached."""

from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.words import agree, codes, count, listing, unique
from archwright.model.design import Decision, Evidence, Option
from archwright.model.facts import Entity, Query

_NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL", "mysql": "MySQL", "mssql": "SQL Server", "mongodb": "MongoDB"}


def decide(survey: Survey) -> Iterator[Decision]:
    """The engine, raw SQL, stores in memory, and who makes the tables."""
    engine = survey.store.engine
    if engine == "sqlite":
        yield _sqlite(survey)
    elif engine in _NAMES:
        yield _server(survey, _NAMES[engine])
    if survey.facts.queries:
        yield _raw_sql(survey.facts.queries)
    memory = tuple(entity for entity in survey.facts.entities if entity.kind == "memory")
    if memory:
        yield _memory(memory, survey)
    tables = tuple(entity for entity in survey.facts.entities if entity.kind != "memory")
    if tables and engine != "mongodb":
        yield _migrations(tables)


def _sqlite(survey: Survey) -> Decision:
    store, variable = survey.store, survey.store.variable
    tables = sum(entity.kind != "memory" for entity in survey.facts.entities)
    kept = count(tables, "table") if tables else "its data"
    address = f" at `{store.address}`" if store.address else ""
    named = f"The address is in `{variable}`; the code does not say which engine that is."
    return Decision(
        slug="database",
        title=f"SQLite {'when nothing else is named' if variable else 'stays the default'}; `DATABASE_URL` moves it",
        context=named if variable else f"The app keeps {kept} in SQLite{address}.",
        evidence=store.evidence,
        options=(
            Option(
                "SQLite by default",
                "runs with no set-up; the existing file keeps working",
                "one writer at a time, one machine",
            ),
            Option(
                "PostgreSQL now",
                "many writers, several machines",
                "a server to run before the first request, and the data to move",
            ),
        ),
        chosen="SQLite by default",
        because="it starts with no set-up" if variable else "that is what the app runs on",
        consequences=(
            "writers wait for each other, and the file belongs to one machine",
            "`DATABASE_URL=postgresql+psycopg://...` moves to PostgreSQL; the migrations are the same",
        ),
    )


def _server(survey: Survey, name: str) -> Decision:
    return Decision(
        slug="database",
        title=f"{name} stays" + (", its address comes from the environment" if survey.store.address else ""),
        context=f"The app talks to {name}{f' at `{survey.store.address}`' if survey.store.address else ''}.",
        evidence=survey.store.evidence,
        options=(
            Option(
                f"keep {name}",
                "no data moves; its dialect stays valid",
                "tests and a first start need that server or a stand-in",
            ),
            Option("another engine", "one fewer server to run", "queries and data must be translated"),
        ),
        chosen=f"keep {name}",
        because="the queries are written for it",
        consequences=("the address is a setting without a password in the code",),
    )


def _raw_sql(queries: tuple[Query, ...]) -> Decision:
    built = tuple(query for query in queries if query.built == "format")
    tables = unique(table for query in queries for table in query.tables)
    told = f", {len(built)} of them put together from text" if built else ""
    over = f" over {codes(tables)}" if tables else ""
    return Decision(
        slug="raw-sql",
        title="The SQL stays SQL, with bound parameters, in the repositories",
        context=f"{count(len(queries), 'query')}{over}{told}.",
        evidence=tuple(
            Evidence(
                f"{query.verb.upper()} {'built from text' if query.built == 'format' else query.built}", query.place
            )
            for query in (built or queries)
        ),
        options=(
            Option(
                "keep the SQL",
                "same rows, same types, same order; easy to compare",
                "strings that no type checker reads",
            ),
            Option(
                "rewrite as ORM",
                "typed columns; relations",
                "dates and NULLs come back as other types, so answers change",
            ),
        ),
        chosen="keep the SQL",
        because="untyped rows are part of what the app answers",
        consequences=(
            "each query is a method of a repository, with bound parameters",
            *(("text in a query becomes parameters once its view is layered",) if built else ()),
        ),
    )


def _memory(memory: tuple[Entity, ...], survey: Survey) -> Decision:
    names = codes([entity.name for entity in memory])
    writers = unique(
        writer
        for state in survey.facts.states
        for writer in state.writers
        if state.name in {e.name for e in memory} | {e.table for e in memory}
    )
    written = f", written by {codes(writers)}" if writers else ""
    return Decision(
        slug="in-memory-store",
        title=f"{names} {agree(len(memory), 'becomes a table', 'become tables')} where the pattern is understood",
        context=f"Kept in the process{written}: each restart and each worker begins anew.",
        evidence=tuple(
            Evidence(f"{entity.name}: {count(len(entity.fields), 'key')} seen", entity.place) for entity in memory
        ),
        options=(
            Option(
                "table behind a repository",
                "survives a restart; the same for all workers",
                "starts from the seeded rows only once",
            ),
            Option("keep in memory", "nothing changes", "one worker only; data lost on each deploy"),
        ),
        chosen="table behind a repository",
        because="no caller can see the difference before a restart",
        consequences=("a store whose use is not understood stays in memory and is listed with its views",),
    )


def _migrations(tables: tuple[Entity, ...]) -> Decision:
    names = listing([f"`{entity.table or entity.name}`" for entity in tables], 6)
    return Decision(
        slug="migrations",
        title="Tables come from a migration",
        context=f"{names}: as declared in the source.",
        evidence=tuple(
            Evidence(f"{entity.table or entity.name}: {count(len(entity.fields), 'column')}", entity.place)
            for entity in tables
        ),
        options=(
            Option(
                "Alembic", "every change of a table is a file that runs up and down", "one more step for each change"
            ),
            Option("create at start", "no files", "an existing table never gets a new column"),
        ),
        chosen="Alembic",
        because="the first changed column needs it",
        consequences=("the first migration makes these tables as they are declared today",),
    )
