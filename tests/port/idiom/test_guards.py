"""Decorators of views become dependencies."""

from archwright.port.idiom.guards import dependency_name, read_guard
from archwright.port.move import MovedCode

TOKEN = """def token_required(f):
    @wraps(f)
    def decorated(*args, **kwargs):
        if "x-token" not in request.headers:
            return jsonify({"message": "missing"}), 401
        try:
            user = find(request.headers["x-token"])
        except:
            return redirect("/login")
        return f(user, *args, **kwargs)
    return decorated
"""


def read(text: str):  # type: ignore[no-untyped-def]
    return read_guard(MovedCode(text, frozenset()), "app.api.dependencies")


def test_early_answers_are_raised_and_what_is_filled_in_is_returned() -> None:
    guard = read(TOKEN)

    assert guard is not None
    assert guard.name == "require_token"
    assert guard.by_place
    assert guard.home.code.text == (
        "def require_token() -> Any:\n"
        '    if "x-token" not in request.headers:\n'
        '        abort(make_response(jsonify({"message": "missing"}), 401))\n'
        "    try:\n"
        '        user = find(request.headers["x-token"])\n'
        "    except:\n"
        '        abort(redirect("/login"))\n'
        "    return user\n"
    )


def test_a_guard_that_fills_in_nothing_returns_nothing() -> None:
    text = TOKEN.replace("f(user, *args", "f(*args")

    guard = read(text)

    assert guard is not None
    assert not guard.by_place
    assert guard.home.code.text.startswith("def require_token() -> None:")
    assert "return" not in guard.home.code.text


def test_a_decorator_with_arguments_makes_its_dependency() -> None:
    guard = read(
        "def role_required(role):\n    def decorate(f):\n        @wraps(f)\n        def inner(*a, **k):\n"
        '            if g.role != role:\n                return "no", 403\n            return f(*a, **k)\n'
        "        return inner\n    return decorate\n"
    )

    assert guard is not None
    assert guard.options
    assert guard.home.code.text == (
        "def require_role(role) -> Callable[[], None]:\n    def require() -> None:\n        if g.role != role:\n"
        '            abort(make_response("no", 403))\n    return require\n'
    )


def test_what_works_after_the_view_is_no_guard() -> None:
    assert read(TOKEN.replace("return f(user, *args, **kwargs)", "made = f(user)\n        return made")) is None


def test_what_catches_errors_of_the_view_is_no_guard() -> None:
    assert read(TOKEN.replace('user = find(request.headers["x-token"])', "return f(*args, **kwargs)")) is None


def test_what_looks_at_the_arguments_is_no_guard() -> None:
    assert read(TOKEN.replace('find(request.headers["x-token"])', 'find(kwargs["id"])')) is None


def test_names_of_dependencies_say_what_is_required() -> None:
    assert dependency_name("login_required") == "require_login"
    assert dependency_name("admin_only") == "require_admin"
    assert dependency_name("requires_auth") == "require_auth"
