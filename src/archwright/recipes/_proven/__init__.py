"""Recipes that are only taken where a replay has shown that nothing changes."""
