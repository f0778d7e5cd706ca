"""Conduit's contract to the letter: what is asked first, what is blank, large or nobody's, and how that is told."""

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any

import jwt
import pytest
from example_backends import NUMBERS, Person, assemble, people, serving
from httpx2 import Client, Response

pytestmark = pytest.mark.slow
SECRET = "a-secret-that-is-only-for-tests-0123456789"
BLANK = ["can't be blank"]
TAKEN = ["has already been taken"]
INVALID = {"errors": {"token": ["is invalid"]}}
MISSING = {"errors": {"token": ["is missing"]}}
SPACES = ["", " ", "\t\n "]
LARGE = 2**53 - 1


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("strictly")
    settings = {"DATABASE_URL": f"sqlite:///{folder / 'example.db'}", "SECRET_KEY": SECRET, "RATE_LIMITS": "false"}
    backend = assemble("conduit", folder / "conduit")
    with serving(backend, settings) as address, Client(base_url=f"{address}/api", timeout=30) as http:
        yield http


@pytest.fixture(scope="module")
def crowd(base: Client) -> Iterator[Person]:
    return people(base)


@pytest.fixture
def ann(crowd: Iterator[Person]) -> Person:
    return next(crowd)


@pytest.fixture
def bob(crowd: Iterator[Person]) -> Person:
    return next(crowd)


@pytest.fixture(scope="module")
def cid(crowd: Iterator[Person]) -> Person:
    """Who is refused all the time, and stays as he is."""
    return next(crowd)


@pytest.fixture(scope="module")
def article(cid: Person) -> str:
    """The path of one of Cid's."""
    return f"/articles/{cid.writes()['slug']}"


@pytest.fixture
def nobody(base: Client) -> Person:
    return Person(base)


def account(**changes: Any) -> dict[str, Any]:
    name = f"strict{next(NUMBERS)}"
    return {"user": {"username": name, "email": f"{name}@example.org", "password": "password", **changes}}


def sent(path: str) -> tuple[str, dict[str, Any]]:
    """The wrapper of what is sent there, and something that is right."""
    number = next(NUMBERS)
    return {
        "/users": ("user", account()["user"]),
        "/users/login": ("user", {"email": "a@example.org", "password": "password"}),
        "/user": ("user", {"bio": "Me"}),
        "/articles": ("article", {"title": f"Written {number}", "description": "d", "body": "b"}),
        "comments": ("comment", {"body": "Well said"}),
    }[path]


# --- who asks, and in which order that is looked at

ALL = [
    ("POST", "/users/login"), ("POST", "/users"), ("GET", "/user"), ("PUT", "/user"), ("GET", "/profiles/x"),
    ("POST", "/profiles/x/follow"), ("DELETE", "/profiles/x/follow"), ("GET", "/articles/feed"), ("GET", "/articles"),
    ("POST", "/articles"), ("GET", "/articles/x"), ("PUT", "/articles/x"), ("DELETE", "/articles/x"),
    ("GET", "/articles/x/comments"), ("POST", "/articles/x/comments"), ("DELETE", "/articles/x/comments/1"),
    ("POST", "/articles/x/favorite"), ("DELETE", "/articles/x/favorite"), ("GET", "/tags"),
]  # fmt: skip
# Where the contract knows no 401 for a token that is no good, with what is answered instead.
FREE = {"POST /users/login": 422, "POST /users": 422, "GET /articles/x": 404, "GET /tags": 200}


def expired() -> str:
    hour = 3600
    claims = {"sub": "1", "roles": [], "tenant": None, "iat": time.time() - 2 * hour, "exp": time.time() - hour}
    return jwt.encode(claims, SECRET, "HS256")


@pytest.mark.parametrize(("method", "path"), ALL)
def test_a_token_that_is_no_good_is_told_where_the_contract_knows_of_it(base: Client, method: str, path: str) -> None:
    for token in ("nonsense", expired(), "a.b.c"):
        status, answer = Person(base, token)(method, path, {} if method in ("POST", "PUT") else None)

        assert status == FREE.get(f"{method} {path}", 401), answer
        assert status != 401 or answer == INVALID


def test_who_has_an_old_token_can_log_in_and_register(ann: Person, base: Client) -> None:
    stale = Person(base, expired())

    given = {"user": {"email": ann.email, "password": "password"}}
    assert stale("POST", "/users/login", given)[0] == 200
    assert stale("POST", "/users", account())[0] == 201
    given["user"]["password"] = "wrong"
    assert stale("POST", "/users/login", given) == (401, {"errors": {"credentials": ["invalid"]}})


def test_a_good_token_counts_where_none_is_needed(ann: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}"
    ann("POST", f"{path}/favorite")

    assert ann("GET", path)[1]["article"]["favorited"] is True


@pytest.mark.parametrize("scheme", ["Bearer {}", "{}", "Basic {}", ""])
def test_a_token_of_another_scheme_is_none(cid: Person, base: Client, scheme: str) -> None:
    headers = {"authorization": scheme.format(cid("GET", "/user")[1]["user"]["token"])}

    assert base.get("/user", headers=headers).json() == MISSING
    assert base.get("/articles", headers=headers).status_code == 200


WRONG_BODIES = [{}, {"article": {}}, {"article": {"body": ""}}, {"article": {"title": 5}}, {"comment": {"body": ""}}]


@pytest.mark.parametrize("body", WRONG_BODIES)
def test_a_thing_is_looked_for_before_what_is_sent_is_looked_at(cid: Person, nobody: Person, body: Any) -> None:
    for method, path in (("PUT", "/articles/nothing"), ("POST", "/articles/nothing/comments")):
        assert nobody(method, path, body) == (401, MISSING)
        assert cid(method, path, body) == (404, {"errors": {"article": ["not found"]}})


@pytest.mark.parametrize("body", WRONG_BODIES)
def test_whose_a_thing_is_comes_before_what_is_sent(article: str, bob: Person, body: Any) -> None:
    assert bob("PUT", article, body) == (403, {"errors": {"article": ["forbidden"]}})


def test_an_article_comes_before_its_comment_and_a_comment_before_its_author(ann: Person, bob: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}/comments"
    one = ann("POST", path, {"comment": {"body": "b"}})[1]["comment"]["id"]

    for number in (one, one + 1):
        assert bob("DELETE", f"/articles/nothing/comments/{number}") == (404, {"errors": {"article": ["not found"]}})
    assert bob("DELETE", f"{path}/{one + 1}") == (404, {"errors": {"comment": ["not found"]}})
    assert bob("DELETE", f"{path}/{one}") == (403, {"errors": {"comment": ["forbidden"]}})


@pytest.mark.parametrize("number", [0, -1, 10**9, LARGE, 2**63 - 1])
def test_a_comment_that_cannot_be_is_not_found(cid: Person, article: str, number: int) -> None:
    assert cid("DELETE", f"{article}/comments/{number}") == (404, {"errors": {"comment": ["not found"]}})


# --- what is sent


def needed() -> Iterator[tuple[str, str]]:
    yield from product(["/users"], ["username", "email", "password"])
    yield from product(["/users/login"], ["email", "password"])
    yield from product(["/articles"], ["title", "description", "body"])
    yield "comments", "body"


@pytest.mark.parametrize("value", SPACES)
@pytest.mark.parametrize(("path", "key"), list(needed()))
def test_spaces_are_blank(cid: Person, article: str, path: str, key: str, value: str) -> None:
    wrapper, given = sent(path)
    where = f"{article}/comments" if path == "comments" else path

    assert cid("POST", where, {wrapper: {**given, key: value}}) == (422, {"errors": {key: BLANK}})


@pytest.mark.parametrize("value", SPACES)
@pytest.mark.parametrize("key", ["username", "email", "password"])
def test_an_account_does_not_become_blank(cid: Person, key: str, value: str) -> None:
    assert cid("PUT", "/user", {"user": {key: value}}) == (422, {"errors": {key: BLANK}})


@pytest.mark.parametrize("value", SPACES)
@pytest.mark.parametrize("key", ["title", "description", "body"])
def test_an_article_does_not_become_blank(cid: Person, article: str, key: str, value: str) -> None:
    assert cid("PUT", article, {"article": {key: value}}) == (422, {"errors": {key: BLANK}})


@pytest.mark.parametrize("tags", [[""], ["a", " "], [None], ["x" * 256], [5], [["a"]], "a", 5, {}, None])
def test_what_is_wrong_with_a_tag_is_told_of_the_tags(cid: Person, article: str, tags: Any) -> None:
    wrapper, given = sent("/articles")
    for method, path in (("POST", "/articles"), ("PUT", article)):
        status, answer = cid(method, path, {wrapper: {**given, "tagList": tags}})

        assert (status, answer["errors"].keys()) == (422, {"tagList"})


@pytest.mark.parametrize("value", [5, True, 1.5, ["x"], {"x": 1}])
@pytest.mark.parametrize(("path", "key"), list(needed()))
def test_a_text_is_a_text(cid: Person, article: str, path: str, key: str, value: Any) -> None:
    wrapper, given = sent(path)
    where = f"{article}/comments" if path == "comments" else path

    assert cid("POST", where, {wrapper: {**given, key: value}}) == (422, {"errors": {key: ["is invalid"]}})


@pytest.mark.parametrize("path", ["/users", "/users/login", "/user", "/articles", "comments"])
def test_what_is_sent_stands_in_its_wrapper(cid: Person, article: str, path: str) -> None:
    wrapper, given = sent(path)
    where = f"{article}/comments" if path == "comments" else path
    method = "PUT" if path == "/user" else "POST"

    for body in (given, {}, {"other": given}, {wrapper: None}):
        assert cid(method, where, body) == (422, {"errors": {wrapper: BLANK}})
    for wrong in ("text", 5, [given], []):
        assert cid(method, where, {wrapper: wrong}) == (422, {"errors": {wrapper: ["is invalid"]}})


def test_keys_that_the_contract_does_not_have_say_nothing(ann: Person, bob: Person) -> None:
    more = {"slug": "mine", "favoritesCount": 7, "author": {"username": bob.name}, "id": 1, "createdAt": "2001-01-01"}

    article = ann.writes(**more)

    assert article["slug"] != "mine"
    assert (article["favoritesCount"], article["author"]["username"]) == (0, ann.name)
    assert not article["createdAt"].startswith("2001")
    assert ann("PUT", "/user", {"user": {"token": "x", "following": True}}) == (422, {"errors": {"user": BLANK}})


@pytest.mark.parametrize("key", ["username", "email", "password"])
def test_all_that_is_blank_is_told_at_once(nobody: Person, key: str) -> None:
    given = account()
    kept = {key: given["user"][key]}

    status, answer = nobody("POST", "/users", {"user": kept})

    assert (status, answer["errors"].keys()) == (422, {"username", "email", "password"} - {key})


@pytest.mark.parametrize("text", ["x" * 500, "Ünïcödé 漢字 🎉", "<script>alert('x')</script>", 'a "quoted" \\ text\n'])
def test_texts_come_back_as_they_were_sent(ann: Person, text: str) -> None:
    title = f"{text} {next(NUMBERS)}"

    article = ann.writes(title, description=text, body=text * 100)

    assert (article["title"], article["description"], article["body"]) == (title, text, text * 100)
    assert ann("GET", f"/articles/{article['slug']}")[1]["article"] == article
    assert ann("PUT", "/user", {"user": {"bio": text}})[1]["user"]["bio"] == text


# --- accounts


def test_all_that_is_taken_is_told(ann: Person, bob: Person, nobody: Person) -> None:
    both = {"errors": {"username": TAKEN, "email": TAKEN}}

    assert nobody("POST", "/users", account(username=ann.name, email=ann.email)) == (409, both)
    assert bob("PUT", "/user", {"user": {"username": ann.name, "email": ann.email}}) == (422, both)
    assert bob("GET", "/user")[1]["user"]["username"] == bob.name


def test_the_case_of_an_address_is_kept_and_says_nothing(nobody: Person, bob: Person) -> None:
    given = account()
    name = given["user"]["username"]
    address = given["user"]["email"] = f"{name.title()}@Example.ORG"

    status, answer = nobody("POST", "/users", given)

    assert (status, answer["user"]["email"]) == (201, address)
    ann = Person(nobody.http, answer["user"]["token"], name)
    for each in (address, address.lower(), address.upper()):
        login = nobody("POST", "/users/login", {"user": {"email": each, "password": "password"}})
        assert (login[0], login[1]["user"]["email"]) == (200, address)
    assert nobody("POST", "/users", account(email=address.lower())) == (409, {"errors": {"email": TAKEN}})
    assert bob("PUT", "/user", {"user": {"email": address.upper()}}) == (422, {"errors": {"email": TAKEN}})
    assert ann("PUT", "/user", {"user": {"email": address.lower()}})[1]["user"]["email"] == address.lower()


def test_a_new_address_is_the_one_to_log_in_with(ann: Person, nobody: Person) -> None:
    new = f"new-{ann.email}"

    assert ann("PUT", "/user", {"user": {"email": new}})[1]["user"]["email"] == new

    assert nobody("POST", "/users/login", {"user": {"email": new, "password": "password"}})[0] == 200
    assert nobody("POST", "/users/login", {"user": {"email": ann.email, "password": "password"}})[0] == 401
    assert nobody("POST", "/users", account(email=ann.email))[0] == 201


def test_a_new_name_is_the_one_of_everything(ann: Person, nobody: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}"
    new = f"New {ann.name}"

    assert ann("PUT", "/user", {"user": {"username": new}})[0] == 200

    assert ann("GET", "/user")[1]["user"]["username"] == new
    assert nobody("GET", f"/profiles/{new}")[1]["profile"]["username"] == new
    assert nobody("GET", f"/profiles/{ann.name}")[0] == 404
    assert nobody("GET", path)[1]["article"]["author"]["username"] == new
    assert nobody("GET", "/articles", author=new)[1]["articlesCount"] == 1
    assert nobody("GET", "/articles", author=ann.name)[1]["articlesCount"] == 0


def test_what_is_told_of_me_is_told_everywhere(ann: Person, nobody: Person) -> None:
    article = ann.writes()
    told = {"bio": "Of Ann", "image": "https://example.org/ann.png"}
    ann("PUT", "/user", {"user": told})

    profile = {"username": ann.name, "following": False, **told}
    assert nobody("GET", f"/profiles/{ann.name}")[1] == {"profile": profile}
    assert nobody("GET", f"/articles/{article['slug']}")[1]["article"]["author"] == profile
    assert nobody("GET", "/articles", author=ann.name)[1]["articles"][0]["author"] == profile


def test_following_oneself_is_following(ann: Person) -> None:
    slug = ann.writes()["slug"]

    assert ann("POST", f"/profiles/{ann.name}/follow")[1]["profile"]["following"] is True
    assert [each["slug"] for each in ann("GET", "/articles/feed")[1]["articles"]] == [slug]


# --- articles


@pytest.mark.parametrize("title", ["!!!", "???", "漢字", "🎉", "-", "feed", "FEED!", "y" * 1000, "a/b?c=d#e%20f"])
def test_whatever_the_title_a_slug_leads_there(ann: Person, bob: Person, title: str) -> None:
    slugs = set()
    for person in (ann, bob):
        article = person.writes(title)
        slugs.add(article["slug"])
        assert person("GET", f"/articles/{article['slug']}")[1]["article"]["title"] == title
        assert person("DELETE", f"/articles/{article['slug']}") == (204, None)

    assert len(slugs) == 1 if title not in ("feed", "FEED!") else 2
    assert all(len(slug) < 256 and slug.isascii() for slug in slugs)


def test_titles_alike_but_for_their_signs_have_slugs_of_their_own(ann: Person) -> None:
    number = next(NUMBERS)

    slugs = {ann.writes(f"{title} {number}")["slug"] for title in ("Déjà vu", "deja vu", "DEJA, VU!", "Deja-Vu")}

    assert len(slugs) == 4
    assert f"deja-vu-{number}" in slugs


def test_only_a_change_changes_when_it_was_updated(ann: Person, bob: Person) -> None:
    article = ann.writes()
    path = f"/articles/{article['slug']}"

    bob("POST", f"{path}/favorite")
    bob("POST", f"{path}/comments", {"comment": {"body": "b"}})
    assert ann("GET", path)[1]["article"]["updatedAt"] == article["updatedAt"]
    for change in ({"tagList": ["new"]}, {"description": "new"}, {"body": "new"}, {"title": f"New {article['title']}"}):
        before = article
        article = ann("PUT", f"/articles/{before['slug']}", {"article": change})[1]["article"]
        assert article["createdAt"] == before["createdAt"]
        assert datetime.fromisoformat(article["updatedAt"]) > datetime.fromisoformat(before["updatedAt"])


def test_a_change_shows_what_others_made_of_the_article(ann: Person, bob: Person) -> None:
    path = f"/articles/{ann.writes(tagList=['b', 'a'])['slug']}"
    bob("POST", f"{path}/favorite")

    article = ann("PUT", path, {"article": {"body": "Another"}})[1]["article"]

    assert (article["favoritesCount"], article["favorited"], article["tagList"]) == (1, False, ["a", "b"])


def test_a_tag_that_nothing_has_any_more_is_told_no_more(ann: Person) -> None:
    tag = f"tag{next(NUMBERS)}"
    path = f"/articles/{ann.writes(tagList=[tag, tag])['slug']}"
    assert ann("GET", "/tags")[1]["tags"].count(tag) == 1

    ann("PUT", path, {"article": {"tagList": ["other"]}})

    assert tag not in ann("GET", "/tags")[1]["tags"]
    assert ann("GET", "/articles", tag=tag)[1] == {"articles": [], "articlesCount": 0}


def test_a_list_tells_what_is_mine(ann: Person, bob: Person, nobody: Person) -> None:
    slug = bob.writes()["slug"]
    ann("POST", f"/articles/{slug}/favorite")
    ann("POST", f"/profiles/{bob.name}/follow")

    def seen(person: Person) -> tuple[bool, int, bool]:
        card = person("GET", "/articles", author=bob.name)[1]["articles"][0]
        return card["favorited"], card["favoritesCount"], card["author"]["following"]

    assert (seen(ann), seen(bob), seen(nobody)) == ((True, 1, True), (False, 1, False), (False, 1, False))


@pytest.mark.parametrize("path", ["/articles", "/articles/feed"])
def test_a_page_may_be_as_large_as_a_number(ann: Person, path: str) -> None:
    slug = ann.writes()["slug"]
    ann("POST", f"/profiles/{ann.name}/follow")

    assert ann("GET", path, limit=LARGE)[1]["articles"][0]["slug"] == slug
    status, answer = ann("GET", path, offset=LARGE)
    assert (status, answer["articles"]) == (200, [])
    assert answer["articlesCount"] >= 1


@pytest.mark.parametrize("path", ["/articles", "/articles/feed"])
@pytest.mark.parametrize(("key", "value"), list(product(["limit", "offset"], ["", "x", "1.5", "-1", "null", "9" * 40])))
def test_what_is_no_number_of_articles_is_told(cid: Person, path: str, key: str, value: str) -> None:
    assert cid("GET", path, **{key: value}) == (422, {"errors": {key: ["is invalid"]}})


@pytest.mark.parametrize("key", ["tag", "author", "favorited"])
@pytest.mark.parametrize("value", ["", " ", "x" * 3000, "%", "' OR 1=1 --"])
def test_a_filter_finds_exactly_what_it_says(nobody: Person, key: str, value: str) -> None:
    assert nobody("GET", "/articles", **{key: value}) == (200, {"articles": [], "articlesCount": 0})


def test_comments_are_told_in_order_and_go_one_by_one(ann: Person, bob: Person) -> None:
    path = f"/articles/{ann.writes()['slug']}/comments"
    ids = [each("POST", path, {"comment": {"body": "b"}})[1]["comment"]["id"] for each in (ann, bob, ann)]

    assert [each["id"] for each in ann("GET", path)[1]["comments"]] == ids
    assert bob("DELETE", f"{path}/{ids[1]}") == (204, None)
    assert [each["id"] for each in ann("GET", path)[1]["comments"]] == [ids[0], ids[2]]


# --- the shape of every answer


def test_every_error_is_told_in_one_shape(base: Client) -> None:
    answers: list[Response] = [base.request(method, path) for method, path in ALL]
    answers += [base.request(method, path, headers={"authorization": "Token x"}, json=[]) for method, path in ALL]

    for answer in answers:
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/json"
            assert answer.json().keys() == {"errors"}
            for name, messages in answer.json()["errors"].items():
                assert name
                assert [type(each) for each in messages] == [str] * len(messages) != []


def test_nothing_is_said_where_something_was_deleted(ann: Person, base: Client) -> None:
    slug = ann.writes()["slug"]
    headers = {"authorization": f"Token {ann('GET', '/user')[1]['user']['token']}"}

    answer = base.delete(f"/articles/{slug}", headers=headers)

    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers
