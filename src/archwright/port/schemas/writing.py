"""Writes response models, each once, under a name that nothing else in the app has."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from archwright.port.move import MovedCode
from archwright.port.rewrite import Import
from archwright.port.schemas.naming import MESSAGES, Standing, is_said, names_for, singular
from archwright.port.schemas.shape import ANY, Either, Keyed, Listed, Scalar, Shape
from archwright.port.split.naming import snake

DATES = "app.schemas.dates"
STORED = "app.schemas.stored"
_ORDER = ("str", "int", "float", "bool", "StoredInt", "StoredFloat", "HttpDate", "None")
_HTTP_DATE = '''
HttpDate = Annotated[datetime | date, PlainSerializer(http_date, return_type=str)]
"""A date, with or without a time, written as HTTP writes them."""
'''
_STORED = '''
{name} = Annotated[Any, WithJsonSchema({{"type": "{kind}"}})]
"""A number, where clients sent one: SQLite stores what it is given, and that is what is answered."""
'''
_STORED_NEEDS = frozenset(
    {Import("pydantic", "WithJsonSchema"), Import("typing", "Annotated"), Import("typing", "Any")}
)
_SHARED = {
    "HttpDate": (
        DATES,
        MovedCode(
            _HTTP_DATE,
            frozenset(
                {
                    Import("datetime", "date"),
                    Import("datetime", "datetime"),
                    Import("pydantic", "PlainSerializer"),
                    Import("typing", "Annotated"),
                    Import("werkzeug.http", "http_date"),
                }
            ),
        ),
    ),
    "StoredInt": (STORED, MovedCode(_STORED.format(name="StoredInt", kind="integer"), _STORED_NEEDS)),
    "StoredFloat": (STORED, MovedCode(_STORED.format(name="StoredFloat", kind="number"), _STORED_NEEDS)),
}
"""Types that models share, with the module they stand in."""


class Unnamed(Exception):  # noqa: N818 - a finding, not a failure
    """A model for which there is no good name, or no place."""


@dataclass(frozen=True)
class Annotation:
    """A type as it is written, with its imports and the code it needs, by module."""

    text: str
    needs: frozenset[Import] = frozenset()
    beside: tuple[tuple[str, MovedCode], ...] = ()


_ABSENT = Scalar(frozenset({"None"}))
_NONE = Annotation("None")


@dataclass(frozen=True)
class Model:
    """A written model. `order`: its code after that of the models it holds."""

    name: str
    module: str
    order: tuple[tuple[str, MovedCode], ...]


@dataclass
class Models:
    """All models of one backend. `taken`: names that the original gives. `field_name` makes a field's name of a key.
    `resources`: names of all resources; what shows an entity stands with the resource of its name."""

    taken: Collection[str]
    field_name: Callable[[str], str]
    resources: Collection[str] = ()
    _known: dict[Shape, Model] = field(default_factory=dict)
    _imports: dict[str, set[str]] = field(default_factory=dict)

    def annotation(self, shape: Shape, at: Standing) -> Annotation:
        """The type of a shape. Raises Unnamed."""
        if isinstance(shape, Keyed):
            model = self._model(shape, at)
            return Annotation(model.name, frozenset({Import(model.module, model.name)}), model.order)
        if isinstance(shape, Listed):
            item = self.annotation(shape.item, replace(at, in_list=True))
            return replace(item, text=f"list[{item.text}]")
        if isinstance(shape, Either):
            options = sorted(shape.options, key=lambda option: isinstance(option, Keyed) and is_said(option))
            return _joined([_NONE if option == _ABSENT else self.annotation(option, at) for option in options])
        return _plain(shape if isinstance(shape, Scalar) else ANY)

    def name_of(self, shape: Keyed) -> str:
        """The name that the model of a shape was given."""
        found = self._find(shape)
        assert found is not None
        return found.name

    def imports(self, shape: Shape) -> frozenset[Import]:
        """What code needs that makes all models of a shape itself."""
        if isinstance(shape, Listed):
            return self.imports(shape.item)
        if isinstance(shape, Either):
            return frozenset().union(*(self.imports(option) for option in shape.options))
        model = self._find(shape) if isinstance(shape, Keyed) else None
        if model is None or not isinstance(shape, Keyed):
            return frozenset()
        return frozenset({Import(model.module, model.name)}).union(*(self.imports(key.shape) for key in shape.keys))

    def _model(self, shape: Keyed, at: Standing) -> Model:
        known = self._find(shape)
        if known is None:
            known = self._known[_canonical(shape)] = self._written(shape, at)
        return known

    def _find(self, shape: Keyed) -> Model | None:
        """The model of a shape, or one that says less of the same keys."""
        wanted = _canonical(shape)
        covering = (
            model for known, model in self._known.items() if isinstance(known, Keyed) and _covers(known, wanted)
        )
        return self._known.get(wanted) or next(covering, None)

    def _written(self, shape: Keyed, at: Standing) -> Model:
        used = {model.name for model in self._known.values()}
        fields = [(key, self.annotation(key.shape, replace(at, key=key.name, in_list=False))) for key in shape.keys]
        used |= {model.name for model in self._known.values()}
        name = next((n for n in names_for(shape, at) if n.isidentifier() and n not in used and n not in self.taken), "")
        if not name:
            raise Unnamed
        module = MESSAGES if is_said(shape) else f"app.schemas.{self._resource(shape, at)}"
        needs = {Import("pydantic", "BaseModel")}.union(*(made.needs for _, made in fields))
        lines = [f"class {name}(BaseModel):", f'    """{_doc(shape, at, name)}"""', ""]
        for key, made in fields:
            own = self.field_name(key.name)
            text = made.text if not key.optional or "None" in made.text else f"{made.text} | None"
            given = ["default=None"] * key.optional + [f"alias={key.name!r}"] * (own != key.name)
            if own != key.name:
                needs.add(Import("pydantic", "Field"))
            default = f" = Field({', '.join(given)})" if own != key.name else " = None" if key.optional else ""
            lines.append(f"    {own}: {text}{default}")
        self._note_imports(module, needs)
        inner = dict.fromkeys(piece for _, made in fields for piece in made.beside)
        own_code = MovedCode("\n".join(lines) + "\n", frozenset(needs))
        return Model(name, module, (*inner, (module, own_code)))

    def _resource(self, shape: Keyed, at: Standing) -> str:
        noun = snake(shape.entity.rpartition(".")[2])
        return next((name for name in self.resources if noun and singular(name) == singular(noun)), at.resource)

    def _note_imports(self, module: str, needs: Collection[Import]) -> None:
        """Modules of schemas may not import each other in a circle."""
        wanted = {need.module for need in needs if need.module.startswith("app.schemas.")} - {module}
        if any(self._reaches(other, module) for other in wanted):
            raise Unnamed
        self._imports.setdefault(module, set()).update(wanted)

    def _reaches(self, start: str, end: str) -> bool:
        return start == end or any(self._reaches(other, end) for other in self._imports.get(start, ()))


def _canonical(shape: Keyed) -> Keyed:
    """The same for objects that differ in the order of their keys only, or in what they show."""
    keys = tuple(sorted(shape.keys, key=lambda key: key.name))
    return Keyed(tuple(replace(key, shape=_inner(key.shape)) for key in keys))


def _covers(known: Keyed, wanted: Keyed) -> bool:
    pairs = zip(known.keys, wanted.keys, strict=False)
    return known.names == wanted.names and all(
        one.optional == other.optional
        and (one.shape == other.shape or (one.shape == ANY and isinstance(other.shape, Scalar)))
        for one, other in pairs
    )


def _inner(shape: Shape) -> Shape:
    if isinstance(shape, Listed):
        return Listed(_inner(shape.item))
    return _canonical(shape) if isinstance(shape, Keyed) else shape


def _doc(shape: Keyed, at: Standing, name: str) -> str:
    if is_said(shape):
        return "What went wrong." if any("err" in key.name.lower() for key in shape.keys) else "How it went."
    if shape.entity:
        noun = singular(shape.entity.rpartition(".")[2]).replace("_", " ")
        return f"{'An' if noun[:1].lower() in 'aeio' else 'A'} {noun[:1].lower()}{noun[1:]}, as clients see it."
    if not at.key and len(shape.keys) == 1 and name.endswith(("List", "Envelope")):
        return f"Holds {'one' if name.endswith('Envelope') else 'several'}: {shape.keys[0].name.strip()}."
    return f"What {at.view} answers." if not at.key and not at.in_list else f"Part of what {at.view} answers."


def _plain(shape: Scalar) -> Annotation:
    kinds = {"HttpDate" if kind in ("date", "datetime") else kind for kind in shape.kinds}
    if not kinds <= set(_ORDER) or kinds == {"None"}:
        return Annotation("Any", frozenset({Import("typing", "Any")}))
    text = " | ".join(kind for kind in _ORDER if kind in kinds)
    used = {kind: _SHARED[kind] for kind in sorted(kinds & _SHARED.keys())}
    return Annotation(text, frozenset(Import(module, kind) for kind, (module, _) in used.items()), tuple(used.values()))


def _joined(options: list[Annotation]) -> Annotation:
    if any(option.text == "Any" for option in options):
        return next(option for option in options if option.text == "Any")
    texts = list(dict.fromkeys(option.text for option in options))
    texts.sort(key=lambda text: text == "None")
    beside = dict.fromkeys(piece for option in options for piece in option.beside)
    return Annotation(" | ".join(texts), frozenset().union(*(option.needs for option in options)), tuple(beside))
