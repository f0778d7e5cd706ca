"""Every known trap of the wire: Flask and the moved twin give the same raw answer."""

import sys
from collections.abc import Callable
from http.cookies import SimpleCookie
from types import ModuleType
from typing import Any

import pytest
from wire_probes import Probe, Raw, ask_asgi, ask_flask

FORM = ("Content-Type", "application/x-www-form-urlencoded")
JSON = ("Content-Type", "application/json")
MULTIPART = ("Content-Type", "multipart/form-data; boundary=xx")
Same = Callable[..., Raw]


@pytest.fixture
def same(original: ModuleType, twin: Any) -> Same:
    """Asks both, insists that they answer alike, and gives the answer."""

    def ask(path: str, method: str = "GET", *headers: tuple[str, str], body: bytes = b"") -> Raw:
        probe = Probe(path, method, headers, body)
        expected = ask_flask(original.app, probe)

        actual = ask_asgi(twin, probe)

        assert actual == expected
        return actual

    return ask


def cookies(raw: Raw) -> tuple[str, str]:
    """The header that sends back the cookies of an answer."""
    jar = SimpleCookie()
    for value in raw.all("set-cookie"):
        jar.load(value)
    return ("Cookie", "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items() if morsel.value))


def part(name: str, value: bytes, extra: str = "") -> bytes:
    """One part of a multipart body."""
    return f'--xx\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + value + b"\r\n"


def test_a_str_is_html_with_its_charset(same: Same) -> None:
    assert same("/").get("content-type") == "text/html; charset=utf-8"


def test_bytes_are_html(same: Same) -> None:
    assert same("/bytes").body == b"raw"


def test_a_dict_is_json_with_sorted_keys_ascii_and_a_newline(same: Same) -> None:
    assert same("/dict").body == b'{"a":"\\u00fc","b":1}\n'


def test_a_list_is_json(same: Same) -> None:
    assert same("/list").body == b'[1,{"a":2,"z":1}]\n'


def test_a_tuple_sets_the_status(same: Same) -> None:
    assert same("/status").status == 201


def test_a_tuple_sets_headers(same: Same) -> None:
    assert same("/headers").get("x-one") == "1"


def test_a_tuple_sets_status_and_headers_of_json(same: Same) -> None:
    assert same("/both").status == 202


def test_a_status_may_be_text(same: Same) -> None:
    assert same("/teapot").status == 418


def test_an_empty_204_has_no_body_and_no_length(same: Same) -> None:
    assert same("/empty").body == b""


@pytest.mark.parametrize("path", ["/none", "/number", "/long-tuple"])
def test_what_is_no_answer_is_a_500_page(same: Same, path: str) -> None:
    assert same(path).status == 500


@pytest.mark.parametrize("path", ["/generated?q=z", "/yields"])
def test_a_generator_streams_without_a_length(same: Same, path: str) -> None:
    assert same(path).get("content-length") == ""


def test_cookies_carry_flasks_flags(same: Same) -> None:
    assert len(same("/response").all("set-cookie")) == 3


def test_a_mimetype_of_text_gets_a_charset(same: Same) -> None:
    assert same("/typed").get("content-type") == "text/csv; charset=utf-8"


def test_dates_in_json_are_rfc_822(same: Same) -> None:
    assert b'"when":"Thu, 29 Feb 2024 12:30:00 GMT"' in same("/jsonify").body


def test_none_is_null_and_not_absent(same: Same) -> None:
    assert b'"none":null' in same("/jsonify").body


@pytest.mark.parametrize("path", ["/jsonify/args", "/jsonify/none", "/dumps"])
def test_jsonify_takes_arguments_as_flask_does(same: Same, path: str) -> None:
    assert same(path).status == 200


@pytest.mark.parametrize("path", ["/item/x", "/item/-1", "/item/5.0", "/price/1", "/key/7", "/kind/green"])
def test_a_path_parameter_that_does_not_fit_is_404(same: Same, path: str) -> None:
    assert same(path).status == 404


@pytest.mark.parametrize("path", ["/item/007", "/price/1.5", "/key/00000000-0000-0000-0000-000000000007", "/kind/red"])
def test_a_path_parameter_arrives_converted(same: Same, path: str) -> None:
    assert same(path).status == 200


def test_a_path_may_hold_slashes_and_other_alphabets(same: Same) -> None:
    assert same("/file/a/b%20%C3%BC.c").status == 200


def test_the_more_specific_of_two_urls_answers(same: Same) -> None:
    assert same("/user/new").body == b"new user"


def test_a_missing_slash_is_a_308_with_a_page(same: Same) -> None:
    assert same("/slash?a=1&b=%20").get("location") == "http://localhost/slash/?a=1&b=%20"


def test_the_slash_redirect_keeps_the_method(same: Same) -> None:
    assert same("/slash", "POST", FORM, body=b"a=1").status == 308
    assert same("/admin", "POST", FORM, body=b"a=1").status == 404


def test_a_slash_too_many_is_404(same: Same) -> None:
    assert same("/user/ann/").status == 404


def test_double_slashes_are_merged_by_a_308(same: Same) -> None:
    assert same("/user//ann").status == 308


def test_an_empty_query_leaves_no_question_mark(same: Same) -> None:
    assert same("/slash?").get("location") == "http://localhost/slash/"


def test_loose_slashes_answer_both(same: Same) -> None:
    assert same("/loose").body == same("/loose/").body


def test_defaults_of_a_rule_redirect_to_the_shorter_url(same: Same) -> None:
    assert same("/pages").body == b"page 1"
    assert same("/pages/1").status == 308
    assert same("/pages/2?page=7").body == b"page 2"
    assert same("/pages?page=x").body == b"page 1"


def test_a_missing_form_key_is_a_400_page(same: Same) -> None:
    assert same("/form", "POST", FORM, body=b"tag=a").status == 400


def test_an_empty_form_value_is_present(same: Same) -> None:
    assert b'"title":""' in same("/form", "POST", FORM, body=b"title=").body


def test_the_first_of_repeated_form_keys_wins(same: Same) -> None:
    assert b'"title":"a"' in same("/form", "POST", FORM, body=b"title=a&title=b&tag=1&tag=2&n=x").body


def test_a_form_may_be_multipart(same: Same) -> None:
    body = part("title", b"a") + part("tag", "ü".encode()) + b"--xx--\r\n"
    assert same("/form", "POST", MULTIPART, body=body).status == 200


def test_json_for_a_form_is_a_missing_key(same: Same) -> None:
    assert same("/form", "POST", JSON, body=b'{"title": "a"}').status == 400


def test_an_upload_keeps_name_size_and_type(same: Same) -> None:
    file = part("doc", b"12345", '; filename="a.txt"\r\nContent-Type: text/plain') + b"--xx--\r\n"
    assert same("/upload", "POST", MULTIPART, body=file).status == 200


def test_a_missing_upload_is_a_400_page(same: Same) -> None:
    assert same("/upload", "POST").status == 400


def test_json_is_read(same: Same) -> None:
    assert same("/echo", "POST", JSON, body=b'{"a": [1, null]}').body == b'{"got":{"a":[1,null]}}\n'


def test_bad_json_is_a_400_page_that_does_not_quote_it(same: Same) -> None:
    assert same("/echo", "POST", JSON, body=b"{").status == 400


def test_no_json_at_all_is_a_400_page(same: Same) -> None:
    assert same("/echo", "POST", JSON).status == 400


@pytest.mark.parametrize("headers", [(), (FORM,), (("Content-Type", "text/plain"),)])
def test_another_content_type_is_a_415_page(same: Same, headers: tuple[tuple[str, str], ...]) -> None:
    assert same("/echo", "POST", *headers, body=b"{}").status == 415


@pytest.mark.parametrize("body", [b"", b"{", b"[1]"])
def test_silent_and_forced_json(same: Same, body: bytes) -> None:
    assert same("/echo/silent", "POST", body=body).status == 200


def test_a_vendor_json_type_is_json(same: Same) -> None:
    assert same("/echo", "PUT", ("Content-Type", "application/vnd.api+json"), body=b"1").status == 200


def test_a_large_body_arrives(same: Same) -> None:
    assert b'"size":3000000' in same("/body", "POST", ("Content-Type", "text/plain"), body=b"x" * 3_000_000).body


def test_a_form_field_that_is_too_large_is_a_413_page(same: Same) -> None:
    assert same("/form", "POST", MULTIPART, body=part("title", b"x" * 600_000) + b"--xx--\r\n").status == 413


def test_rubbish_for_a_typed_argument_is_the_default(same: Same) -> None:
    assert b'"n":5' in same("/args?a=1&a=2&n=x&needed=").body


def test_a_missing_argument_is_a_400_page(same: Same) -> None:
    assert same("/args").status == 400


def test_bytes_that_are_not_utf_8_are_replaced(same: Same) -> None:
    assert same("/args?needed=%FF").status == 200


def test_the_request_knows_its_urls_headers_and_cookies(same: Same) -> None:
    assert same("/about?q=1", "GET", ("X-Thing", "y"), ("Cookie", "c=1; d=2")).status == 200


def test_a_redirect_has_a_page_and_a_relative_location(same: Same) -> None:
    assert same("/redirect").get("location") == "/item/4?q=x+y"


def test_a_redirect_may_be_permanent(same: Same) -> None:
    assert same("/redirect/301").status == 301


def test_url_for_builds_every_kind_of_url(same: Same) -> None:
    assert same("/urls").status == 200


def test_an_unknown_endpoint_is_a_500_page(same: Same) -> None:
    assert same("/urls/bad").status == 500


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 503, 999])
def test_abort_has_its_page(same: Same, code: int) -> None:
    assert same(f"/abort/{code}").get("content-type") == "text/html; charset=utf-8"


def test_abort_escapes_its_description(same: Same) -> None:
    assert b"not &lt;you&gt;" in same("/abort/text").body


def test_abort_may_carry_a_response(same: Same) -> None:
    assert same("/abort/response").status == 409


def test_an_unhandled_error_is_a_500_page_that_tells_nothing(same: Same) -> None:
    assert b"secret" not in same("/crash").body


def test_a_handler_is_found_by_its_code(same: Same) -> None:
    assert same("/abort/406").body == b"pay: 406 Not Acceptable"


def test_a_handler_is_found_by_its_class(same: Same) -> None:
    assert same("/sold").status == 410


def test_the_handler_of_the_blueprint_goes_before_that_of_the_application(same: Same) -> None:
    assert same("/admin/crash").body == b"admin sold"


def test_a_404_page_and_its_headers(same: Same) -> None:
    assert same("/nowhere").get("x-after") == "early,late,"


def test_a_405_page_allows_every_method_of_the_url(same: Same) -> None:
    assert same("/form", "DELETE").get("allow") == "GET, HEAD, OPTIONS, POST"


def test_head_has_the_headers_of_get(same: Same) -> None:
    assert same("/dict", "HEAD").get("content-length") == "21"


def test_options_is_answered_by_itself(same: Same) -> None:
    assert same("/form", "OPTIONS").get("allow") == "GET, HEAD, OPTIONS, POST"


def test_an_unknown_method_is_a_405_page(same: Same) -> None:
    assert same("/", "BREW").status == 405


def test_the_session_is_flasks_cookie_and_comes_back(same: Same) -> None:
    answer = same("/session/set")
    assert same("/session/get", "GET", cookies(answer)).body.startswith(b"ann (1, b'x'")


def test_a_session_that_is_only_read_varies_by_cookie(same: Same) -> None:
    assert same("/session/get").get("vary") == "Cookie"


def test_an_emptied_session_deletes_its_cookie(same: Same) -> None:
    answer = same("/session/clear", "GET", cookies(same("/session/set")))
    assert "Max-Age=0" in answer.get("set-cookie")


def test_a_forged_session_is_none(same: Same) -> None:
    assert same("/session/get", "GET", ("Cookie", "session=eyJ3aG8iOiJldmUifQ.ZVPxAA.x")).body.startswith(b"None")


def test_a_permanent_session_expires_and_is_renewed(same: Same) -> None:
    answer = same("/session/permanent")
    assert "Expires=" in answer.get("set-cookie")
    assert same("/", "GET", cookies(answer)).get("set-cookie")


def test_the_session_is_saved_when_the_view_fails(same: Same) -> None:
    assert same("/session/crash").get("set-cookie")


def test_flashed_messages_come_once(same: Same) -> None:
    said = same("/flashed", "GET", cookies(same("/flash")))
    assert b"Careful" in said.body
    assert said.get("set-cookie")


def test_a_template_sees_what_flask_gives_it(same: Same) -> None:
    sent = cookies(same("/flash"))
    assert b"&lt;X&gt;" in same("/page", "GET", sent).body


def test_a_template_from_a_string_escapes(same: Same) -> None:
    assert same("/page/string").body == b"&lt;i&gt; <i> GET"


def test_a_missing_template_is_a_500_page(same: Same) -> None:
    assert same("/page/missing").status == 500


def test_an_attachment_has_both_names(same: Same) -> None:
    assert "filename*=UTF-8''a%20b%20%C3%BC.txt" in same("/send").get("content-disposition")


@pytest.mark.parametrize("path", ["/send/site.css", "/static/site.css"])
def test_a_file_has_cache_headers_and_answers_conditions(same: Same, path: str) -> None:
    answer = same(path)
    assert answer.get("cache-control") == "no-cache"
    assert same(path, "GET", ("If-Modified-Since", answer.get("last-modified"))).status == 304
    assert same(path, "GET", ("Range", "bytes=0-3")).status == 206


@pytest.mark.parametrize("path", ["/send/../shop.py", "/send/none", "/static/none", "/static/"])
def test_a_file_outside_or_absent_is_404(same: Same, path: str) -> None:
    assert same(path).status == 404


def test_a_function_may_wait_for_this_request(same: Same) -> None:
    assert same("/after").get("x-this") == "1"


def test_a_decorator_may_answer_or_inject(same: Same) -> None:
    assert same("/guarded/3").status == 401
    assert same("/guarded/3", "GET", ("X-Token", "t")).body == b"ann 3"


def test_a_decorator_without_wraps_gets_the_path(same: Same) -> None:
    assert same("/unwrapped/4").body == b"4"


def test_a_class_view_answers_by_its_methods(same: Same) -> None:
    assert [same("/things/1", method).status for method in ("GET", "POST", "HEAD", "PUT")] == [200, 200, 200, 405]


def test_hooks_of_application_and_blueprint_run_in_flasks_order(same: Same) -> None:
    answer = same("/admin/")
    assert answer.get("x-after") == "admin,early,late,"
    assert b"['first', 'admin']" in answer.body


def test_a_hook_may_answer_for_the_view(same: Same) -> None:
    assert same("/admin/?stop=1").status == 403


def test_teardown_runs_after_every_request_with_its_error(same: Same, original: ModuleType) -> None:
    for torn in (original.torn, sys.modules["app.shop"].torn):
        torn.clear()
    for path in ("/", "/crash", "/sold", "/nowhere", "/static/site.css"):
        same(path)
    assert same("/torn").body == b'["NoneType","ValueError","NoneType","NoneType","NoneType"]\n'


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"])
def test_every_url_answers_every_method_alike(same: Same, original: ModuleType, method: str) -> None:
    for rule in original.app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, 1)
        adapter = original.app.url_map.bind("localhost")
        if rule.endpoint not in {"key", "kind", "price", "show_torn"}:
            same(adapter.build(rule.endpoint, values), method)
