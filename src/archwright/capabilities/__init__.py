"""Plug-ins: what a backend can do. One folder each.

A capability is a package with `parts(blueprint)`: it gives the typed parts (archwright.model.parts) that the backend
needs for it, and nothing when the blueprint does not ask for it. Its templates are in its own folder. It knows of no
other capability: `build` merges the parts.
"""
