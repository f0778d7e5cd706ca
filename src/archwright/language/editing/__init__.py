"""Changes to a page that leave everything else of it as it stands."""

from archwright.language.editing.changes import (
    AddEntity,
    Change,
    RemoveEntity,
    RemoveField,
    RenameField,
    SetField,
    SetOption,
)
from archwright.language.editing.edit import edit

__all__ = ["AddEntity", "Change", "RemoveEntity", "RemoveField", "RenameField", "SetField", "SetOption", "edit"]
