"""Guards that extensions bring, as dependencies."""

from archwright.port.idiom.state import Beside, Guard
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import

MODULE = "app.api.guards"
_PLAIN = '''
def {name}() -> None:
    """{doc}"""
    refusal = {decorator}(lambda: None)()
    if refusal is not None:
        abort(make_response(refusal))
'''
_BEARER = '''
def require_token(**options: Any) -> Callable[[], None]:
    """Only with a valid token; its claims are known from then on."""

    def require() -> None:
        verify_jwt_in_request(**options)

    return require
'''
_REFUSING = frozenset({Import("werkzeug.exceptions", "abort"), Import("app.core.compat.answer", "make_response")})
_LOGIN = "app.core.compat.login_guard"


def known_guard(compat: str) -> Guard | None:
    """The dependency for a compat decorator ("login_guard.login_required"), None for others."""
    return _KNOWN.get(compat)


def object_guard(variable: str, module: str) -> Guard:
    """The dependency for `@auth.login_required` of an object of the app's own."""
    name = f"require_{variable}"
    text = _PLAIN.format(name=name, doc="Only with the right credentials.", decorator=f"{variable}.login_required")
    return Guard(name, Beside(MODULE, MovedCode(text, _REFUSING | {Import(module, variable)})))


def _plain(name: str, doc: str, decorator: str) -> Guard:
    text = _PLAIN.format(name=name, doc=doc, decorator=decorator)
    return Guard(name, Beside(MODULE, MovedCode(text, _REFUSING | {Import(_LOGIN, decorator)})))


_KNOWN = {
    "login_guard.login_required": _plain("require_login", "Only for users who are logged in.", "login_required"),
    "login_guard.fresh_login_required": _plain(
        "require_fresh_login", "Only for users who have just logged in.", "fresh_login_required"
    ),
    "jwt_requests.jwt_required": Guard(
        "require_token",
        Beside(
            MODULE,
            MovedCode(
                _BEARER,
                frozenset(
                    {
                        Import("app.core.compat.jwt_requests", "verify_jwt_in_request"),
                        Import("collections.abc", "Callable"),
                        Import("typing", "Any"),
                    }
                ),
            ),
        ),
        options=True,
    ),
}
