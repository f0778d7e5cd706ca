"""The compat package of a written backend: what Flask's names become, and the files that hold only what is needed."""

from archwright.port.compat.assemble import assemble, names_in_templates
from archwright.port.compat.provided import Provided, counterpart, provides

__all__ = ["Provided", "assemble", "counterpart", "names_in_templates", "provides"]
