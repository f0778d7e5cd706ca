"""The ways in: one module for each kind of source, found by itself."""
