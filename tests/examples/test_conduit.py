"""Conduit keeps its contract: examples/conduit, built, filled, served, and asked about all that is told apart."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from example_backends import NUMBERS, Person, assemble, database, people, serving
from httpx2 import Client

pytestmark = pytest.mark.slow
MISSING = (401, {"errors": {"token": ["is missing"]}})
BLANK = ["can't be blank"]
TAKEN = ["has already been taken"]


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assemble("conduit", tmp_path_factory.mktemp("conduit"))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def base(request: pytest.FixtureRequest, backend: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with (
        database(request.param, tmp_path_factory.mktemp("data")) as url,
        serving(backend, {"DATABASE_URL": url}) as address,
        Client(base_url=f"{address}/api", timeout=30) as http,
    ):
        yield http


@pytest.fixture
def crowd(base: Client) -> Iterator[Person]:
    return people(base)


@pytest.fixture
def ann(crowd: Iterator[Person]) -> Person:
    return next(crowd)


@pytest.fixture
def bob(crowd: Iterator[Person]) -> Person:
    return next(crowd)


@pytest.fixture
def nobody(base: Client) -> Person:
    return Person(base)


def registration(**changes: Any) -> dict[str, Any]:
    name = f"new{next(NUMBERS)}"
    return {"user": {"username": name, "email": f"{name}@example.org", "password": "password", **changes}}


# --- users


def test_registering_gives_an_account(nobody: Person) -> None:
    given = registration()

    status, answer = nobody("POST", "/users", given)

    assert status == 201
    assert answer["user"].keys() == {"username", "email", "bio", "image", "token"}
    assert (answer["user"]["bio"], answer["user"]["image"]) == (None, None)
    assert answer["user"]["username"] == given["user"]["username"]


@pytest.mark.parametrize("key", ["username", "email", "password"])
@pytest.mark.parametrize("value", ["", None, "left out"])
def test_registering_needs_all_three(nobody: Person, key: str, value: str | None) -> None:
    given = registration(**{key: value})
    if value == "left out":
        del given["user"][key]

    assert nobody("POST", "/users", given) == (422, {"errors": {key: BLANK}})


@pytest.mark.parametrize("body", [{}, {"user": None}, {"username": "x"}])
def test_registering_needs_its_wrapper(nobody: Person, body: Any) -> None:
    status, answer = nobody("POST", "/users", body)

    assert (status, answer) == (422, {"errors": {"user": BLANK}})


def test_a_body_that_is_no_json_is_told(nobody: Person) -> None:
    answer = nobody.http.post("/users", content="{", headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()) == (422, {"errors": {"body": ["is invalid"]}})


@pytest.mark.parametrize("key", ["username", "email", "password"])
def test_a_character_that_no_database_keeps_is_told(nobody: Person, key: str) -> None:
    assert nobody("POST", "/users", registration(**{key: "a\x00@b"})) == (422, {"errors": {key: ["is invalid"]}})


def test_an_address_without_an_at_is_told(nobody: Person) -> None:
    assert nobody("POST", "/users", registration(email="nothing")) == (422, {"errors": {"email": ["is invalid"]}})


@pytest.mark.parametrize("key", ["username", "email"])
def test_what_is_taken_is_a_conflict(ann: Person, nobody: Person, key: str) -> None:
    taken = {"username": ann.name, "email": ann.email}[key]

    assert nobody("POST", "/users", registration(**{key: taken})) == (409, {"errors": {key: TAKEN}})


def test_logging_in_gives_the_account(ann: Person, nobody: Person) -> None:
    status, answer = nobody("POST", "/users/login", {"user": {"email": ann.email, "password": "password"}})

    assert (status, answer["user"]["username"]) == (200, ann.name)
    assert answer["user"]["token"]


@pytest.mark.parametrize(("email", "password"), [("{ann}", "wrong"), ("no@example.org", "password")])
def test_wrong_credentials_are_told_apart_from_none(ann: Person, nobody: Person, email: str, password: str) -> None:
    given = {"email": email.replace("{ann}", ann.email), "password": password}

    assert nobody("POST", "/users/login", {"user": given}) == (401, {"errors": {"credentials": ["invalid"]}})


@pytest.mark.parametrize("key", ["email", "password"])
@pytest.mark.parametrize("value", ["", None])
def test_logging_in_needs_both(nobody: Person, key: str, value: str | None) -> None:
    given = {"email": "a@example.org", "password": "password", key: value}

    assert nobody("POST", "/users/login", {"user": given}) == (422, {"errors": {key: BLANK}})


def test_who_is_logged_in_sees_the_account(ann: Person) -> None:
    status, answer = ann("GET", "/user")

    assert (status, answer["user"]["email"]) == (200, ann.email)
    assert Person(ann.http, answer["user"]["token"])("GET", "/user")[0] == 200


ASKING = [
    ("GET", "/user", None),
    ("PUT", "/user", {"user": {"bio": "x"}}),
    ("POST", "/profiles/x/follow", None),
    ("DELETE", "/profiles/x/follow", None),
    ("GET", "/articles/feed", None),
    ("POST", "/articles", {"article": {"title": "t", "description": "d", "body": "b"}}),
    ("PUT", "/articles/x", {"article": {"body": "b"}}),
    ("DELETE", "/articles/x", None),
    ("POST", "/articles/x/favorite", None),
    ("DELETE", "/articles/x/favorite", None),
    ("POST", "/articles/x/comments", {"comment": {"body": "b"}}),
    ("DELETE", "/articles/x/comments/1", None),
]


@pytest.mark.parametrize(("method", "path", "body"), ASKING)
def test_nobody_is_told_that_the_token_is_missing(nobody: Person, method: str, path: str, body: Any) -> None:
    assert nobody(method, path, body) == MISSING


@pytest.mark.parametrize(("method", "path", "body"), ASKING)
def test_the_token_comes_before_the_body(nobody: Person, method: str, path: str, body: Any) -> None:
    assert nobody(method, path, body and {}) == MISSING


@pytest.mark.parametrize("value", ["Token", "Token nonsense", "Bearer {token}", "{token}", "Token a.b.c"])
def test_what_is_no_token_is_refused(ann: Person, base: Client, value: str) -> None:
    token = ann("GET", "/user")[1]["user"]["token"]

    answer = base.get("/user", headers={"authorization": value.replace("{token}", token)})

    assert answer.status_code == 401
    assert answer.json()["errors"].keys() == {"token"}


def test_a_broken_token_is_told_where_no_login_is_asked_for(base: Client) -> None:
    assert Person(base, "nonsense")("GET", "/articles")[0] in (200, 401)


def test_only_what_is_sent_is_changed(ann: Person) -> None:
    ann("PUT", "/user", {"user": {"bio": "About me", "image": "https://example.org/me.png"}})

    status, answer = ann("PUT", "/user", {"user": {"image": "https://example.org/other.png"}})

    assert status == 200
    assert answer["user"]["bio"] == "About me"
    assert answer["user"]["image"] == "https://example.org/other.png"
    assert (answer["user"]["username"], answer["user"]["email"]) == (ann.name, ann.email)


@pytest.mark.parametrize("key", ["bio", "image"])
@pytest.mark.parametrize("value", ["", None])
def test_an_empty_text_about_me_is_none(ann: Person, key: str, value: str | None) -> None:
    ann("PUT", "/user", {"user": {key: "https://example.org/x"}})

    assert ann("PUT", "/user", {"user": {key: value}})[1]["user"][key] is None
    assert ann("GET", "/user")[1]["user"][key] is None


@pytest.mark.parametrize("key", ["username", "email", "password"])
@pytest.mark.parametrize("value", ["", None])
def test_what_an_account_needs_is_not_taken_away(ann: Person, key: str, value: str | None) -> None:
    assert ann("PUT", "/user", {"user": {key: value}}) == (422, {"errors": {key: BLANK}})


def test_a_change_of_nothing_is_told(ann: Person) -> None:
    assert ann("PUT", "/user", {"user": {}}) == (422, {"errors": {"user": BLANK}})


@pytest.mark.parametrize("key", ["username", "email"])
def test_nobody_becomes_somebody_else(ann: Person, bob: Person, key: str) -> None:
    theirs = {"username": bob.name, "email": bob.email}[key]

    assert ann("PUT", "/user", {"user": {key: theirs}}) == (422, {"errors": {key: TAKEN}})
    assert ann("PUT", "/user", {"user": {key: {"username": ann.name, "email": ann.email}[key]}})[0] == 200


def test_a_new_password_is_the_one_that_counts(ann: Person, nobody: Person) -> None:
    status, answer = ann("PUT", "/user", {"user": {"password": "another one"}})

    assert status == 200
    assert "password" not in answer["user"]
    assert nobody("POST", "/users/login", {"user": {"email": ann.email, "password": "password"}})[0] == 401
    assert nobody("POST", "/users/login", {"user": {"email": ann.email, "password": "another one"}})[0] == 200


# --- profiles


def test_a_profile_is_for_everybody(ann: Person, nobody: Person) -> None:
    profile = {"username": ann.name, "bio": None, "image": None, "following": False}

    assert nobody("GET", f"/profiles/{ann.name}") == (200, {"profile": profile})


@pytest.mark.parametrize(("method", "end"), [("GET", ""), ("POST", "/follow"), ("DELETE", "/follow")])
def test_an_unknown_profile_is_not_found(ann: Person, method: str, end: str) -> None:
    assert ann(method, f"/profiles/nobody-here{end}") == (404, {"errors": {"profile": ["not found"]}})


def test_following_is_seen_by_who_follows(ann: Person, bob: Person, nobody: Person) -> None:
    assert ann("POST", f"/profiles/{bob.name}/follow")[1]["profile"]["following"] is True
    assert ann("POST", f"/profiles/{bob.name}/follow")[0] == 200
    assert ann("GET", f"/profiles/{bob.name}")[1]["profile"]["following"] is True
    assert bob("GET", f"/profiles/{ann.name}")[1]["profile"]["following"] is False
    assert nobody("GET", f"/profiles/{bob.name}")[1]["profile"]["following"] is False
    assert ann("DELETE", f"/profiles/{bob.name}/follow")[1]["profile"]["following"] is False
    assert ann("DELETE", f"/profiles/{bob.name}/follow")[0] == 200
    assert ann("GET", f"/profiles/{bob.name}")[1]["profile"]["following"] is False


# --- articles

CARD = {"slug", "title", "description", "tagList", "createdAt", "updatedAt", "favorited", "favoritesCount", "author"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def test_an_article_is_written(ann: Person, nobody: Person) -> None:
    article = ann.writes("How to train your dragon?", tagList=["training", "dragons", "training"])

    assert article.keys() == CARD | {"body"}
    assert article["slug"].startswith("how-to-train-your-dragon")
    assert article["tagList"] == ["dragons", "training"]
    assert (article["favorited"], article["favoritesCount"]) == (False, 0)
    assert article["author"] == {"username": ann.name, "bio": None, "image": None, "following": False}
    assert MOMENT.fullmatch(article["createdAt"])
    assert MOMENT.fullmatch(article["updatedAt"])
    assert nobody("GET", f"/articles/{article['slug']}") == (200, {"article": article})


@pytest.mark.parametrize("tags", [None, []])
def test_an_article_needs_no_tags(ann: Person, tags: Any) -> None:
    assert ann.writes(**({} if tags is None else {"tagList": tags}))["tagList"] == []


@pytest.mark.parametrize("key", ["title", "description", "body"])
@pytest.mark.parametrize("value", ["", None, "left out"])
def test_an_article_needs_all_three(ann: Person, key: str, value: str | None) -> None:
    given = {"title": "t", "description": "d", "body": "b", key: value}
    if value == "left out":
        del given[key]

    assert ann("POST", "/articles", {"article": given}) == (422, {"errors": {key: BLANK}})


@pytest.mark.parametrize("tags", ["one", None, [1], {"a": 1}])
def test_tags_are_texts(ann: Person, tags: Any) -> None:
    given = {"title": "t", "description": "d", "body": "b", "tagList": tags}

    assert ann("POST", "/articles", {"article": given})[0] == 422


def test_a_title_twice_is_a_conflict(ann: Person, bob: Person) -> None:
    first = ann.writes("The very same")

    again = {"article": {"title": "The very same", "description": "d", "body": "b"}}
    assert ann("POST", "/articles", again) == (409, {"errors": {"title": TAKEN}})
    status, other = bob("POST", "/articles", again)
    assert status == 201
    assert other["article"]["slug"] != first["slug"]


@pytest.mark.parametrize(
    ("method", "end", "body"),
    [
        ("GET", "", None),
        ("PUT", "", {"article": {"body": "b"}}),
        ("DELETE", "", None),
        ("POST", "/favorite", None),
        ("DELETE", "/favorite", None),
        ("GET", "/comments", None),
        ("POST", "/comments", {"comment": {"body": "b"}}),
        ("DELETE", "/comments/1", None),
    ],
)
def test_an_unknown_article_is_not_found(ann: Person, method: str, end: str, body: Any) -> None:
    assert ann(method, f"/articles/no-such-thing{end}", body) == (404, {"errors": {"article": ["not found"]}})


def test_an_article_changes_only_where_something_is_sent(ann: Person) -> None:
    article = ann.writes(tagList=["a", "b"])
    path = f"/articles/{article['slug']}"

    status, answer = ann("PUT", path, {"article": {"body": "Another"}})

    assert status == 200
    changed = {**article, "body": "Another", "updatedAt": answer["article"]["updatedAt"]}
    assert answer["article"] == changed
    assert answer["article"]["updatedAt"] > article["updatedAt"]
    assert ann("GET", path)[1]["article"] == changed


def test_another_title_is_another_slug(ann: Person) -> None:
    article = ann.writes()
    title = f"Now something else {next(NUMBERS)}"

    status, answer = ann("PUT", f"/articles/{article['slug']}", {"article": {"title": title}})

    assert (status, answer["article"]["slug"]) == (200, title.lower().replace(" ", "-"))
    assert ann("GET", f"/articles/{article['slug']}")[0] == 404
    assert ann("PUT", f"/articles/{answer['article']['slug']}", {"article": {"title": title}})[0] == 200


def test_an_article_about_the_feed_is_not_the_feed(ann: Person) -> None:
    path = f"/articles/{ann.writes('Feed')['slug']}"

    assert ann("GET", path)[1]["article"]["title"] == "Feed"
    assert ann("DELETE", path)[0] == 204


def test_a_title_that_is_mine_already_is_taken(ann: Person) -> None:
    one, other = ann.writes(), ann.writes()

    answer = ann("PUT", f"/articles/{one['slug']}", {"article": {"title": other["title"]}})

    assert answer == (422, {"errors": {"title": TAKEN}})


@pytest.mark.parametrize(("tags", "then"), [(["c"], ["c"]), ([], [])])
def test_tags_are_replaced(ann: Person, tags: list[str], then: list[str]) -> None:
    article = ann.writes(tagList=["a", "b"])

    assert ann("PUT", f"/articles/{article['slug']}", {"article": {"tagList": tags}})[1]["article"]["tagList"] == then


@pytest.mark.parametrize("key", ["title", "description", "body", "tagList"])
def test_nothing_of_an_article_becomes_null(ann: Person, key: str) -> None:
    path = f"/articles/{ann.writes()['slug']}"

    assert ann("PUT", path, {"article": {key: None}}) == (422, {"errors": {key: BLANK}})


@pytest.mark.parametrize(("method", "body"), [("PUT", {"article": {"body": "b"}}), ("DELETE", None)])
def test_an_article_of_somebody_else_is_forbidden(ann: Person, bob: Person, method: str, body: Any) -> None:
    path = f"/articles/{ann.writes()['slug']}"

    assert bob(method, path, body) == (403, {"errors": {"article": ["forbidden"]}})
    assert ann("GET", path)[0] == 200


def test_a_deleted_article_is_gone_with_all_that_belongs_to_it(ann: Person, bob: Person) -> None:
    tag = f"tag{next(NUMBERS)}"
    path = f"/articles/{ann.writes(tagList=[tag])['slug']}"
    bob("POST", f"{path}/comments", {"comment": {"body": "b"}})
    bob("POST", f"{path}/favorite")

    assert ann("DELETE", path) == (204, None)

    assert ann("GET", path)[0] == 404
    assert ann("DELETE", path)[0] == 404
    assert tag not in ann("GET", "/tags")[1]["tags"]
    assert bob("GET", "/articles", favorited=bob.name)[1] == {"articles": [], "articlesCount": 0}


# --- lists


def test_a_list_tells_no_bodies_and_the_newest_first(ann: Person, nobody: Person) -> None:
    slugs = [ann.writes()["slug"] for _ in range(3)]

    status, answer = nobody("GET", "/articles", author=ann.name)

    assert (status, answer["articlesCount"]) == (200, 3)
    assert [each["slug"] for each in answer["articles"]] == slugs[::-1]
    assert all(each.keys() == CARD for each in answer["articles"])


@pytest.mark.parametrize("key", ["tag", "author", "favorited"])
def test_what_nobody_knows_gives_an_empty_list(nobody: Person, key: str) -> None:
    assert nobody("GET", "/articles", **{key: "no such thing"}) == (200, {"articles": [], "articlesCount": 0})


def test_filters_hold_together(ann: Person, bob: Person) -> None:
    tag = f"tag{next(NUMBERS)}"
    mine, theirs = ann.writes(tagList=[tag, "x"]), bob.writes(tagList=[tag])
    ann("POST", f"/articles/{theirs['slug']}/favorite")

    def slugs(**query: str) -> list[str]:
        return [each["slug"] for each in ann("GET", "/articles", **query)[1]["articles"]]

    assert slugs(tag=tag) == [theirs["slug"], mine["slug"]]
    assert slugs(tag=tag, author=ann.name) == [mine["slug"]]
    assert slugs(favorited=ann.name) == [theirs["slug"]]
    assert slugs(favorited=ann.name, author=ann.name) == []
    assert ann("GET", "/articles", tag=tag)[1]["articles"][1]["tagList"] == sorted([tag, "x"])


def test_a_list_is_read_in_pages(ann: Person) -> None:
    slugs = [ann.writes()["slug"] for _ in range(5)][::-1]

    def page(**query: int) -> list[str]:
        answer = ann("GET", "/articles", author=ann.name, **query)[1]
        assert answer["articlesCount"] == 5
        return [each["slug"] for each in answer["articles"]]

    assert page(limit=2) == slugs[:2]
    assert page(limit=2, offset=2) == slugs[2:4]
    assert page(offset=4) == slugs[4:]
    assert page(offset=9) == []
    assert page(limit=1000) == slugs


def test_a_page_has_twenty_when_nothing_is_said(ann: Person) -> None:
    for _ in range(21):
        ann.writes()

    answer = ann("GET", "/articles", author=ann.name)[1]

    assert (len(answer["articles"]), answer["articlesCount"]) == (20, 21)


@pytest.mark.parametrize("path", ["/articles", "/articles/feed"])
@pytest.mark.parametrize(("key", "value"), [("limit", "0"), ("limit", "-1"), ("limit", "x"), ("offset", "-1")])
def test_a_page_that_cannot_be_is_told(ann: Person, path: str, key: str, value: str) -> None:
    assert ann("GET", path, **{key: value}) == (422, {"errors": {key: ["is invalid"]}})


def test_the_feed_is_of_those_who_are_followed(ann: Person, bob: Person) -> None:
    ann.writes()
    slugs = [bob.writes()["slug"] for _ in range(2)][::-1]
    assert ann("GET", "/articles/feed") == (200, {"articles": [], "articlesCount": 0})

    ann("POST", f"/profiles/{bob.name}/follow")

    status, answer = ann("GET", "/articles/feed")
    assert (status, answer["articlesCount"]) == (200, 2)
    assert [each["slug"] for each in answer["articles"]] == slugs
    assert all(each.keys() == CARD and each["author"]["following"] for each in answer["articles"])
    assert [each["slug"] for each in ann("GET", "/articles/feed", limit=1, offset=1)[1]["articles"]] == slugs[1:]
    ann("DELETE", f"/profiles/{bob.name}/follow")
    assert ann("GET", "/articles/feed")[1]["articlesCount"] == 0


# --- favorites, comments, tags


def test_a_favorite_counts_once_for_each(ann: Person, bob: Person, nobody: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}"

    def seen(person: Person) -> tuple[bool, int]:
        article = person("GET", path)[1]["article"]
        return article["favorited"], article["favoritesCount"]

    assert ann("POST", f"{path}/favorite")[1]["article"]["favoritesCount"] == 1
    assert ann("POST", f"{path}/favorite")[0] == 200
    assert bob("POST", f"{path}/favorite")[1]["article"].keys() == CARD | {"body"}
    assert (seen(ann), seen(bob), seen(nobody)) == ((True, 2), (True, 2), (False, 2))
    assert ann("DELETE", f"{path}/favorite")[1]["article"]["favorited"] is False
    assert ann("DELETE", f"{path}/favorite")[0] == 200
    assert (seen(ann), seen(bob)) == ((False, 1), (True, 1))


def test_what_is_done_twice_at_once_is_done_once(ann: Person, bob: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}"

    for asked in (f"{path}/favorite", f"/profiles/{ann.name}/follow"):
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda _, asked=asked: bob("POST", asked)[0], range(24)))
        assert statuses == [200] * 24

    assert bob("GET", path)[1]["article"]["favoritesCount"] == 1


def test_comments_are_for_everybody(ann: Person, bob: Person, nobody: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}/comments"
    assert nobody("GET", path) == (200, {"comments": []})

    status, answer = bob("POST", path, {"comment": {"body": "Well said"}})

    assert status == 201
    assert answer["comment"].keys() == {"id", "body", "createdAt", "updatedAt", "author"}
    assert isinstance(answer["comment"]["id"], int)
    assert answer["comment"]["author"]["username"] == bob.name
    assert nobody("GET", path) == (200, {"comments": [answer["comment"]]})


@pytest.mark.parametrize("value", ["", None, "left out"])
def test_a_comment_says_something(ann: Person, value: str | None) -> None:
    path = f"/articles/{ann.writes()['slug']}/comments"
    given = {} if value == "left out" else {"body": value}

    assert ann("POST", path, {"comment": given}) == (422, {"errors": {"body": BLANK}})


def test_who_follows_sees_it_in_comments(ann: Person, bob: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}/comments"
    bob("POST", path, {"comment": {"body": "b"}})
    ann("POST", f"/profiles/{bob.name}/follow")

    assert ann("GET", path)[1]["comments"][0]["author"]["following"] is True


def test_a_comment_is_deleted_by_its_author_only(ann: Person, bob: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}/comments"
    one = bob("POST", path, {"comment": {"body": "b"}})[1]["comment"]["id"]

    assert ann("DELETE", f"{path}/{one}") == (403, {"errors": {"comment": ["forbidden"]}})
    assert bob("DELETE", f"{path}/{one}") == (204, None)
    assert bob("DELETE", f"{path}/{one}") == (404, {"errors": {"comment": ["not found"]}})
    assert ann("GET", path) == (200, {"comments": []})


def test_a_comment_of_another_article_is_not_found(ann: Person, bob: Person) -> None:
    path, other = (f"/articles/{ann.writes()['slug']}/comments" for _ in range(2))
    one = bob("POST", path, {"comment": {"body": "b"}})[1]["comment"]["id"]

    for person in (ann, bob):
        assert person("DELETE", f"{other}/{one}") == (404, {"errors": {"comment": ["not found"]}})
    assert len(ann("GET", path)[1]["comments"]) == 1


def test_the_id_of_a_comment_is_a_number(ann: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}/comments"

    assert ann("DELETE", f"{path}/x")[0] == 422


def test_tags_are_told_once(ann: Person, nobody: Person) -> None:
    tag = f"tag{next(NUMBERS)}"
    ann.writes(tagList=[tag])
    ann.writes(tagList=[tag])

    status, answer = nobody("GET", "/tags")

    assert status == 200
    assert answer["tags"].count(tag) == 1


def test_an_unknown_path_is_told_in_the_same_shape(nobody: Person) -> None:
    assert nobody("GET", "/nothing/here") == (404, {"errors": {"resource": ["not found"]}})
    assert nobody("PATCH", "/tags")[0] == 405


def test_the_written_functions_are_few() -> None:
    folder = Path(__file__).parents[2] / "examples/conduit/app"
    lines = [line for file in folder.rglob("*.py") for line in file.read_text().splitlines() if line.strip()]

    assert len(lines) <= 250
