"""The compat package of a written backend: what Flask's names become, and the files that hold only what is needed.

Each file of `runtime/` is a module of `app/core/compat`. It declares in `__provides__` which framework names it stands
in for: a name of its own or one it imports, the full name of something in another package, or "" for the module itself.
A new file there is all that another extension needs.
"""

from archwright.port.compat.assemble import assemble, names_in_templates
from archwright.port.compat.provided import Provided, counterpart, provides

__all__ = ["Provided", "assemble", "counterpart", "names_in_templates", "provides"]
