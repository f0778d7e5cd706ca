"""Translations, one file each: found by a walk of this package, never registered by hand."""
