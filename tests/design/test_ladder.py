"""The ladder, risks and questions: derived from facts, ranked, off by default."""

from dataclasses import replace

from archwright.design import design
from archwright.model.facts import Answer, Facts, Setting
from archwright.model.place import Place
from archwright.model.ported import Moved


def steps(facts: Facts, rung: int) -> list[str]:
    return [step.id for step in design(facts).ladder[rung].steps]


def test_the_rungs_are_always_in_this_order(todo: Facts) -> None:
    names = [rung.name for rung in design(todo).ladder]

    assert names == ["wire-compatible", "declared differences", "new contract", "async"]


def test_differences_offered_to_an_app_of_pages(todo: Facts) -> None:
    offered = ["bad-input-422", "post-only-changes", "cookie-flags", "csrf-tokens", "local-redirects"]

    assert steps(todo, 1) == offered
    assert steps(todo, 2) == []
    assert steps(todo, 3) == []


def test_differences_offered_to_a_json_api(notes: Facts) -> None:
    assert steps(notes, 1) == ["bad-input-422", "json-errors", "exact-statuses"]
    assert steps(notes, 2) == ["typed-api"]
    assert steps(notes, 3) == ["async-outside-calls"]


def test_a_date_that_json_answers_carry_offers_iso_dates(notes: Facts) -> None:
    shown = tuple(replace(view, entities=("Tag",)) for view in notes.views)

    assert "iso-dates" in steps(replace(notes, views=shown), 1)


def test_a_configured_samesite_offers_no_cookie_step(todo: Facts) -> None:
    strict = (*todo.settings, Setting("SESSION_COOKIE_SAMESITE", Place("app.py", 8), "'Lax'"))

    assert "cookie-flags" not in steps(replace(todo, settings=strict), 1)


def test_routes_stand_where_porting_left_them(todo: Facts) -> None:
    moved = [
        Moved("index", "index", "idiomatic", 3, Place("app.py", 20)),
        Moved("login", "login", "mounted", 9, Place("app.py", 30)),
    ]

    assert design(todo, moved).ladder[0].standing == (
        ("idiomatic", ("index",)),
        ("mounted", ("login",)),
        ("not ported", ("add_task", "delete_task", "done")),
    )


def test_the_three_worst_risks_come_first(todo: Facts) -> None:
    assert [risk.id for risk in design(todo).risks] == ["built-sql", "secrets-in-code", "debug-on"]


def test_a_risk_names_what_it_is_about(todo: Facts) -> None:
    first = design(todo).risks[0]

    assert first.title == "1 query put together from text in `delete_task`"
    assert str(first.evidence[0].place) == "app.py:52"


def test_writes_without_a_login_are_a_risk_and_a_question(notes: Facts) -> None:
    made = design(notes)

    assert made.risks[0].id == "open-writes"
    assert made.questions[0].id == "who-may-write"


def test_at_most_three_questions_each_with_a_default_among_its_options(notes: Facts, todo: Facts) -> None:
    for facts in (notes, todo):
        asked = design(facts).questions

        assert 1 <= len(asked) <= 3
        assert all(each.default in [option.name for option in each.options] for each in asked)
        assert all(each.consequence for each in asked)


def test_a_route_that_also_renders_a_page_keeps_its_error_pages(notes: Facts) -> None:
    page = Answer("template", Place("main.py", 16), target="notes.html")
    mixed = tuple(replace(view, answers=(*view.answers, page)) for view in notes.views)

    assert "json-errors" not in steps(replace(notes, views=mixed), 1)
