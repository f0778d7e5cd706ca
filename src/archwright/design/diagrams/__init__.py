"""Pictures as Mermaid text."""

from archwright.design.diagrams.entities import entity_diagram
from archwright.design.diagrams.login import login_diagram
from archwright.design.diagrams.system import system_diagram

__all__ = ["entity_diagram", "login_diagram", "system_diagram"]
