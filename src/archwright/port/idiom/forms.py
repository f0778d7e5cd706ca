"""Reads of a submitted form as the fields of a model; where that would change their order, as the form itself."""

import keyword as keywords
import re
from dataclasses import dataclass, field

import libcst as cst

from archwright.port.code import code_of, dotted, keyword, text_of
from archwright.port.idiom.order import may_come_first
from archwright.port.idiom.reads import Parameter
from archwright.port.idiom.state import Beside, Idiom
from archwright.port.idiom.written import FORM, reader
from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.schemas.naming import title

_RESERVED = frozenset({"copy", "dict", "json", "construct", "schema", "validate", "model_dump"})


@dataclass
class Fields:
    """What a view reads of its form: key -> (annotation, default), and whether all reads may be done first."""

    found: dict[str, tuple[str, str]] = field(default_factory=dict)
    is_plain: bool = True

    def note(self, key: str, annotation: str, default: str) -> None:
        """Adds a read; two different reads of one key make it no plain form."""
        if self.found.setdefault(key, (annotation, default)) != (annotation, default):
            self.is_plain = False


def with_form(node: cst.FunctionDef, state: Idiom) -> cst.FunctionDef:
    """The view with `request.form` replaced by a parameter `form`."""
    request = state.named("request.request")
    if not request or f"{request}.form" not in code_of(node):
        return node
    name = next(n for n in ("form", "submitted", "form_fields") if n not in state.taken)
    fields = _fields(node, f"{request}.form")
    if fields.is_plain and fields.found and may_come_first(node, rf"{request}\.form\["):
        made = node.visit(_ToFields(f"{request}.form", name))
        annotation = _add_model(node.name.value, fields, state)
    else:
        made = node.visit(_ToForm(f"{request}.form", name))
        annotation = "FormDep"
        state.needs.add(Import(FORM, annotation))
        state.add_beside(reader("FormDep"))
    state.parameters[name] = Parameter(name, annotation)
    assert isinstance(made, cst.FunctionDef)
    return made


def _read(node: cst.CSTNode, form: str) -> tuple[str, str, str] | None:
    """(key, annotation, default) of one read, None when the node is none that a field can stand for."""
    if isinstance(node, cst.Subscript) and dotted(node.value) == form:
        index = node.slice[0].slice
        key = text_of(index.value) if isinstance(index, cst.Index) else None
        return (key, "str", "") if key else None
    if not isinstance(node, cst.Call) or not node.args or any(a.star for a in node.args):
        return None
    key = text_of(node.args[0].value)
    if not key or node.args[0].keyword:
        return None
    if dotted(node.func) == f"{form}.getlist" and len(node.args) == 1:
        return key, "list[str]", "[]"
    if dotted(node.func) != f"{form}.get" or len(node.args) > 2:
        return None
    return _optional(key, node)


def _optional(key: str, node: cst.Call) -> tuple[str, str, str] | None:
    second = node.args[1].value if len(node.args) == 2 and not node.args[1].keyword else None
    given = keyword(node, "default") or second
    if given is None:
        return (key, "str | None", "None") if len(node.args) == 1 else None
    if text_of(given) is not None:
        return key, "str", code_of(given)
    return (key, "str | None", "None") if code_of(given) == "None" else None


def _fields(node: cst.FunctionDef, form: str) -> Fields:
    fields = Fields()
    understood: set[cst.CSTNode] = set()

    class Reads(cst.CSTVisitor):
        def on_visit(self, inner: cst.CSTNode) -> bool:
            read = _read(inner, form)
            if read:
                fields.note(*read)
                understood.add(inner)
                return False
            if isinstance(inner, cst.Attribute) and dotted(inner) == form:
                fields.is_plain = False
            return True

    node.visit(Reads())
    names = [field_name(key) for key in fields.found]
    fields.is_plain = fields.is_plain and len(set(names)) == len(names)
    return fields


def field_name(key: str) -> str:
    """`password-repeat` -> "password_repeat"; a name that a model may have as a field."""
    name = re.sub(r"\W", "_", key).strip("_").lower() if not re.fullmatch(r"[A-Za-z]\w*", key) else key
    name = name if re.match(r"[A-Za-z]", name) else f"field_{name}"
    name = f"{name}_" if name in _RESERVED or name.startswith("model_") else name
    return f"{name}_" if not name.isidentifier() or _is_keyword(name) else name


def _is_keyword(name: str) -> bool:
    return keywords.iskeyword(name)


class _ToFields(cst.CSTTransformer):
    """`request.form["title"]` becomes `form.title`."""

    def __init__(self, form: str, name: str) -> None:
        super().__init__()
        self._form = form
        self._name = name

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        read = _read(original_node, self._form) if isinstance(original_node, cst.Call | cst.Subscript) else None
        if read:
            return cst.Attribute(cst.Name(self._name), cst.Name(field_name(read[0])))
        return super().on_leave(original_node, updated_node)  # type: ignore[return-value]


class _ToForm(cst.CSTTransformer):
    """`request.form` becomes `form`."""

    def __init__(self, form: str, name: str) -> None:
        super().__init__()
        self._form = form
        self._name = name

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:  # noqa: N802
        return cst.Name(self._name) if dotted(original_node) == self._form else updated_node


def _add_model(view: str, fields: Fields, state: Idiom) -> str:
    model = f"{title(view.removeprefix('post_'))}Fields"
    module = f"app.schemas.{state.resource}"
    text, needs = model_text(model, f"What {view} is sent.", fields)
    state.add_beside(Beside(module, MovedCode(text, frozenset(needs))))
    state.add_beside(reader("form_of"))
    state.needs |= {Import(module, model), Import(FORM, "form_of")}
    state.needs |= {Import("fastapi", "Depends"), Import("typing", "Annotated")}
    state.documented = model
    return f"Annotated[{model}, Depends(form_of({model}))]"


def model_text(model: str, doc: str, fields: Fields) -> tuple[str, set[Import]]:
    """The model of what a view is sent, and its imports."""
    lines = [f"class {model}(BaseModel):", f'    """{doc}"""', ""]
    needs = {Import("pydantic", "BaseModel")}
    if any("Any" in annotation for annotation, _ in fields.found.values()):
        needs.add(Import("typing", "Any"))
    for key, (annotation, default) in fields.found.items():
        name = field_name(key)
        if name == key:
            lines.append(f"    {name}: {annotation}" + (f" = {default}" if default else ""))
            continue
        needs.add(Import("pydantic", "Field"))
        given = f"default={default}, " if default else ""
        lines.append(f"    {name}: {annotation} = Field({given}alias={key!r})")
    return "\n".join(lines) + "\n", needs
