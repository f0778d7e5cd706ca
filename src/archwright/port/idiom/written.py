"""Shared modules of idiomatic routes, written when a route uses them."""

from archwright.port.idiom.state import Beside
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.schemas.naming import MESSAGES
from archwright.port.schemas.writing import DATES, STORED

FORM = "app.api.submitted"
DOCS = {
    FORM: "What a request brings.",
    DATES: "Dates as HTTP writes them.",
    STORED: "What columns hold.",
    MESSAGES: "Short answers that say how it went.",
    "app.api.guards": "Who may use a route.",
    "app.api.visit": "What routes know about the visitor and the request.",
}

_FORM_OF = '''
Model = TypeVar("Model", bound=BaseModel)


def form_of(model: type[Model]) -> Callable[[], Model]:
    """Fills a model from the form: the first value of a name counts, an empty one too; 400 without a required one."""

    def read() -> Model:
        fields = [(field.alias or name, field) for name, field in model.model_fields.items()]
        return model(**{key: _value(key, field) for key, field in fields})

    return read


def form_body(model: type[BaseModel]) -> dict[str, Any]:
    """What the documentation says about the form."""
    content = {"application/x-www-form-urlencoded": {"schema": model.model_json_schema()}}
    return {"requestBody": {"content": content}}


def _value(key: str, field: FieldInfo) -> Any:
    if field.annotation == list[str]:
        return request.form.getlist(key)
    return request.form[key] if field.is_required() else request.form.get(key, field.default)
'''
_FORM_DEP = '''
def read_form() -> MultiDict[str, str]:
    """The whole form."""
    return request.form


FormDep = Annotated[MultiDict[str, str], Depends(read_form)]
'''
_JSON_BODY = '''
def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """What the documentation says about a JSON body; the route looks at the body itself."""
    content = {"application/json": {"schema": model.model_json_schema()}}
    return {"requestBody": {"content": content, "required": True}}
'''
_LENIENT = '''
def lenient(kind: type[int] | type[float], default: float | None) -> BeforeValidator:
    """A number in the query; anything else counts as not given."""

    def read(value: Any) -> Any:
        try:
            return kind(value)
        except (TypeError, ValueError):
            return default

    return BeforeValidator(read)
'''
_REQUEST = Import("app.core.compat.request", "request")
_READERS = {
    "form_of": MovedCode(
        _FORM_OF,
        frozenset(
            {
                _REQUEST,
                Import("collections.abc", "Callable"),
                Import("pydantic", "BaseModel"),
                Import("pydantic.fields", "FieldInfo"),
                Import("typing", "Any"),
                Import("typing", "TypeVar"),
            }
        ),
    ),
    "json_body": MovedCode(_JSON_BODY, frozenset({Import("pydantic", "BaseModel"), Import("typing", "Any")})),
    "lenient": MovedCode(_LENIENT, frozenset({Import("pydantic", "BeforeValidator"), Import("typing", "Any")})),
    "FormDep": MovedCode(
        _FORM_DEP,
        frozenset(
            {
                _REQUEST,
                Import("fastapi", "Depends"),
                Import("typing", "Annotated"),
                Import("werkzeug.datastructures", "MultiDict"),
            }
        ),
    ),
}


def reader(name: str) -> Beside:
    """How routes read forms, as a model ("form_of") or whole ("FormDep"), and numbers in the query ("lenient"); how
    they document a JSON body ("json_body")."""
    return Beside(FORM, _READERS[name])
