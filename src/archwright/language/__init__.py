"""The blueprint language: a YAML page in, a completed blueprint out, and back."""

from archwright.language.editing import (
    AddEntity,
    Change,
    RemoveEntity,
    RemoveField,
    RenameField,
    SetField,
    SetOption,
    edit,
)
from archwright.language.loading import load
from archwright.language.places import place_of
from archwright.language.problems import BlueprintErrors, Problem
from archwright.language.publish import SCHEMA_FILE, json_schema
from archwright.language.starting import examples, starting_page
from archwright.language.writing import text

__all__ = [
    "SCHEMA_FILE",
    "AddEntity",
    "BlueprintErrors",
    "Change",
    "Problem",
    "RemoveEntity",
    "RemoveField",
    "RenameField",
    "SetField",
    "SetOption",
    "edit",
    "examples",
    "json_schema",
    "load",
    "place_of",
    "starting_page",
    "text",
]
