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
