"""The line of a field tells what is wrong with it at the very letter."""

import pytest
from told import told

PAGE = """archwright: 1
name: demo
tenancy: {by: Firm}
auth: true
entities:
  Other: {fields: {name: str}}
  Task:
    fields:
      it: %s
"""


@pytest.mark.parametrize(
    ("line", "letter", "message", "fix"),
    [
        ("strr(1..2)", 0, "`strr` is not a type", "Types are str, text"),
        ("'= 3'", 0, "The type is missing", "Begin with a type"),
        ("str(120)", 4, "two points", "`str(..120)`"),
        ("str(9..2)", 4, "Nothing lies within", "Swap"),
        ("str(1..2", 8, "not closed", "Put `)`"),
        ("str(-1..2)", 4, "below zero", "`str(0..)`"),
        ("str(..)", 4, "bound nothing", "Write `str`"),
        ("str(1..99999)", 4, "at most 10000", "text(..n)"),
        ("str(300..)", 4, "upper bound is missing", "str(300..600)"),
        ("int(a..2)", 4, "A number is missing", "int(1..120)"),
        ("int(0.5..2)", 4, "not a whole number", "without a point"),
        ("int(0..99999999999999999999)", 7, "too large", "64 bits"),
        ("bool(1..2)", 4, "no bounds", "Write `bool`"),
        ("decimal(12)", 8, "two figures", "decimal(12,2)"),
        ("decimal(2,12)", 8, "not possible", "decimal(12,2)"),
        ("int >= 0 >= 1", 9, "there twice", "Remove"),
        ("int > 3 < 3", 8, "Nothing lies within", ">="),
        ("str >= 3", 4, "cannot be compared", "str(1..120)"),
        ("date >= 3", 5, "cannot be compared", "Remove"),
        ("int(0..9) = 12", 12, "12, and not at most 9", "Change the default"),
        ("decimal >= 0 = -1", 15, "-1, and not at least 0", "Change the default"),
        ("decimal = 1.005", 10, "more than 2 digits", "Change the default"),
        ("str(2..3) = a", 12, "1 letters long", "Change the default"),
        ("int = abc", 6, "`abc` is not a int", "`= 3`"),
        ("bool = yes", 7, "`yes` is not a bool", "`= true` or `= false`"),
        ("date = now", 7, "`now` is not a date", "`= today`"),
        ("date = 2030-02-31", 7, "is not a date", "2030-01-31"),
        ("json = [oops", 7, "is not a json", "JSON text"),
        ("enum(a, b) = c", 13, "`c` is not one of the choices", "There is a, b"),
        ("enum", 4, "needs its choices", "enum(todo, done)"),
        ("enum(a, A)", 8, "there twice", "Remove"),
        ("enum(a, b was a)", 15, "`a` is still a choice", "Remove it"),
        ("enum(a, )", 8, "A choice is missing", "quotes"),
        ("str =", 5, "The default is missing", "`= word`"),
        ("str, uniqe", 5, "`uniqe` is not a flag", "Flags are"),
        ("str, optional", 5, "not a flag", "Put `?`"),
        ("str, unique, unique", 13, "there twice", "Remove"),
        ("str, unique = x", 12, "before the flags", "right behind the type"),
        ("str, = x", 5, "before the flags", "`str = x, unique`"),
        ("str, was old", 5, "without a comma", "Remove the comma"),
        ("str unique", 4, "needs a comma", "`, unique`"),
        ("str, unique, index", 13, "has its index", "Remove `index`"),
        ("str, unique, unique per tenant", 5, "in one way only", "Keep one"),
        ("str = x, unique", 9, "same default", "Remove `unique`"),
        ("int, search", 5, "for texts", "Remove"),
        ("int, pattern /a/", 5, "for texts", "Remove"),
        ("json, index", 6, "not for json", "Remove"),
        ("str, pattern", 12, "The pattern is missing", "pattern /^[a-z]+$/"),
        ("str, pattern /(/", 13, "This pattern is broken", "Put it right"),
        ("str, hidden, readonly", 13, "exclude each other", "Keep one"),
        ("str, hidden, search", 13, "a search would tell", "Keep one"),
        ("str, fixed, readonly", 12, "exclude each other", "Keep one"),
        ("str, computed, index", 15, "it is not stored", "Keep one"),
        ("str = x, computed", 9, "no default", "Remove one"),
        ("str, cascade", 5, "for relations", "Remove"),
        ("str? was", 8, "former name is missing", "was old_name"),
        ("str was a was b", 10, "there twice", "Remove"),
        ("int backfill x", 13, "`x` is not a int", "3"),
        ("int using x", 10, "conversion is missing", "CAST"),
        ("int ?, index ?", 13, "right behind the type", "int(0..)?"),
        ("str forever", 4, "`forever` is not understood", "After the type come"),
        ("Nobody", 0, "There is no entity `Nobody`", "Declare `Nobody`"),
        ("Other[]?", 7, "Many may always be none", "Write `Other[]`"),
        ("Other = 3", 6, "neither bounds nor a default", "Write `Other`"),
        ("Other, index", 7, "`index` is for fields", "its index anyway"),
        ("Other[], cascade", 9, "for a relation to one", "a link goes"),
        ("Other?, cascade, restrict", 17, "one thing only", "Keep one"),
        ("Other, set null", 7, "it is required", "`Other?, set null`"),
        ("Task", 0, "needs itself", "`Task?`"),
    ],
)
def test_a_line_that_is_not_understood_says_at_which_letter(line: str, letter: int, message: str, fix: str) -> None:
    problem = told(PAGE % line)
    assert (problem.line, problem.column - 11) == (9, letter)
    assert message in problem.message
    assert fix in problem.expected


def test_letters_are_counted_inside_of_quotes_as_well() -> None:
    problem = told(PAGE % "'str, uniqe'")
    assert (problem.line, problem.column) == (9, 17)


def test_a_line_over_several_lines_is_told_where_it_begins() -> None:
    problem = told(PAGE % "str,\n        uniqe")
    assert (problem.line, problem.column) == (9, 11)


def test_a_longer_form_is_read_in_the_same_way() -> None:
    problem = told(PAGE % "{type: 'str, uniqe', doc: As on the box.}")
    assert (problem.line, problem.column) == (9, 24)
    assert problem.did_you_mean == "unique"


def test_braces_around_a_line_with_commas_are_explained() -> None:
    problem = told("archwright: 1\nname: demo\nentities:\n  Task:\n    fields: {title: str, unique}\n")
    assert problem.line == 5
    assert "quote the line" in problem.expected
