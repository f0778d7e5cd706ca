"""The lines of fields -> fields and relations."""

from archwright.language.documents import LongField
from archwright.language.found import Found
from archwright.language.line import LineTrouble, parse
from archwright.language.nodes import Path
from archwright.language.words import field_trouble, shape_field_trouble
from archwright.model.blueprint import Field, Relation

Lines = dict[str, str | LongField]


def stored(lines: Lines, path: Path, found: Found) -> tuple[tuple[Field, ...], tuple[Relation, ...]]:
    """The fields of an entity."""
    for name in lines:
        trouble, fix = field_trouble(name)
        if trouble:
            found.at_key((*path, name), trouble, fix)
    fields, relations = _parsed(lines, path, found)
    for field in fields:
        if field.omittable or field.sent_as:
            word = "omittable" if field.omittable else "as"
            found.at((*path, field.name), f"`{word}` is for what is only sent.", "Remove it: this is stored.")
        if field.many:
            fix = "Give it an entity of its own and write `Label[]`, or store json."
            found.at((*path, field.name), "A column holds one value.", fix)
    return fields, relations


def sent(lines: Lines, path: Path, found: Found) -> tuple[tuple[Field, ...], tuple[Relation, ...]]:
    """The fields of a body or a query string, where nothing is stored."""
    for name in lines:
        trouble, fix = shape_field_trouble(name)
        if trouble:
            found.at_key((*path, name), trouble, fix)
    fields, relations = _parsed(lines, path, found)
    for field in fields:
        stray = [word for word in ("unique", "index", "search", "hidden", "readonly", "fixed", "computed")
                 if getattr(field, word)]  # fmt: skip
        stray += [
            word
            for word in ("was", "backfill", "using", "allow_data_loss", "renamed_values")
            if getattr(field.evolution, word)
        ]
        if stray:
            found.at((*path, field.name), f"`{stray[0]}` is for what is stored.", "Remove it: this is only sent.")
    return fields, relations


def _parsed(lines: Lines, path: Path, found: Found) -> tuple[tuple[Field, ...], tuple[Relation, ...]]:
    fields: list[Field] = []
    relations: list[Relation] = []
    for name, line in lines.items():
        text, doc, place = line, "", (*path, name)
        if isinstance(line, LongField):
            text, doc, place = line.type, line.doc, (*path, name, "type")
        try:
            made = parse(name, str(text), doc)
        except LineTrouble as trouble:
            found.at(place, trouble.message, trouble.fix, offset=trouble.offset, meant=trouble.meant)
            continue
        if isinstance(made, Field):
            fields.append(made)
        else:
            relations.append(made)
    return tuple(fields), tuple(relations)
