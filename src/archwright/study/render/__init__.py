"""Facts for people, for programs and as pictures."""

from archwright.study.render.data import render_json
from archwright.study.render.mermaid import render_erd, render_flow, render_mermaid
from archwright.study.render.text import render_text

__all__ = ["render_erd", "render_flow", "render_json", "render_mermaid", "render_text"]
