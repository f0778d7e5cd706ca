"""Answers as models: what a route returns, and what its decorator and its signature say of it."""

from collections.abc import Collection, Mapping

import libcst as cst

from archwright.port.code import text_of
from archwright.port.idiom.answers import Answer
from archwright.port.idiom.forms import field_name
from archwright.port.idiom.state import Beside, Idiom
from archwright.port.schemas.declared import Declared
from archwright.port.schemas.shape import Either, Keyed, Listed, Shape, has_model
from archwright.port.schemas.writing import Annotation, Models


class ModelCalls:
    """Makes models of what one route answers, when all that it answers with that status can be made so."""

    def __init__(self, state: Idiom, answers: Mapping[cst.Return, Answer]) -> None:
        self._declared = state.declared if state.declared and state.declared.shape else None
        answering = state.surroundings.answering
        self._models = answering.models if answering else None
        self._main = [each for each in answers.values() if self._is_main(each)]
        self._all = bool(self._main) and all(self._call(each.value) for each in self._main)
        state.builds = self._all
        if self._all and self._models and self._declared and self._declared.shape:
            state.needs |= self._models.imports(self._declared.shape)
        for need in self._needs(state.declared):
            state.needs |= need.needs
            for module, code in need.beside:
                state.add_beside(Beside(module, code))

    def made(self, answer: Answer) -> cst.BaseExpression | None:
        """What is returned instead of a response; None when it stays one."""
        if not self._is_main(answer):
            return None
        return (self._call(answer.value) if self._all else None) or answer.value

    def _is_main(self, answer: Answer) -> bool:
        return self._declared is not None and is_modelled(answer, self._declared)

    def _call(self, value: cst.BaseExpression) -> cst.BaseExpression | None:
        shape = self._declared.shape if self._declared else None
        return built(value, shape, self._models) if shape and self._models else None

    def _needs(self, declared: Declared | None) -> list[Annotation]:
        if declared is None:
            return []
        return [*([declared.answer] if declared.shape else []), *declared.errors.values()]


def built(node: cst.BaseExpression, shape: Shape, models: Models) -> cst.BaseExpression | None:
    """`{"id": 1}` as a call of its model; None for what only running shows."""
    if not has_model(shape):
        return node
    if isinstance(shape, Either):
        return next((made for option in shape.options if (made := built(node, option, models))), None)
    if isinstance(node, cst.Dict) and isinstance(shape, Keyed):
        return _call(node, shape, models)
    if isinstance(node, cst.ListComp) and isinstance(shape, Listed):
        item = built(node.elt, shape.item, models)
        return node.with_changes(elt=item) if item else None
    return None


def _call(node: cst.Dict, shape: Keyed, models: Models) -> cst.BaseExpression | None:
    keys = {key.name: key for key in shape.keys}
    args = []
    for element in node.elements:
        name = text_of(element.key) if isinstance(element, cst.DictElement) else None
        if name is None or name not in keys or field_name(name) != name:
            return None
        inner = keys.pop(name).shape
        value = built(element.value, inner, models) or element.value
        args.append(cst.Arg(value, keyword=cst.Name(name), equal=_EQUAL))
    return cst.Call(cst.Name(models.name_of(shape)), args) if not keys and args else None


def is_modelled(answer: Answer, declared: Declared) -> bool:
    """Whether FastAPI makes the response of an answer, by the model."""
    return answer.kind == "json" and answer.status == declared.status and not answer.headers


def returned(plain: str, other: str, answers: Collection[Answer], state: Idiom) -> str:
    """The return type of a route with a model. `plain`: the type of what it returns when it makes no model itself;
    `other`: that of its responses."""
    declared = state.declared
    assert declared is not None
    own = declared.answer.text if state.builds else plain
    others = [answer for answer in answers if not is_modelled(answer, declared)]
    if len(others) == len(answers):
        return other
    return own if own == "Any" or not others else f"{own} | {other}"


def declaration(answers: Collection[Answer], state: Idiom) -> list[str]:
    """What the decorator says of the answers: keyword arguments."""
    declared = state.declared
    if declared is None:
        return []
    said = []
    if declared.shape is not None:
        is_only = all(is_modelled(answer, declared) for answer in answers)
        said += [f"response_model={declared.answer.text}"] if not (is_only and state.builds) else []
        said += [f"status_code={declared.status}"] if declared.status != "200" else []
        said += ["response_model_exclude_unset=True"] if declared.skips_unset else []
    errors = ", ".join(f'{status}: {{"model": {made.text}}}' for status, made in declared.errors.items())
    return [*said, f"responses={{{errors}}}"] if errors else said


_EQUAL = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
