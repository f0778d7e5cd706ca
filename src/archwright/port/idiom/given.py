"""Names that Flask gives to every view, as dependencies of the routes that use them."""

from dataclasses import dataclass

from archwright.port.idiom.reads import Parameter
from archwright.port.idiom.state import Beside, Idiom
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import

MODULE = "app.api.visit"
_TEXT = '''
def {function}() -> {kind}:
    """{doc}"""
    return {name}


{alias} = Annotated[{annotation}, Depends({function})]
'''


@dataclass(frozen=True)
class Given:
    """How one name reaches a route. `kind` is the annotation, with the import it needs."""

    alias: str
    function: str
    kind: str
    doc: str
    needs: tuple[Import, ...] = ()

    def beside(self, compat: str) -> Beside:
        """The dependency, in the module that they share."""
        module, _, name = compat.partition(".")
        text = _TEXT.format(
            function=self.function, kind=self.kind, annotation=self.kind, doc=self.doc, name=name, alias=self.alias
        )
        own = {Import(f"app.core.compat.{module}", name), Import("fastapi", "Depends"), Import("typing", "Annotated")}
        return Beside(MODULE, MovedCode(text, frozenset(own | set(self.needs))))


_ANY = (Import("typing", "Any"),)
_CALL = (Import("collections.abc", "Callable"), Import("typing", "Any"))


def _verb(alias: str, function: str, returns: str, doc: str) -> Given:
    return Given(alias, function, f"Callable[..., {returns}]", doc, _CALL if "Any" in returns else _CALL[:1])


GIVEN = {
    "context.current_app": Given(
        "ApplicationDep", "get_application", "Application", "The settings, and where files are.",
        (Import("app.core.compat.context", "Application"),),
    ),
    "flash.flash": _verb("FlashDep", "get_flash", "None", "Keeps a message until a page shows it."),
    "flash.get_flashed_messages": _verb("FlashedDep", "get_flashed", "list[Any]", "Takes the messages that were kept."),
    "globals.g": Given(
        "GlobalsDep", "get_globals", "Globals", "Values of this request.",
        (Import("app.core.compat.globals", "Globals"),),
    ),
    "jwt_requests.get_current_user": _verb("GetUserDep", "get_user", "Any", "Finds the user of the token."),
    "jwt_requests.get_jwt": _verb("ClaimsDep", "get_claims", "Any", "Shows the claims of the token."),
    "jwt_requests.get_jwt_identity": _verb("IdentityDep", "get_identity", "Any", "Tells whom the token is for."),
    "login.current_user": Given("CurrentUser", "get_current_user", "Any", "Who is logged in.", _ANY),
    "login_guard.login_user": _verb("LoginDep", "get_login", "bool", "Logs a user in."),
    "login_guard.logout_user": _verb("LogoutDep", "get_logout", "bool", "Logs the user out."),
    "session.session": Given(
        "SessionDep", "current_visit", "Session", "What is kept about the visitor.",
        (Import("app.core.compat.session", "Session"),),
    ),
    "templating.render_template": _verb("RenderDep", "get_render", "str", "Renders a page that looks at the request."),
    "urls.url_for": _verb("UrlForDep", "get_url_for", "str", "Builds the URL of a route."),
}  # fmt: skip


def take_given(free: frozenset[str], state: Idiom) -> frozenset[str]:
    """Makes parameters of the free names that can be given; tells which names those are."""
    found = {name: meaning for name, meaning in state.compat.items() if name in free and meaning in GIVEN}
    for name, meaning in sorted(found.items()):
        given = GIVEN[meaning]
        state.add_beside(given.beside(meaning))
        state.parameters[name] = Parameter(name, given.alias)
        state.needs.add(Import(MODULE, given.alias))
    return frozenset(found)
