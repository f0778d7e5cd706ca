# What holds before every push.
check: format lint types contracts test

format:
    .venv/bin/ruff format --check src tests benchmarks

lint:
    .venv/bin/ruff check src tests benchmarks

types:
    .venv/bin/mypy

contracts:
    .venv/bin/lint-imports

test *arguments:
    .venv/bin/python -m pytest {{arguments}}

# Real apps, which are not ours to carry: a list of them, their checkouts, and a Python with what they import.
list := "flask_dev.tsv"
checkouts := "checkouts"
python := ""

# Builds every app of the list and judges it.
corpus-flask *arguments:
    .venv/bin/python benchmarks/corpus_flask.py {{list}} {{checkouts}} --python "{{python}}" {{arguments}}

# Edits twenty written backends by hand and builds them again: no edit may be lost.
corpus-edits *arguments:
    .venv/bin/python benchmarks/corpus_edits.py {{list}} {{checkouts}} --python "{{python}}" {{arguments}}

# Measures a backend that is generated now against a hand-written minimal server (PostgreSQL, CPU of each request).
bench-written-speed *arguments:
    .venv/bin/python benchmarks/written_speed.py --page {{arguments}}

# Every page of tests/blueprints and a pairwise cover of the language: built, migrated, tested, typed, on both databases.
blueprints *arguments:
    .venv/bin/python benchmarks/blueprints.py --postgres --pairs -1 {{arguments}}

# Five examples against schemathesis: every check, four phases, two people, at least 5,000 cases each; about an hour.
pages := "tests/blueprints/pages"
fuzzed := "examples/conduit/blueprint.yaml " + pages / "shop.yaml " + pages / "projects.yaml " + pages / "tickets.yaml " + pages / "gallery.yaml"

# Written backends against schemathesis, e.g. `just fuzz PAGE --cases 500 --folder DIR`.
fuzz pages=fuzzed *arguments:
    .venv/bin/python benchmarks/fuzz/run.py {{pages}} {{arguments}}

# Two hundred edits by hand x changes of the blueprint and more: none may be lost, 95 % merge.
bench-evolution-edits *arguments:
    .venv/bin/python benchmarks/evolution_edits.py {{arguments}}

# Tokens and logins of real servers from npm (Better Auth, oidc-provider) at a backend that is built for them. Needs node and npm.
real-issuers *arguments:
    .venv/bin/python benchmarks/real_issuers.py {{arguments}}

# Foreign contracts, judged by their own suites; what is not there is said, and nothing is judged.
conduit *arguments:
    .venv/bin/python benchmarks/contracts/run.py conduit {{arguments}}

todobackend *arguments:
    .venv/bin/python benchmarks/contracts/run.py todobackend {{arguments}}

baxbench *arguments:
    .venv/bin/python benchmarks/contracts/run.py baxbench {{arguments}}
