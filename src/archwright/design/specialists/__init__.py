"""Specialists: one file each, with `decide(survey)`; a new file in this package is asked without being registered."""
