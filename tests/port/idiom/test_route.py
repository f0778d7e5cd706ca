"""Layered routes become plain FastAPI."""

import pytest

from archwright.port.idiom import Idiomatic, NotIdiomatic, Surroundings, idiomatic
from archwright.port.idiom.guards import read_guard
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import

COMPAT = {
    "Response": Import("app.core.compat.response", "Response"),
    "abort": Import("werkzeug.exceptions", "abort"),
    "flash": Import("app.core.compat.flash", "flash"),
    "jsonify": Import("app.core.compat.json", "jsonify"),
    "login_required": Import("app.core.compat.login_guard", "login_required"),
    "make_response": Import("app.core.compat.answer", "make_response"),
    "redirect": Import("werkzeug.utils", "redirect"),
    "request": Import("app.core.compat.request", "request"),
    "session": Import("app.core.compat.session", "session"),
    "token_required": Import("app.api.dependencies", "token_required"),
    "apology": Import("app.api.helpers", "apology"),
    "wire": Import("app.core.compat.wire", "wire"),
}
TOKEN = """def token_required(f):
    @wraps(f)
    def inner(*a, **k):
        return f(find(), *a, **k)
    return inner
"""
GUARD = read_guard(MovedCode(TOKEN, frozenset()), "app.api.dependencies")
assert GUARD is not None
AROUND = Surroundings(
    guards={"app.api.dependencies.token_required": GUARD}, answers={"app.api.helpers.apology": "text, status"}
)


def rewrite(body: str, *, head: str = "@wire\ndef view() -> object:", verb: str = "post") -> Idiomatic:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    text = f'@router.{verb}("/x", name="view")\n{head}\n{lines}'
    return idiomatic(text, {need for name, need in COMPAT.items() if name in text}, AROUND, "things")


def test_fields_of_a_form_become_a_model() -> None:
    made = rewrite('title = request.form["title"]\nreturn {"t": title, "note": request.form.get("note", "-")}')

    assert "form: Annotated[ViewFields, Depends(form_of(ViewFields))]" in made.text
    assert "title = form.title" in made.text
    assert '"note": form.note' in made.text
    assert "openapi_extra=form_body(ViewFields)" in made.text
    schema = next(each.code.text for each in made.beside if each.module == "app.schemas.things")
    assert '    title: str\n    note: str = "-"\n' in schema


def test_a_required_field_that_is_read_after_an_effect_stays_where_it_is_read() -> None:
    made = rewrite('store()\nreturn {"t": request.form["title"]}')

    assert "form: FormDep" in made.text
    assert 'form["title"]' in made.text


def test_a_key_that_is_no_name_has_an_alias() -> None:
    made = rewrite('return {"t": request.form.get("pass-word")}')

    schema = next(each.code.text for each in made.beside if each.module == "app.schemas.things")
    assert "pass_word: str | None = Field(default=None, alias='pass-word')" in schema


def test_session_and_messages_are_given() -> None:
    made = rewrite('flash("hi")\nsession["a"] = 1\nreturn redirect("/")')

    assert "def view(flash: FlashDep, session: SessionDep) -> RedirectResponse:" in made.text
    assert 'return RedirectResponse("/", status_code=302)' in made.text
    assert not any(need.module.startswith("app.core.compat") for need in made.imports)


def test_a_guard_fills_its_parameter_before_anything_else() -> None:
    head = "@wire(hide=('user',))\n@token_required\ndef view(user, id: int) -> object:"

    made = rewrite('data = request.get_json()\nreturn {"a": data}', head=head)

    assert "def view(user: Annotated[Any, Depends(require_token)], id: int, payload: JsonBody)" in made.text


def test_guards_keep_their_order() -> None:
    head = "@wire(hide=('user',))\n@token_required\n@login_required\ndef view(user) -> object:"

    made = rewrite('return {"a": user}', head=head)

    assert "dependencies=[Depends(require_token), Depends(require_login)]" in made.text
    assert "user: Annotated[Any, Depends(require_token)]" in made.text


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ('text = "a"\ntext += "b"\nreturn text', "return HTMLResponse(text)"),
        ("rows = []\nreturn rows", "return rows"),
        ('return "a" + str(1)', 'return HTMLResponse("a" + str(1))'),
        ('return "no: %s" % 1, 404', 'return HTMLResponse("no: %s" % 1, status_code=404)'),
        (
            'return make_response("no", 401, {"A": "b"})',
            'return HTMLResponse("no", status_code=401, headers={"A": "b"})',
        ),
        ('return apology("no")', 'return HTMLResponse(*apology("no"))'),
        ("abort(404)\nreturn {}", "raise HTTPException(404)"),
        ("return abort(404)", "raise HTTPException(404)"),
        ('return redirect("/a", code=301)', 'return RedirectResponse("/a", status_code=301)'),
        ('return redirect("/a"), 303', 'return RedirectResponse("/a", status_code=303)'),
        ('return make_response(redirect("/a"), 302)', 'return RedirectResponse("/a", status_code=302)'),
        ("return Response(status=204)", 'return HTMLResponse("", status_code=204)'),
        ("return Response()", 'return HTMLResponse("")'),
        ('return Response("a", 201)', 'return HTMLResponse("a", status_code=201)'),
    ],
)
def test_answers_that_are_known_beforehand(body: str, answer: str) -> None:
    assert answer in rewrite(body).text


@pytest.mark.parametrize(
    "body",
    [
        "return unknown()",
        "for row in rows():\n    pass\nreturn row",
        'return redirect("/a"), 200',
        'return redirect("/a"), 302, {"A": "b"}',
        "return Response(mimetype=kind)",
    ],
)
def test_answers_that_only_running_tells_stay(body: str) -> None:
    with pytest.raises(NotIdiomatic, match="only running"):
        rewrite(body)


@pytest.mark.parametrize(
    ("read", "parameter"),
    [
        ('request.args.get("page", 1, type=int)', "page: Annotated[int, lenient(int, 1), Query()] = 1"),
        ('request.headers.get("X-Token")', "x_token: Annotated[str | None, Header()] = None"),
        ('request.cookies.get("seen", "no")', 'seen: Annotated[str, Cookie()] = "no"'),
        ('request.files["a"]', "files: FilesDep"),
        ("request.method", "method: MethodDep"),
    ],
)
def test_reads_become_parameters(read: str, parameter: str) -> None:
    assert parameter in rewrite(f'return {{"a": {read}}}', verb="get").text


def test_a_view_that_may_end_without_an_answer_fails_there_as_it_did() -> None:
    made = rewrite('if request.args.get("a"):\n    return {"a": 1}', verb="get").text

    assert made.rstrip().endswith('raise TypeError("The view function did not return a valid response.")')
    assert "raise" not in rewrite('return {"a": 1}').text


def test_a_body_that_is_read_inside_a_try_is_read_there() -> None:
    body = "try:\n    data = request.get_json()\nexcept Exception:\n    return {}\nreturn {'a': data}"

    made = rewrite(body)

    assert "get_json: GetJsonDep" in made.text
    assert "data = get_json()" in made.text


def test_a_required_query_value_under_a_condition_is_read_there() -> None:
    made = rewrite("if ready():\n    return {'a': request.args['a']}\nreturn {}", verb="get")

    assert "query: QueryDep" in made.text
    assert "query['a']" in made.text


def test_a_query_read_by_name_needs_no_whole_query() -> None:
    made = rewrite('page = request.args.get("page")\nreturn {"page": page}', verb="get")

    assert "QueryDep" not in made.text
    assert not made.beside


def test_an_argument_that_is_called_like_its_value_stays() -> None:
    made = rewrite('q = request.args.get("q", "")\nreturn {"a": dict(\n    b=1,\n    q=q\n)}', verb="get")

    assert "q=q\n" in made.text
    assert "    q = q\n" not in made.text
